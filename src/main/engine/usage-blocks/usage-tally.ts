import type { UsageSums } from './usage-block.ts';

/** Adds the rows of a report up while they come, group by group and window by window. */
export interface UsageTally {
  /** Counts a row under the places of its group and window. */
  readonly add: (group: number, window: number, quantity: bigint) => void;
  /** The sums of all rows. Throws RangeError where one is beyond 64 bits. */
  readonly sums: () => UsageSums;
}

const FIRST_SUMS = 1024;
/** So many quantities of a row's largest size fit 64 bits; beyond, each sum is looked at. */
const SURE_ROWS = 9000;
/** A month has few windows. In a file that has a window for each row a chain would be gone through for each of them. */
const MOST_LINKS = 64;

/**
 * Opens an empty tally. It grows with groups and windows, not with rows, and has no object for any of them.
 *
 * The sums of a group are a chain, from its first window on: nearly every row has that one, and rows that follow one
 * another find their sums side by side in memory.
 */
export function openUsageTally(): UsageTally {
  /** The first sum of each group, and the next one of the same group, each + 1; 0 is none. */
  let firsts = new Int32Array(FIRST_SUMS);
  let nexts = new Int32Array(FIRST_SUMS);
  let groups = new Int32Array(FIRST_SUMS);
  let windows = new Int32Array(FIRST_SUMS);
  let userDays = new BigInt64Array(FIRST_SUMS);
  let rows = new Uint32Array(FIRST_SUMS);
  /** The sums of a group that are in no chain any more, by window. */
  const unchained = new Map<number, Map<number, number>>();
  let count = 0;
  let isBeyond = false;

  const addSum = (group: number, window: number): number => {
    if (count === groups.length) {
      const larger = 2 * count;
      nexts = copied(nexts, new Int32Array(larger));
      groups = copied(groups, new Int32Array(larger));
      windows = copied(windows, new Int32Array(larger));
      userDays = copied(userDays, new BigInt64Array(larger));
      rows = copied(rows, new Uint32Array(larger));
    }
    groups[count] = group;
    windows[count] = window;
    count += 1;
    return count - 1;
  };
  const sumOf = (group: number, window: number): number => {
    if (group >= firsts.length) firsts = copied(firsts, new Int32Array(2 * Math.max(group, firsts.length)));
    let sum = (firsts[group] ?? 0) - 1;
    if (sum < 0) {
      sum = addSum(group, window);
      firsts[group] = sum + 1;
      return sum;
    }
    for (let links = 0; windows[sum] !== window; links += 1) {
      const next = (nexts[sum] ?? 0) - 1;
      if (next < 0) {
        if (links === MOST_LINKS) return unchainedSumOf(group, window);
        const added = addSum(group, window);
        nexts[sum] = added + 1;
        return added;
      }
      sum = next;
    }
    return sum;
  };

  const unchainedSumOf = (group: number, window: number): number => {
    const sums = unchained.get(group) ?? new Map<number, number>();
    unchained.set(group, sums);
    const sum = sums.get(window) ?? addSum(group, window);
    sums.set(window, sum);
    return sum;
  };

  return {
    add: (group, window, quantity) => {
      const sum = sumOf(group, window);
      const added = (userDays[sum] ?? 0n) + quantity;
      userDays[sum] = added;
      const counted = (rows[sum] ?? 0) + 1;
      rows[sum] = counted;
      if (counted > SURE_ROWS && userDays[sum] !== added) isBeyond = true;
    },
    sums: () => {
      if (isBeyond) throw new RangeError('A sum beyond 64 bits');
      return {
        groups: groups.slice(0, count),
        windows: windows.slice(0, count),
        userDays: userDays.slice(0, count),
        rows: rows.slice(0, count),
      };
    },
  };
}

function copied<Columns extends Int32Array | Uint32Array | BigInt64Array>(
  from: Columns,
  to: Columns,
): Columns {
  // The same kind of column on both sides.
  (to as Int32Array).set(from as Int32Array);
  return to;
}
