import type { ReactNode } from 'react';

/** What a cell puts on the clipboard: an id stays text in Excel, a figure becomes a number there. */
export interface CopiedCell {
  readonly text: string;
  readonly kind: 'text' | 'number';
}

/** A column of a grid. */
export interface GridColumn<Row> {
  readonly id: string;
  /** Its head, in the language of the window. */
  readonly title: string;
  /** Under the head: the unit. */
  readonly unit?: string;
  /** A head over neighbouring columns with the same one. */
  readonly band?: string;
  /** In pixels, until a person changes it. */
  readonly width: number;
  readonly align?: 'start' | 'end';
  /** Not shown until a person chooses it. */
  readonly isHidden?: boolean;
  /** Stays where it is while the others scroll; only the first columns. */
  readonly isPinned?: boolean;
  /** The name of its order; without one it can't be sorted by. */
  readonly sortBy?: string;
  readonly cell: (row: Row) => ReactNode;
  readonly copy: (row: Row) => CopiedCell;
  /** What stands in the pinned row of totals. */
  readonly total?: ReactNode;
}

/** An order of rows. */
export interface GridSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** How a person has arranged the columns. */
export interface GridLayout {
  readonly widths: Readonly<Record<string, number>>;
  /** Columns whose being shown was decided by the person. */
  readonly shown: Readonly<Record<string, boolean>>;
  readonly order: readonly string[];
  /** Undefined: the order of rows that the grid has of itself. */
  readonly sort: GridSort | undefined;
}

export const PLAIN_LAYOUT: GridLayout = { widths: {}, shown: {}, order: [], sort: undefined };

/** Narrower than this no column gets. */
export const LEAST_WIDTH = 56;
/** What one press of a key changes a width by. */
export const WIDTH_STEP = 16;

/** The columns that are shown, in the person's order; see {@link orderColumns}. */
export const arrangeColumns = <Row>(
  columns: readonly GridColumn<Row>[],
  layout: GridLayout,
): readonly GridColumn<Row>[] =>
  orderColumns(columns, layout)
    .filter(({ id, isHidden }) => layout.shown[id] ?? isHidden !== true)
    .map((column) => ({ ...column, width: layout.widths[column.id] ?? column.width }));

/**
 * Every column in the person's order, the pinned ones first. One that the order does not know stands behind the column
 * that the program has before it.
 */
export function orderColumns<Row>(
  columns: readonly GridColumn<Row>[],
  { order }: Pick<GridLayout, 'order'>,
): readonly GridColumn<Row>[] {
  const rank = new Map(order.map((id, index) => [id, index]));
  let last = -1;
  const places = new Map(columns.map(({ id }) => [id, (last = rank.get(id) ?? last)]));
  const place = ({ id }: GridColumn<Row>): number => places.get(id) ?? last;
  return columns.toSorted(
    (a, b) => Number(b.isPinned ?? false) - Number(a.isPinned ?? false) || place(a) - place(b),
  );
}

/** The order in which a column stands one place before (-1) or behind (1) where it stood among those that can move. */
export function moveColumn<Row>(
  columns: readonly GridColumn<Row>[],
  layout: GridLayout,
  id: string,
  by: -1 | 1,
): readonly string[] {
  const ids = orderColumns(columns, layout).map((column) => column.id);
  const pinned = columns.filter(({ isPinned }) => isPinned === true).length;
  const from = ids.indexOf(id);
  const to = Math.max(pinned, Math.min(ids.length - 1, from + by));
  ids.splice(to, 0, ...ids.splice(from, 1));
  return ids;
}
