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
  /** How long it takes to store them, in rows: one that begins a group takes as long as three. */
  readonly weight: () => number;
  /** Stores the rows that are held. Call it within a transaction. */
  readonly store: () => void;
  /** Stores rows. Call it within a transaction. */
  readonly add: (rows: readonly UsageRow[]) => void;
  /**
   * Writes down what the rows add up to, group by group and window by window, when all are stored. Each step is to run
   * within a transaction.
   */
  readonly addUp: () => Generator<undefined, UsageSum>;
}

/** What the rows of a report come to: the sum of QUANTITY, and the first and last day over all of them. */
export interface UsageSum {
  readonly sum: Micros;
  readonly window: Period | undefined;
}

/** Rows that are stored in one transaction: it rewrites a good part of the index, and must end within 100 ms. */
export const MOST_HELD_ROWS = 16_384;

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
    weight: () => buffer.count() + 2 * groups.unstored(),
    store,
    add: (rows) => {
      for (const row of rows) {
        if (buffer.count() >= MOST_HELD_ROWS) store();
        add(row);
      }
      store();
    },
    addUp: function* () {
      const sum = yield* tally.store(groups.idAt, windows.idAt);
      return { sum: micros(sum), window: windows.whole() };
    },
  };
}

interface UsageWindows {
  readonly placeOf: (row: UsageRow) => number;
  readonly store: () => void;
  readonly idAt: (place: number) => number;
  /** From the first day of any to the last day of any; undefined where there is none. */
  readonly whole: () => Period | undefined;
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
    whole: () => {
      const start = windows.map((window) => window.start).sort()[0];
      const end = windows
        .map((window) => window.end)
        .sort()
        .at(-1);
      return start === undefined || end === undefined ? undefined : { start, end };
    },
  };
}
