import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import {
  activeBatchesOfSource,
  findBatch,
  restoreBatch,
  supersedeBatch,
  type Batch,
} from '../repositories/batches.ts';
import { supersededByImport } from '../repositories/events.ts';
import { findUndo, forgetUndo, noteUndo } from '../repositories/import-undo.ts';
import { runsOfBatch } from '../repositories/runs.ts';
import { isHeldForWebex } from '../repositories/webex-reports.ts';

/**
 * Takes an import back: its rows count no more, and those of the reading that it had replaced count again. Nothing is
 * deleted: rows and evidence stay, and {@link redoImport} brings it back. Runs that were made from it stay as they
 * are; they are told by the batch that no longer counts.
 *
 * Throws IMPORT_UNKNOWN, IMPORT_NOT_ACTIVE, IMPORT_FETCHED (a report that stands for its period at Webex), and
 * IMPORT_IN_USE (with the number of runs) unless `evenIfUsed`.
 */
export function undoImport(
  workspace: Workspace,
  request: { readonly batchId: number; readonly evenIfUsed: boolean },
): void {
  const { database, ports } = workspace;
  database.transaction(() => {
    const batch = batchOf(workspace, request.batchId);
    const file = batch.fileName;
    if (batch.status !== 'active') throw new AppError('IMPORT_NOT_ACTIVE', { file });
    if (isHeldForWebex(database, batch.id)) throw new AppError('IMPORT_FETCHED', { file });
    const runs = runsOfBatch(database, batch.id);
    if (runs.length > 0 && !request.evenIfUsed)
      throw new AppError('IMPORT_IN_USE', { file, runs: String(runs.length) });
    supersedeBatch(database, batch.id);
    noteUndo(database, { batchId: batch.id, undoneAt: ports.clock(), undoneBy: ports.userName() });
    const restored = supersededByImport(database, batch.id).filter(
      (earlier) =>
        findBatch(database, earlier)?.status === 'superseded' && findUndo(database, earlier) === undefined,
    );
    for (const earlier of restored) restoreBatch(database, earlier);
    workspace.record('import-undone', stateOf(batch), {
      batch: batch.id,
      restored: restored.map(String),
      runs: runs.map(({ id }) => id),
    });
  });
}

/**
 * Brings an undone import back; a reading of the same file that counts meanwhile counts no more. Throws
 * IMPORT_UNKNOWN or IMPORT_NOT_UNDONE.
 */
export function redoImport(workspace: Workspace, batchId: number): void {
  const { database } = workspace;
  database.transaction(() => {
    const batch = batchOf(workspace, batchId);
    if (findUndo(database, batchId) === undefined)
      throw new AppError('IMPORT_NOT_UNDONE', { file: batch.fileName });
    const replaced = activeBatchesOfSource(database, batch.sourceId, batch.kind);
    for (const other of replaced) supersedeBatch(database, other);
    restoreBatch(database, batchId);
    forgetUndo(database, batchId);
    workspace.record('import-redone', { superseded: replaced.map(String) }, stateOf(batch));
  });
}

const stateOf = ({ id, fileName, sourceId }: Batch): { batch: number; file: string; sha256: string } => ({
  batch: id,
  file: fileName,
  sha256: sourceId,
});

function batchOf({ database }: Workspace, batchId: number): Batch {
  const batch = findBatch(database, batchId);
  if (batch === undefined || batch.status === 'pending') throw new AppError('IMPORT_UNKNOWN');
  return batch;
}
