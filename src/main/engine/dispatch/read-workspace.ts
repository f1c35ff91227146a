import { join } from 'node:path';
import type { Workspace } from '../context.ts';
import { openReadOnly } from '../db/connection.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { DATABASE_FILE } from '../db/open-database.ts';

/** The workspace as the window may see it: what is committed, and nothing of a job that may still be undone. */
export interface WorkspaceReader {
  readonly workspace: Workspace;
  readonly database: ReadableDatabase;
  readonly close: () => void;
}

/**
 * Opens a second connection to the workspace's database. A job keeps its transaction open over minutes, and the
 * connection it works on sees its unfinished rows; this one sees the last commit (SQLite's WAL).
 */
export function openReader(workspace: Workspace): WorkspaceReader {
  const connection = openReadOnly(join(workspace.folder, DATABASE_FILE));
  return {
    workspace: { ...workspace, database: connection.database },
    database: connection.database,
    close: connection.close,
  };
}
