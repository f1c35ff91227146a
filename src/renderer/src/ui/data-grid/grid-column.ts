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
}

export const PLAIN_LAYOUT: GridLayout = { widths: {}, shown: {}, order: [] };

/** Narrower than this no column gets. */
export const LEAST_WIDTH = 56;
/** What one press of a key changes a width by. */
export const WIDTH_STEP = 16;

/** The columns that are shown, in the person's order; new columns stand where the program has them. */
export function arrangeColumns<Row>(
  columns: readonly GridColumn<Row>[],
  layout: GridLayout,
): readonly GridColumn<Row>[] {
  const rank = new Map(layout.order.map((id, index) => [id, index]));
  const own = new Map(columns.map(({ id }, index) => [id, index]));
  const place = (id: string): number => rank.get(id) ?? own.get(id) ?? 0;
  return columns
    .filter(({ id, isHidden }) => layout.shown[id] ?? isHidden !== true)
    .map((column) => ({ ...column, width: layout.widths[column.id] ?? column.width }))
    .sort((a, b) => Number(b.isPinned ?? false) - Number(a.isPinned ?? false) || place(a.id) - place(b.id));
}
