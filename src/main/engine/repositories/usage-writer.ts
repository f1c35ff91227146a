import { defined } from '#core/assert.ts';
import { micros, type Micros } from '#core/decimal/micros.ts';
import type { Period, PlainDate } from '#core/period.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { openDictionaries, type Dictionaries } from './dictionaries.ts';
import { openUsageGroups } from './usage-groups.ts';
import { openUsageTally } from './usage-tally.ts';
import { openUsageRowBuffer, type UsageRowBuffer } from './usage-row-buffer.ts';

/** Writes the rows of one report into its batch. */
export interface UsageWriter {
  /** Takes rows to be stored later, {@link MOST_HELD_ROWS} at most in all. Touches no database. */
  readonly hold: (rows: readonly UsageRow[]) => void;
  /** The places of the group and window of a row like this one. They hold for as long as the writer. */
  readonly placesOf: (row: UsageRow) => { readonly group: number; readonly window: number };
  /** Takes a row as `hold` does, without an object: see {@link UsageRowBuffer.addPlain}. */
  readonly holdPlain: UsageRowBuffer['addPlain'];
  /** How many rows are held. */
  readonly held: () => number;
  /** Stores the rows that are held. Call it within a transaction. */
  readonly store: () => void;
  /** Stores rows. Call it within a transaction. */
  readonly add: (rows: readonly UsageRow[]) => void;
  /**
   * Writes down what the rows add up to, group by group and window by window: part of the import's last transaction,
   * when all are stored. Returns the sum of QUANTITY, and the first and last day over all rows.
   */
  readonly addUp: () => { readonly sum: Micros; readonly window: Period | undefined };
}

/** Rows that are stored in one transaction: it rewrites a good part of the index, and must end within 100 ms. */
export const MOST_HELD_ROWS = 16_384;

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
  const groups = openUsageGroups(database, batchId, dictionaries);
  const buffer = openUsageRowBuffer(database, batchId, extraColumns, MOST_HELD_ROWS);
  const windows = openUsageWindows(dictionaries);
  const tally = openUsageTally(database);
  const add = (row: UsageRow): void => {
    const group = groups.placeOf(row);
    const window = windows.placeOf(row);
    buffer.add(row, group, window);
    tally.add(group, window, row.quantity);
  };
  const store = (): void => {
    groups.store();
    windows.store();
    buffer.store(groups.idAt, windows.idAt);
  };
  return {
    hold: (rows) => {
      for (const row of rows) add(row);
    },
    placesOf: (row) => ({ group: groups.placeOf(row), window: windows.placeOf(row) }),
    holdPlain: (bytes, ids, sourceRow, group, window, quantity) => {
      const isTaken = buffer.addPlain(bytes, ids, sourceRow, group, window, quantity);
      if (isTaken) tally.add(group, window, quantity);
      return isTaken;
    },
    held: buffer.count,
    store,
    add: (rows) => {
      for (const row of rows) {
        if (buffer.count() >= MOST_HELD_ROWS) store();
        add(row);
      }
      store();
    },
    addUp: () => {
      tally.store(groups.idAt, windows.idAt);
      const total = database.prepare<TotalRecord>(TOTAL).get(batchId);
      return {
        sum: micros(total?.user_days ?? 0n),
        window:
          total?.first_day && total.last_day ? { start: total.first_day, end: total.last_day } : undefined,
      };
    },
  };
}

interface UsageWindows {
  readonly placeOf: (row: UsageRow) => number;
  readonly store: () => void;
  readonly idAt: (place: number) => number;
}

/** The windows of a report's rows: few, and the last one most often. */
function openUsageWindows(dictionaries: Dictionaries): UsageWindows {
  const places = new Map<PlainDate, Map<PlainDate, number>>();
  const windows: Period[] = [];
  const ids: number[] = [];
  return {
    placeOf: ({ start, end }) => {
      const known = places.get(start)?.get(end);
      if (known !== undefined) return known;
      const ends = places.get(start) ?? new Map<PlainDate, number>();
      places.set(start, ends.set(end, windows.length));
      return windows.push({ start, end }) - 1;
    },
    store: () => {
      for (const { start, end } of windows.slice(ids.length)) ids.push(dictionaries.window(start, end));
    },
    idAt: (place) => defined(ids[place], 'windows are stored before their rows'),
  };
}
