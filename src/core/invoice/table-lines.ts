import { cellText, isEmptyCell, type SheetRow } from '../tabular/table.ts';
import type { InvoiceTable } from './invoice-table.ts';

const LINE_BREAK = /\r\n|\r|\n/g;

/** How many lines of a text file a record takes beyond its first: its quoted cells may hold line breaks. */
function continuationLines(row: SheetRow): number {
  let lines = 0;
  for (const cell of row.cells) lines += cellText(cell).match(LINE_BREAK)?.length ?? 0;
  return lines;
}

const isBlank = (row: SheetRow): boolean => row.cells.every(isEmptyCell);

/**
 * The rows of a table from below its header to its last filled one, with the rows that a reader left out because
 * they are empty. Empty rows at the end are no rows.
 */
export function* tableLines(table: InvoiceTable): Generator<SheetRow> {
  let next = table.headerRow + 1;
  const lastFilled = table.rows.findLast((row) => !isBlank(row))?.row ?? 0;
  for (const row of table.rows) {
    if (row.row > lastFilled) return;
    for (; next < row.row; next += 1) yield { row: next, hidden: false, cells: [] };
    yield row;
    next = row.row + 1 + (table.isText ? continuationLines(row) : 0);
  }
}
