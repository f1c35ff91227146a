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

/** Opens an empty tally. It grows with groups and windows, not with rows, and has no object for any of them. */
export function openUsageTally(): UsageTally {
  let groups = new Int32Array(FIRST_SUMS);
  let windows = new Int32Array(FIRST_SUMS);
  let userDays = new BigInt64Array(FIRST_SUMS);
  let rows = new Uint32Array(FIRST_SUMS);
  /** Sum + 1, by hash; 0 is free. Twice as many as there is room for sums. */
  let slots = new Int32Array(2 * FIRST_SUMS);
  let count = 0;
  let isBeyond = false;

  const slotOf = (group: number, window: number): number => {
    const mask = slots.length - 1;
    const hash = Math.imul(group, 0x9e37_79b1) ^ Math.imul(window + 1, 0x85eb_ca6b);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const sum = (slots[slot] ?? 0) - 1;
      if (sum < 0 || (groups[sum] === group && windows[sum] === window)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    const larger = 2 * groups.length;
    groups = copied(groups, new Int32Array(larger));
    windows = copied(windows, new Int32Array(larger));
    userDays = copied(userDays, new BigInt64Array(larger));
    rows = copied(rows, new Uint32Array(larger));
    slots = new Int32Array(2 * larger);
    for (let sum = 0; sum < count; sum += 1) slots[slotOf(groups[sum] ?? 0, windows[sum] ?? 0)] = sum + 1;
  };

  return {
    add: (group, window, quantity) => {
      const slot = slotOf(group, window);
      let sum = (slots[slot] ?? 0) - 1;
      if (sum < 0) {
        if (count === groups.length) {
          grow();
          sum = count;
          slots[slotOf(group, window)] = sum + 1;
        } else {
          sum = count;
          slots[slot] = sum + 1;
        }
        groups[sum] = group;
        windows[sum] = window;
        count += 1;
      }
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
