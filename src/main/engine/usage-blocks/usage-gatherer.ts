import type { Period, PlainDate } from '#core/period.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { openGroupGatherer } from './group-gatherer.ts';
import { openRowPacker, type RowPacker } from './row-packer.ts';
import type { UsageBlock, UsageSums } from './usage-block.ts';
import { openUsageTally } from './usage-tally.ts';

/** Gathers the rows of one report into blocks. */
export interface UsageGatherer {
  /** Takes rows, {@link MOST_HELD_ROWS} at most until the next block. */
  readonly hold: (rows: readonly UsageRow[]) => void;
  /** The places of the group and window of a row like this one. They hold for the whole report. */
  readonly placesOf: (row: UsageRow) => { readonly group: number; readonly window: number };
  /** Takes a row as `hold` does, without an object: see {@link RowPacker.addPlain}. */
  readonly holdPlain: RowPacker['addPlain'];
  /** How many rows are held. */
  readonly held: () => number;
  /** How long it takes to store them, in rows: one that begins a group takes as long as three. */
  readonly weight: () => number;
  /** What is held; then nothing is. Its rows lie in memory that the next rows are written into. */
  readonly take: () => UsageBlock;
  /** What all rows add up to. */
  readonly sums: () => UsageSums;
}

/** Rows that are stored in one transaction: it rewrites a good part of the index, and must end within 100 ms. */
export const MOST_HELD_ROWS = 16_384;

/** Opens the gatherer of a report with these unknown columns. */
export function openUsageGatherer(extraColumns: readonly string[]): UsageGatherer {
  const groups = openGroupGatherer();
  const windows = openWindowGatherer();
  const packer = openRowPacker(extraColumns, MOST_HELD_ROWS);
  const tally = openUsageTally();
  return {
    hold: (rows) => {
      for (const row of rows) {
        const group = groups.placeOf(row);
        const window = windows.placeOf(row);
        packer.add(row, group, window);
        tally.add(group, window, row.quantity);
      }
    },
    placesOf: (row) => ({ group: groups.placeOf(row), window: windows.placeOf(row) }),
    holdPlain: (bytes, ids, sourceRow, group, window, quantity) => {
      const isTaken = packer.addPlain(bytes, ids, sourceRow, group, window, quantity);
      if (isTaken) tally.add(group, window, quantity);
      return isTaken;
    },
    held: packer.count,
    weight: () => packer.count() + 2 * groups.unstored(),
    take: () => ({ ...packer.take(), ...groups.take(), windows: windows.take() }),
    sums: tally.sums,
  };
}

interface WindowGatherer {
  readonly placeOf: (row: UsageRow) => number;
  readonly take: () => readonly Period[];
}

/** The windows of a report's rows: few, and the last one most often. */
function openWindowGatherer(): WindowGatherer {
  const places = new Map<PlainDate, Map<PlainDate, number>>();
  let added: Period[] = [];
  let count = 0;
  return {
    placeOf: ({ start, end }) => {
      const known = places.get(start)?.get(end);
      if (known !== undefined) return known;
      const ends = places.get(start) ?? new Map<PlainDate, number>();
      places.set(start, ends.set(end, count));
      added.push({ start, end });
      count += 1;
      return count - 1;
    },
    take: () => {
      const taken = added;
      added = [];
      return taken;
    },
  };
}
