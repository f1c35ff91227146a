import type { CheckFailureDocument, CheckId } from '#core/reconcile/result-document.ts';
import type { Steps } from '#core/steps.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** Failures that are kept in one step. */
const STEP_FAILURES = 500;

/** Keeps what fails the checks of a run, in the order given, step by step. Call it in the run's own transaction. */
export function* addCheckFailures(
  database: WritableDatabase,
  runPosition: number | bigint,
  failures: ReadonlyMap<CheckId, readonly CheckFailureDocument[]>,
): Steps<void> {
  const insert = database.prepare(
    'INSERT INTO check_failure (run_position, check_id, position, document) VALUES (?, ?, ?, ?)',
  );
  let count = 0;
  for (const [check, documents] of failures) {
    for (const [position, document] of documents.entries()) {
      insert.run(runPosition, check, position, JSON.stringify(document));
      count += 1;
      if (count % STEP_FAILURES === 0) yield;
    }
  }
  database.prepare('UPDATE run SET check_failures = ? WHERE position = ?').run(count, runPosition);
}

/** Whether what fails the checks of a run has been kept: earlier runs only counted it. */
export const hasCheckFailures = (database: ReadableDatabase, runPosition: bigint): boolean =>
  database.prepare('SELECT 1 FROM run WHERE position = ? AND check_failures IS NOT NULL').get(runPosition) !==
  undefined;

/** A page of what fails a check. */
export function listCheckFailures(
  database: ReadableDatabase,
  runPosition: bigint,
  check: CheckId,
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: CheckFailureDocument[] } {
  const count = database
    .prepare<{ total: bigint }>(
      'SELECT count(*) AS total FROM check_failure WHERE run_position = ? AND check_id = ?',
    )
    .get(runPosition, check);
  const rows = database
    .prepare<{ document: string }>(
      'SELECT document FROM check_failure WHERE run_position = ? AND check_id = ? AND position >= ? ORDER BY position LIMIT ?',
    )
    .all(runPosition, check, page.offset, page.limit);
  return {
    total: Number(count?.total ?? 0n),
    rows: rows.map(({ document }) => JSON.parse(document) as CheckFailureDocument),
  };
}
