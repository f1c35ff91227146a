import { micros, type Micros } from '#core/decimal/micros.ts';
import type { Period, PlainDate } from '#core/period.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { openDictionaries } from './dictionaries.ts';
import { rowIdRange } from './stored-row-id.ts';
import { openUsageGroups } from './usage-groups.ts';
import { openRowInserter } from './usage-row-blocks.ts';

/** Writes the rows of one report into its batch. */
export interface UsageWriter {
  /** Stores rows. Call it within a transaction. */
  readonly add: (rows: readonly UsageRow[]) => void;
  /**
   * Adds the stored rows up, group by group and window by window: part of the import's last transaction. Returns the
   * sum of QUANTITY, and the first and last day over all rows.
   */
  readonly addUp: () => { readonly sum: Micros; readonly window: Period | undefined };
}

const ADD_UP = `INSERT INTO usage_total (usage_group_id, window_id, user_days, rows)
  SELECT usage_group_id, window_id, sum(quantity), count(*)
  FROM usage_row WHERE id BETWEEN ? AND ? GROUP BY usage_group_id, window_id`;

const TOTAL = `SELECT sum(t.user_days) AS user_days, min(w.first_day) AS first_day, max(w.last_day) AS last_day
  FROM usage_group g JOIN usage_total t ON t.usage_group_id = g.id JOIN usage_window w ON w.id = t.window_id
  WHERE g.batch_id = ?`;

interface TotalRecord {
  user_days: bigint | null;
  first_day: PlainDate | null;
  last_day: PlainDate | null;
}

/** Opens the writer of a batch. It caches ids: discard it when a transaction of its import fails. */
export function openUsageWriter(
  database: WritableDatabase,
  batchId: number,
  extraColumns: readonly string[],
): UsageWriter {
  const dictionaries = openDictionaries(database);
  const groupOf = openUsageGroups(database, batchId, dictionaries);
  const insert = openRowInserter(database, batchId, extraColumns);
  return {
    add: (rows) => {
      insert(
        rows.map((row) => ({
          row,
          groupId: groupOf(row),
          windowId: dictionaries.window(row.start, row.end),
        })),
      );
    },
    addUp: () => {
      const { first, last } = rowIdRange(batchId);
      database.prepare(ADD_UP).run(first, last);
      const total = database.prepare<TotalRecord>(TOTAL).get(batchId);
      return {
        sum: micros(total?.user_days ?? 0n),
        window:
          total?.first_day && total.last_day ? { start: total.first_day, end: total.last_day } : undefined,
      };
    },
  };
}
