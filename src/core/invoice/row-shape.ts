import type { InvoiceField } from '../mapping/invoice-field.ts';
import { isEmptyCell, type SheetRow } from '../tabular/table.ts';
import type { RowClass } from './invoice-row.ts';
import type { InvoiceTable } from './invoice-table.ts';
import type { RowReading } from './read-row.ts';

/** Fields whose presence does not make a row more than figures: a total may repeat its customer and currency. */
const BARE_FIELDS: ReadonlySet<InvoiceField> = new Set([
  'quantity',
  'amount',
  'currency',
  'customerId',
  'customerName',
  'chargeStart',
  'chargeEnd',
  'period',
  'invoiceDate',
  'invoiceNumber',
]);

/** Whether a row holds figures and what may go with a sum, and no other text. */
export function isBareRow(row: SheetRow, fieldOf: ReadonlyMap<number, InvoiceField>): boolean {
  return row.cells.every((cell, column) => {
    if (isEmptyCell(cell)) return true;
    const field = fieldOf.get(column);
    return field === undefined ? typeof cell !== 'string' || !/\p{L}/u.test(cell) : BARE_FIELDS.has(field);
  });
}

/** The texts of columns without a field. */
export const otherTexts = (row: SheetRow, fieldOf: ReadonlyMap<number, InvoiceField>): readonly string[] =>
  row.cells.filter(
    (cell, column): cell is string => typeof cell === 'string' && cell.trim() !== '' && !fieldOf.has(column),
  );

/** A text row with filled cells beyond the header's last column: a separator too many has shifted its cells. */
export const isRagged = (table: InvoiceTable, row: SheetRow): boolean =>
  table.isText && row.cells.some((cell, column) => column >= table.names.length && !isEmptyCell(cell));

/** A text row that ends before the column of amounts: a separator too few may have shifted its cells. */
export function isCutShort(table: InvoiceTable, row: SheetRow): boolean {
  const amount = table.columns.find(({ field }) => field === 'amount');
  return table.isText && amount !== undefined && row.cells.length <= amount.column;
}

/** A text that begins as words do, not as a figure or an error value does. */
const isWordy = (text: string): boolean => /^[\p{L}(（「【※*"']*\p{L}/u.test(text.trim());

/** A line of one cell of words, such as the name of a section: whatever column it stands in, it is no figure. */
export function isHeading(row: SheetRow): boolean {
  const first = row.cells.findIndex((cell) => !isEmptyCell(cell));
  const only = row.cells[first];
  if (typeof only !== 'string' || !isWordy(only)) return false;
  return row.cells.findLastIndex((cell) => !isEmptyCell(cell)) === first;
}

/**
 * A row without SKU and without any figure, whose columns of figures and dates hold words: bank details and terms
 * below the lines. It is a note, and what can't be read in it is no figure that was meant to be one.
 */
export function isRemark(rowClass: RowClass, { fields, unreadable, issues }: RowReading): boolean {
  const { sku, quantity, unitPrice, amount } = fields;
  const figures = [quantity, unitPrice, amount];
  if (rowClass !== 'unknown' || sku !== undefined || unreadable.has('sku')) return false;
  return figures.every((figure) => figure === undefined) && issues.every(({ text }) => isWordy(text ?? ''));
}
