import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { EventKind, EventState } from '#core/events/event.ts';
import { finish } from '#core/steps.ts';
import { bundledMigrations } from './db/migration-files.ts';
import type { WritableDatabase } from './db/handles.ts';
import { openDatabase, SOURCES_FOLDER } from './db/open-database.ts';
import { settleAllEvidence } from './evidence.ts';
import type { EnginePorts } from './ports.ts';
import { listBatches } from './repositories/batches.ts';
import { removePendingBatch } from './repositories/remove-batch.ts';
import { findChangedContents, sealContents, sealSmallContents } from './repositories/content-digests.ts';
import { appendEvent, verifyEvents } from './repositories/events.ts';
import { settleRunLines } from './repositories/runs.ts';
import { countWrongTotals } from './repositories/usage-totals-check.ts';
import { wrongSums } from './repositories/wrong-sums.ts';
import { findSourceFile, forgetUnusedSourceFile } from './repositories/source-files.ts';
import { checkWork } from './services/work/check-work.ts';
import type { Connection } from './db/connection.ts';

/** A workspace, open and held by this process: what every service works on. */
export interface Workspace {
  readonly folder: string;
  readonly database: WritableDatabase;
  readonly ports: EnginePorts;
  /** The folder of the evidence. */
  readonly sourcesFolder: string;
  /** The database as a file: checks and copies. For doctor and backup. */
  readonly connection: Connection;
  /** Writes an act into the audit log. Call it in the act's own transaction. */
  readonly record: (what: EventKind, before: EventState | undefined, after: EventState | undefined) => void;
  /** Closes the database and lets other processes have the workspace. Harmless when repeated. */
  readonly close: () => void;
}

/**
 * Opens the workspace of a folder, creating it when missing, and removes what imports that never finished have left.
 *
 * Throws WORKSPACE_LOCKED (who holds it), WORKSPACE_NEWER, MIGRATION_EDITED, WORKSPACE_DAMAGED or
 * WORKSPACE_NOT_WRITABLE; then nothing has been changed.
 */
export function openWorkspace(request: { readonly folder: string; readonly ports: EnginePorts }): Workspace {
  const { folder, ports } = request;
  const opened = openDatabase(folder, bundledMigrations(), ports.clock);
  const database = sealing(opened.connection.database);
  const sourcesFolder = join(folder, SOURCES_FOLDER);
  let isClosed = false;
  const workspace: Workspace = {
    folder,
    database,
    ports,
    sourcesFolder,
    connection: opened.connection,
    record: (what, before, after) => {
      appendEvent(database, { at: ports.clock(), who: ports.userName(), what, before, after });
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      tidySources(workspace);
      opened.close();
    },
  };
  if (opened.takenOver) ports.log.warn('the workspace was not closed by its last holder');
  try {
    // Seconds with many months of rows, so only where something has happened to them since they were closed; and before
    // anything is written, for what is written gets a digest of what is there.
    if (!opened.isAsClosed) refuseChangedContents(workspace);
    recordMigration(workspace, opened.migrated);
    settleRunLines(database);
    removeLeftovers(workspace);
    if (!opened.isAsClosed) refuseWrongFigures(workspace);
    finish(sealContents(database));
    return workspace;
  } catch (error) {
    opened.close();
    throw error;
  }
}

function recordMigration(workspace: Workspace, migrated: readonly number[]): void {
  const first = migrated[0];
  const last = migrated.at(-1);
  if (first === undefined || last === undefined) return;
  const what = first === 1 ? 'workspace-created' : 'workspace-migrated';
  const before = first === 1 ? undefined : { version: first - 1 };
  workspace.database.transaction(() => {
    workspace.record(what, before, { version: last });
  });
}

/** An import that was killed has left a pending batch, and perhaps a copy of a file that nothing refers to. */
function removeLeftovers(workspace: Workspace): void {
  const { database } = workspace;
  const pending = listBatches(database, { status: 'pending' });
  if (pending.length > 0) {
    database.transaction(() => {
      for (const batch of pending) {
        removePendingBatch(database, batch.id);
        forgetUnusedSourceFile(database, batch.sourceId);
        workspace.record('import-abandoned', { batch: batch.id, sha256: batch.sourceId }, undefined);
      }
    });
  }
  settleSources(workspace);
}

/** Tells leftovers of imports that failed from evidence, and removes them. Only while no import is running. */
function settleSources(workspace: Pick<Workspace, 'database' | 'sourcesFolder'>): void {
  const { database, sourcesFolder } = workspace;
  settleAllEvidence(sourcesFolder, (sha256) => findSourceFile(database, sha256) !== undefined);
}

/** A database whose transactions end with the digests of what they have changed in small steps. */
function sealing(database: WritableDatabase): WritableDatabase {
  const transaction: WritableDatabase['transaction'] = (work) =>
    database.transaction(() => {
      const outcome = work();
      sealSmallContents(database);
      return outcome;
    });
  return {
    ...database,
    transaction,
    withinTransaction: (work) => (database.isInTransaction() ? work() : transaction(work)),
  };
}

/** A letter that has become another is a contradiction to nothing but what was noted when it was written. */
function refuseChangedContents({ database, folder }: Workspace): void {
  const changed = finish(findChangedContents(database)).map(({ part, id }) => `${part} ${String(id)}`);
  const broken = verifyEvents(database);
  if (broken !== undefined) changed.push(`event ${String(broken.sequence)}`);
  changed.push(...checkWork(database));
  if (changed.length > 0) throw new AppError('WORKSPACE_DAMAGED', { folder, detail: changed.join('; ') });
}

/**
 * A byte that has changed within a figure is none that SQLite misses. Totals are held against the rows that they were
 * added up from, and amounts against what their file came to when it was imported.
 */
function refuseWrongFigures({ database, folder }: Workspace): void {
  const totals = countWrongTotals(database);
  const sums = wrongSums(database);
  if (totals === 0 && sums.length === 0) return;
  const details = [...(totals === 0 ? [] : [`usage totals: ${String(totals)}`]), ...sums];
  throw new AppError('WORKSPACE_DAMAGED', { folder, detail: details.join('; ') });
}

/** The same where the folder may be gone, with the drive it lay on: what is not settled now, the next start settles. */
export function tidySources(workspace: Pick<Workspace, 'database' | 'sourcesFolder' | 'ports'>): void {
  try {
    settleSources(workspace);
  } catch {
    workspace.ports.log.warn('the folder of the evidence can not be read');
  }
}
