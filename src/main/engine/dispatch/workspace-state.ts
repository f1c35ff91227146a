import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineOutput } from '#shared/engine-protocol.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import { DATABASE_FILE } from '../db/open-database.ts';
import { listBatches } from '../repositories/batches.ts';
import { evidenceSize } from '../repositories/source-sizes.ts';
import { synchronisedBy } from '../services/folder-location.ts';
import { listCopies } from '../services/kept-copies.ts';
import { isPractice } from '../services/practice.ts';
import type { WorkspaceReader } from './read-workspace.ts';

/** What the workspace is, and how large it has become. */
export function workspaceState({
  workspace,
  database,
}: WorkspaceReader): EngineOutput<'workspace:get-state'> {
  const { files, bytes } = evidenceSize(database);
  return {
    isPractice: isPractice(database),
    readings: listBatches(database).length,
    databaseBytes: ['', '-wal'].reduce((sum, ending) => sum + sizeOf(workspace.folder, ending), 0),
    evidenceBytes: bytes,
    evidenceFiles: files,
    synchronisedBy: synchronisedBy(realpathSync(workspace.folder)) ?? null,
    copies: listCopies(workspace)
      .slice(0, MOST_ROWS_A_PAGE)
      .map((copy) => ({ ...copy })),
  };
}

const sizeOf = (folder: string, ending: string): number =>
  statSync(join(folder, `${DATABASE_FILE}${ending}`), { throwIfNoEntry: false })?.size ?? 0;
