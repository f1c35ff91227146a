import type { WorkbookCell } from './cell.ts';
import type { Localised } from './localised.ts';
import type { SheetId } from './sheets.ts';

/** What a column holds: it decides format, alignment and wrapping. */
export const COLUMN_KINDS = [
  'text',
  'wrapped',
  'id',
  'integer',
  'quantity',
  'figure',
  'price',
  'money',
  'percent',
  'date',
  'status',
  'link',
] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** A column of a table of the workbook. */
export interface ColumnModel<Id extends string = string> {
  readonly id: Id;
  readonly header: Localised;
  /** In characters of the default font. */
  readonly width: number;
  readonly kind: ColumnKind;
  /** One sentence for the data dictionary. */
  readonly meaning: Localised;
  /** What the totals row says below it. */
  readonly total?: 'label' | 'sum' | 'count';
  /** True where a person writes: the cell is unlocked. */
  readonly input?: boolean;
}

/** A table of the workbook. Its name is what formulas call it by. */
export interface TableModel<Id extends string = string> {
  readonly name: string;
  readonly sheet: SheetId;
  /** How many of its first columns stay in view. */
  readonly frozenColumns: number;
  readonly columns: readonly ColumnModel<Id>[];
}

/** A row of a table: a cell by column id. */
export type TableRow<Id extends string = string> = Readonly<Partial<Record<Id, WorkbookCell>>>;

/** The 0-based position of a column. */
export function columnIndex<Id extends string>(table: TableModel<Id>, id: Id): number {
  const index = table.columns.findIndex((column) => column.id === id);
  if (index < 0) throw new Error(`${table.name} has no column ${id}`);
  return index;
}
