import { micros, type Micros } from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';
import type { ReadableDatabase } from '../db/handles.ts';

/** What a report holds of a period. */
export interface PeriodUsage {
  readonly rows: number;
  readonly userDays: Micros;
}

/** The rows of a report batch whose window lies within a period. */
export function usageWithin(database: ReadableDatabase, batchId: number, period: Period): PeriodUsage {
  const record = database
    .prepare<{ rows: bigint | null; user_days: bigint | null }>(
      `SELECT sum(t.rows) AS rows, sum(t.user_days) AS user_days
       FROM usage_group g JOIN usage_total t ON t.usage_group_id = g.id JOIN usage_window w ON w.id = t.window_id
       WHERE g.batch_id = ? AND w.first_day >= ? AND w.last_day <= ?`,
    )
    .get(batchId, period.start, period.end);
  return { rows: Number(record?.rows ?? 0n), userDays: micros(record?.user_days ?? 0n) };
}
