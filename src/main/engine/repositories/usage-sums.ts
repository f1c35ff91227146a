import type { SqlParameter, WritableDatabase } from '../db/handles.ts';
import type { UsageSums } from '../usage-blocks/usage-block.ts';

/** Totals that one statement adds. */
const BLOCK_TOTALS = 512;
/** Totals that one step adds: some ten milliseconds. */
const STEP_TOTALS = 16 * BLOCK_TOTALS;
const COLUMNS = 'usage_group_id, window_id, user_days, rows';
const INSERT = `INSERT OR FAIL INTO usage_total (${COLUMNS}) VALUES (?, ?, ?, ?)`;
const INSERT_BLOCK = `INSERT OR FAIL INTO usage_total (${COLUMNS})
  VALUES ${Array<string>(BLOCK_TOTALS).fill('(?, ?, ?, ?)').join(', ')}`;

/**
 * Writes the sums of a batch down, once, in steps that are each to run within a transaction; gives the sum of all
 * quantities. Groups whose places follow one another have ids that do.
 */
export function* storeUsageSums(
  database: WritableDatabase,
  sums: UsageSums,
  idOfGroup: (place: number) => number,
  idOfWindow: (place: number) => number,
): Generator<undefined, bigint> {
  const insert = database.prepare(INSERT);
  const insertBlock = database.prepare(INSERT_BLOCK);
  const order = inOrderOfTable(sums, idOfWindow);
  const whole = order.length - (order.length % BLOCK_TOTALS);
  const valuesOf = (sum: number): readonly [number, number, bigint, number] => [
    idOfGroup(sums.groups[sum] ?? 0),
    idOfWindow(sums.windows[sum] ?? 0),
    sums.userDays[sum] ?? 0n,
    sums.rows[sum] ?? 0,
  ];
  let sum = 0n;
  for (const userDays of sums.userDays) sum += userDays;
  for (let at = 0; at < whole; at += BLOCK_TOTALS) {
    if (at % STEP_TOTALS === 0) yield;
    const parameters: SqlParameter[] = [];
    for (const place of order.subarray(at, at + BLOCK_TOTALS)) parameters.push(...valuesOf(place));
    insertBlock.run(...parameters);
  }
  for (const place of order.subarray(whole)) insert.run(...valuesOf(place));
  return sum;
}

/** The sums by group, then by window, so that each one is added at the table's end. */
function inOrderOfTable({ groups, windows }: UsageSums, idOfWindow: (place: number) => number): Uint32Array {
  let last = -1;
  for (const group of groups) if (group > last) last = group;
  // Where the sums of each group begin.
  const starts = new Uint32Array(last + 2);
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  for (let group = 0; group <= last; group += 1) {
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  }
  const order = new Uint32Array(groups.length);
  const next = starts.slice();
  for (const [sum, group] of groups.entries()) {
    const at = next[group] ?? 0;
    order[at] = sum;
    next[group] = at + 1;
  }
  const byWindow = (a: number, b: number): number =>
    idOfWindow(windows[a] ?? 0) - idOfWindow(windows[b] ?? 0);
  for (let group = 0; group <= last; group += 1) {
    const from = starts[group] ?? 0;
    const to = starts[group + 1] ?? 0;
    if (to - from > 1) order.subarray(from, to).sort(byWindow);
  }
  return order;
}
