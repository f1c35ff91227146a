import { finish } from '#core/steps.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { rowIdRange } from './stored-row-id.ts';

/** Rows that one step removes: some ten milliseconds. */
const STEP_ROWS = 4096;

const TOTALS_OF_GROUPS = `DELETE FROM usage_total WHERE usage_group_id IN
  (SELECT id FROM usage_group WHERE batch_id = ? LIMIT ${STEP_ROWS})`;
const GROUPS = `DELETE FROM usage_group WHERE id IN
  (SELECT id FROM usage_group WHERE batch_id = ? LIMIT ${STEP_ROWS})`;
const ROWS = `DELETE FROM usage_row WHERE id IN
  (SELECT id FROM usage_row WHERE id BETWEEN ? AND ? LIMIT ${STEP_ROWS})`;
const INVOICE_ROWS = `DELETE FROM invoice_row WHERE batch_id = ? AND position IN
  (SELECT position FROM invoice_row WHERE batch_id = ? LIMIT ${STEP_ROWS})`;
const ISSUES = `DELETE FROM row_issue WHERE id IN
  (SELECT id FROM row_issue WHERE batch_id = ? LIMIT ${STEP_ROWS})`;

/** Removes a batch that has not become active, with all it brought along. Call it within a transaction. */
export const removePendingBatch = (database: WritableDatabase, batchId: number): void => {
  finish(removePendingInSteps(database, batchId));
};

/**
 * The same in steps, each to be run within a transaction. Between them the batch is still there, and pending: nobody
 * sees it, and what is cut short is done at the next start.
 */
export function* removePendingInSteps(database: WritableDatabase, batchId: number): Generator<undefined> {
  const pending = database.prepare("SELECT 1 FROM batch WHERE id = ? AND status = 'pending'").get(batchId);
  if (pending === undefined) return;
  const { first, last } = rowIdRange(batchId);
  const removeSome = (sql: string, ...parameters: readonly (number | bigint)[]): boolean =>
    database.prepare(sql).run(...parameters).changes > 0;
  while (removeSome(ROWS, first, last)) yield;
  for (let isMore = true; isMore;) {
    // Totals are found by their groups.
    removeSome(TOTALS_OF_GROUPS, batchId);
    isMore = removeSome(GROUPS, batchId);
    yield;
  }
  while (removeSome(INVOICE_ROWS, batchId, batchId)) yield;
  while (removeSome(ISSUES, batchId)) yield;
  for (const table of ['stated_total', 'invoice_document']) {
    database.prepare(`DELETE FROM ${table} WHERE batch_id = ?`).run(batchId);
  }
  database.prepare('DELETE FROM batch WHERE id = ?').run(batchId);
}
