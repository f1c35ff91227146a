/** A cell of a CSV file: a text, or a figure that stands as it is. */
export type CsvCell = string | { readonly figure: string | null } | null;

/** What a spreadsheet program would take for the start of a formula; also in its full width. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/u;

/**
 * One row, with CR LF at its end. Texts that a spreadsheet program would run as a formula get an apostrophe before them;
 * figures never do: `-0.02` must stay a number.
 */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell.figure ?? '';
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a CSV file in UTF-8 begins with, so that Excel reads Japanese as such. */
export const BYTE_ORDER_MARK = '\uFEFF';
