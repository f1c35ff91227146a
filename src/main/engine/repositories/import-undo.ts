import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** An import that a person has taken back. */
export interface ImportUndo {
  readonly batchId: number;
  /** UTC, ISO 8601. */
  readonly undoneAt: string;
  readonly undoneBy: string;
}

/** Notes that an import was taken back. Call it in the act's own transaction. */
export function noteUndo(database: WritableDatabase, { batchId, undoneAt, undoneBy }: ImportUndo): void {
  database
    .prepare('INSERT INTO import_undo (batch_id, undone_at, undone_by) VALUES (?, ?, ?)')
    .run(batchId, undoneAt, undoneBy);
}

/** Forgets it again: the import was brought back. */
export function forgetUndo(database: WritableDatabase, batchId: number): void {
  database.prepare('DELETE FROM import_undo WHERE batch_id = ?').run(batchId);
}

/** When an import was taken back; undefined where it was not. */
export function findUndo(database: ReadableDatabase, batchId: number): ImportUndo | undefined {
  const record = database
    .prepare<{ undone_at: string; undone_by: string }>(
      'SELECT undone_at, undone_by FROM import_undo WHERE batch_id = ?',
    )
    .get(batchId);
  return record && { batchId, undoneAt: record.undone_at, undoneBy: record.undone_by };
}
