import type { ReadableDatabase } from '../db/handles.ts';

/**
 * How many stored totals differ from what their rows add up to, rows without a total and rows without a group
 * included. 0 in a sound workspace: totals are only ever written together with their rows.
 */
export function countWrongTotals(database: ReadableDatabase): number {
  const record = database
    .prepare<{ wrong: bigint }>(
      `WITH actual AS (
         SELECT usage_group_id, window_id, sum(quantity) AS user_days, count(*) AS rows
         FROM usage_row GROUP BY usage_group_id, window_id)
       SELECT
         (SELECT count(*) FROM actual a
          LEFT JOIN usage_total t ON t.usage_group_id = a.usage_group_id AND t.window_id = a.window_id
          LEFT JOIN usage_group g ON g.id = a.usage_group_id
          WHERE g.id IS NULL OR t.user_days IS NOT a.user_days OR t.rows IS NOT a.rows)
       + (SELECT count(*) FROM usage_total t
          WHERE NOT EXISTS (SELECT 1 FROM usage_row r WHERE r.usage_group_id = t.usage_group_id)) AS wrong`,
    )
    .get();
  return Number(record?.wrong ?? 0n);
}
