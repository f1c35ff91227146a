import type { PackedRows, UsageBlock, UsageSums } from '../../../usage-blocks/usage-block.ts';

/** The block in memory of its own, which can go over to another thread. */
export const ownBlock = (block: UsageBlock): UsageBlock => ({
  ...block,
  rows: {
    count: block.rows.count,
    sourceRows: block.rows.sourceRows.slice(),
    groups: block.rows.groups.slice(),
    windows: block.rows.windows.slice(),
    quantities: block.rows.quantities.slice(),
    presence: block.rows.presence.slice(),
    ids: block.rows.ids.slice(),
  },
  groups: block.groups.slice(),
});

const memoryOfRows = (rows: PackedRows): readonly ArrayBuffer[] =>
  memoryOf(rows.sourceRows, rows.groups, rows.windows, rows.quantities, rows.presence, rows.ids);

/** What goes over with a block. */
export const memoryOfBlock = ({ rows, groups }: UsageBlock): readonly ArrayBuffer[] => [
  ...memoryOfRows(rows),
  ...memoryOf(groups),
];

/** What goes over with sums. */
export const memoryOfSums = ({ groups, windows, userDays, rows }: UsageSums): readonly ArrayBuffer[] =>
  memoryOf(groups, windows, userDays, rows);

const memoryOf = (...columns: readonly ArrayBufferView[]): readonly ArrayBuffer[] =>
  columns.map(({ buffer }) => buffer as ArrayBuffer);
