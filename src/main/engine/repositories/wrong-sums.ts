import type { ReadableDatabase } from '../db/handles.ts';

/** What takes part in no sum of an invoice: as the import has it. */
const AMOUNTS = `SELECT batch_id, amount AS figure FROM invoice_row
  WHERE amount IS NOT NULL AND quarantined = 0 AND row_class <> 'subtotal'`;
const USER_DAYS = `SELECT g.batch_id, t.user_days AS figure FROM usage_total t
  JOIN usage_group g ON g.id = t.usage_group_id`;

/**
 * Readings whose figures no longer add up to what they came to when they were imported, by their ids. None in a sound
 * workspace. Added up here: a sum may outgrow SQLite's integers.
 */
export function wrongSums(database: ReadableDatabase): readonly string[] {
  const sums = new Map<bigint, bigint>();
  for (const sql of [AMOUNTS, USER_DAYS]) {
    for (const { batch_id: batch, figure } of database
      .prepareFresh<{ batch_id: bigint; figure: bigint }>(sql)
      .iterate()) {
      sums.set(batch, (sums.get(batch) ?? 0n) + figure);
    }
  }
  return database
    .prepare<{ id: bigint; sum_micros: string }>("SELECT id, sum_micros FROM batch WHERE status <> 'pending'")
    .all()
    .filter(({ id, sum_micros: stated }) => (sums.get(id) ?? 0n) !== BigInt(stated))
    .map(({ id }) => `reading ${String(id)}`);
}
