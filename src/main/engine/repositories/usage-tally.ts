import type { SqlParameter, WritableDatabase } from '../db/handles.ts';

/** Adds the rows of a batch up while they come, group by group and window by window. */
export interface UsageTally {
  /** Counts a row under the places of its group and window. */
  readonly add: (group: number, window: number, quantity: bigint) => void;
  /** Writes the sums down, once. Each step is to run within a transaction; gives the sum of all quantities. */
  readonly store: (
    idOfGroup: (place: number) => number,
    idOfWindow: (place: number) => number,
  ) => Generator<undefined, bigint>;
}

/** Totals that one statement adds. */
const BLOCK_TOTALS = 64;
/** Totals that one step adds: some ten milliseconds. */
const STEP_TOTALS = 128 * BLOCK_TOTALS;
const COLUMNS = 'usage_group_id, window_id, user_days, rows';
const INSERT = `INSERT INTO usage_total (${COLUMNS}) VALUES (?, ?, ?, ?)`;
const INSERT_BLOCK = `INSERT INTO usage_total (${COLUMNS})
  VALUES ${Array<string>(BLOCK_TOTALS).fill('(?, ?, ?, ?)').join(', ')}`;
/** Windows are pairs of days: a report can't have as many. */
const MOST_WINDOWS = 2 ** 24;

interface Total {
  readonly group: number;
  readonly window: number;
  userDays: bigint;
  rows: number;
}

/** Opens an empty tally. It grows with groups and windows, not with rows. */
export function openUsageTally(database: WritableDatabase): UsageTally {
  const insert = database.prepare(INSERT);
  const insertBlock = database.prepare(INSERT_BLOCK);
  const totals = new Map<number, Total>();
  return {
    add: (group, window, quantity) => {
      if (window >= MOST_WINDOWS) throw new RangeError('More windows than pairs of days');
      const key = group * MOST_WINDOWS + window;
      const total = totals.get(key);
      if (total === undefined) totals.set(key, { group, window, userDays: quantity, rows: 1 });
      else {
        total.userDays += quantity;
        total.rows += 1;
      }
    },
    store: function* (idOfGroup, idOfWindow) {
      const records = [...totals.values()]
        .map((total) => ({ ...total, group: idOfGroup(total.group), window: idOfWindow(total.window) }))
        // In the order of the table: each one is added at its end.
        .sort((a, b) => a.group - b.group || a.window - b.window);
      const whole = records.length - (records.length % BLOCK_TOTALS);
      let sum = 0n;
      for (const { userDays } of records) sum += userDays;
      for (let at = 0; at < whole; at += BLOCK_TOTALS) {
        if (at % STEP_TOTALS === 0) yield;
        const parameters: SqlParameter[] = [];
        for (const total of records.slice(at, at + BLOCK_TOTALS)) {
          parameters.push(total.group, total.window, total.userDays, total.rows);
        }
        insertBlock.run(...parameters);
      }
      for (const { group, window, userDays, rows } of records.slice(whole)) {
        insert.run(group, window, userDays, rows);
      }
      return sum;
    },
  };
}
