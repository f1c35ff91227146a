import { cellText, isEmptyCell, type Cell, type SheetRow } from '../tabular/table.ts';
import type { InvoiceField } from '../mapping/invoice-field.ts';
import { DATE_FIELDS, isFigureField } from '../mapping/invoice-field.ts';
import { readDateCell, readFigureCell, readPeriodCell } from './read-cell.ts';

/** What the cells of a column are, as far as most of them agree. */
export const CONTENT_KINDS = ['empty', 'number', 'date', 'text'] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** What a column holds below its header: evidence for what it may be, never a decision. */
export interface ColumnContent {
  readonly kind: ContentKind;
  /** Cells that are not empty, of the rows that were looked at. */
  readonly filled: number;
  /** The first different texts, as the file has them. */
  readonly samples: readonly string[];
}

/** How many rows below the header are looked at. */
export const CONTENT_ROWS = 200;
const MOST_SAMPLES = 3;

const isNumber = (cell: Cell): boolean => {
  const { kind } = readFigureCell(cell);
  return kind === 'typed' || kind === 'text' || kind === 'dash';
};
const isDate = (cell: Cell, date1904: boolean): boolean =>
  // A serial number is a number as well: only what says by itself that it is a date counts here.
  (typeof cell === 'string' || cell.kind === 'date') &&
  (readDateCell(cell, date1904).kind === 'date' || readPeriodCell(cell).kind === 'period');

/** Looks at one column of the rows below a header. Nine tenths of its cells decide its kind. */
export function columnContent(rows: readonly SheetRow[], column: number, date1904: boolean): ColumnContent {
  let filled = 0;
  let numbers = 0;
  let dates = 0;
  const samples: string[] = [];
  for (const row of rows.slice(0, CONTENT_ROWS)) {
    const cell = row.cells[column] ?? '';
    if (isEmptyCell(cell)) continue;
    filled += 1;
    if (isDate(cell, date1904)) dates += 1;
    else if (isNumber(cell)) numbers += 1;
    const text = cellText(cell);
    if (samples.length < MOST_SAMPLES && !samples.includes(text)) samples.push(text);
  }
  const most = (count: number): boolean => filled > 0 && count * 10 >= filled * 9;
  const kind = filled === 0 ? 'empty' : most(dates) ? 'date' : most(numbers) ? 'number' : 'text';
  return { kind, filled, samples };
}

const DATES: ReadonlySet<InvoiceField> = new Set(DATE_FIELDS);

/** How many of the looked-at cells of a column can be read as a field of this kind; texts always can. */
export function readableCells(
  rows: readonly SheetRow[],
  column: number,
  field: InvoiceField,
  date1904: boolean,
): { readonly readable: number; readonly filled: number } {
  let filled = 0;
  let readable = 0;
  for (const row of rows.slice(0, CONTENT_ROWS)) {
    const cell = row.cells[column] ?? '';
    if (isEmptyCell(cell)) continue;
    filled += 1;
    if (isFigureField(field) ? isNumber(cell) : !DATES.has(field) || isReadableDate(cell, field, date1904))
      readable += 1;
  }
  return { readable, filled };
}

const isReadableDate = (cell: Cell, field: InvoiceField, date1904: boolean): boolean =>
  field === 'period' ? readPeriodCell(cell).kind === 'period' : readDateCell(cell, date1904).kind === 'date';
