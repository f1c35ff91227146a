import { defined } from '#core/assert.ts';
import { micros } from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { openRowDigest } from '../usage-blocks/row-digest.ts';
import type { PackedRows, UsageBlock, UsageSum, UsageSums } from '../usage-blocks/usage-block.ts';
import { openDictionaries } from './dictionaries.ts';
import { openUsageGroups } from './usage-groups.ts';
import { openUsageRowStore } from './usage-row-store.ts';
import { storeUsageSums } from './usage-sums.ts';

/** Stores the rows of one report in its batch. */
export interface UsageStore {
  /**
   * Stores a block. They come in the order in which they were gathered. In its rows ids stand in the place of the places of
   * groups and windows then. Call it within a transaction.
   */
  readonly store: (block: UsageBlock) => void;
  /**
   * The digest of all rows that were stored; undefined where they were not all packed and in the order of the file: then
   * the stored ones must be read.
   */
  readonly rowDigest: () => string | undefined;
  /**
   * Writes down what the rows add up to, group by group and window by window, when all are stored. Each step is to run
   * within a transaction.
   */
  readonly addUp: (sums: UsageSums) => Generator<undefined, UsageSum>;
}

/** Opens the store of a batch. It remembers ids: discard it when a transaction of its import fails. */
export function openUsageStore(database: WritableDatabase, batchId: number): UsageStore {
  const dictionaries = openDictionaries(database);
  const groups = openUsageGroups(database, batchId, dictionaries);
  const storeRows = openUsageRowStore(database, batchId);
  const digest = openRowDigest(batchId);
  let isDigested = true;
  const windows: Period[] = [];
  const windowIds: number[] = [];
  const windowIdAt = (place: number): number =>
    defined(windowIds[place], 'windows are stored before their rows');
  /** Puts ids in the place of places; false where one has no room there. */
  const identify = ({ count, groups: groupsOf, windows: windowsOf }: PackedRows): boolean => {
    for (let row = 0; row < count; row += 1) {
      const group = groups.idAt(groupsOf[row] ?? 0);
      const window = windowIdAt(windowsOf[row] ?? 0);
      groupsOf[row] = group;
      windowsOf[row] = window;
      if (groupsOf[row] !== group || windowsOf[row] !== window) return false;
    }
    return true;
  };
  return {
    store: (block) => {
      groups.store(block);
      for (const window of block.windows) {
        windows.push(window);
        windowIds.push(dictionaries.window(window.start, window.end));
      }
      storeRows(block, groups.idAt, windowIdAt);
      isDigested &&= block.loose.length === 0 && identify(block.rows);
      if (isDigested) digest.add(block.rows);
    },
    rowDigest: () => (isDigested ? digest.end() : undefined),
    addUp: function* (sums) {
      const sum = yield* storeUsageSums(database, sums, groups.idAt, windowIdAt);
      return { sum: micros(sum), window: wholeOf(windows) };
    },
  };
}

/** From the first day of any to the last day of any; undefined where there is none. */
function wholeOf(windows: readonly Period[]): Period | undefined {
  const start = windows.map((window) => window.start).sort()[0];
  const end = windows
    .map((window) => window.end)
    .sort()
    .at(-1);
  return start === undefined || end === undefined ? undefined : { start, end };
}
