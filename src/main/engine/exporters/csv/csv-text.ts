import { isPlainFigure, startsAsFormula } from '#core/formula-text.ts';

/** A cell of a CSV file: a text, or a figure that stands as it is. */
export type CsvCell = string | { readonly figure: string | null } | null;

/**
 * One row, with CR LF at its end. Texts that a spreadsheet program would run as a formula get an apostrophe before them;
 * figures never do: `-0.02` must stay a number.
 */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? cell : (cell.figure ?? '');
  if (typeof cell !== 'string' && isPlainFigure(text)) return text;
  const safe = startsAsFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a CSV file in UTF-8 begins with, so that Excel reads Japanese as such. */
export const BYTE_ORDER_MARK = '\uFEFF';
