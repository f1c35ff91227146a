import { micros, ZERO, type Micros } from '#core/decimal/micros.ts';
import { containsPeriod, overlapDays, type Period } from '#core/period.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { Batch } from './batches.ts';

/** What a report holds of a period. */
export interface PeriodUsage {
  readonly rows: number;
  readonly userDays: Micros;
}

const NOTHING: PeriodUsage = { rows: 0, userDays: ZERO };

/**
 * The rows of a report whose window lies within a period. A report as a rule lies within it or beside it: its totals
 * are only gone through where it does neither.
 */
export function usageWithin(
  database: ReadableDatabase,
  { id, window, counts, sum }: Batch,
  period: Period,
): PeriodUsage {
  if (window === undefined || overlapDays(window, period) === 0) return NOTHING;
  if (containsPeriod(period, window)) return { rows: counts.stored, userDays: sum };
  const record = database
    .prepare<{ rows: bigint | null; user_days: bigint | null }>(
      `SELECT sum(t.rows) AS rows, sum(t.user_days) AS user_days
       FROM usage_group g JOIN usage_total t ON t.usage_group_id = g.id JOIN usage_window w ON w.id = t.window_id
       WHERE g.batch_id = ? AND w.first_day >= ? AND w.last_day <= ?`,
    )
    .get(id, period.start, period.end);
  return { rows: Number(record?.rows ?? 0n), userDays: micros(record?.user_days ?? 0n) };
}
