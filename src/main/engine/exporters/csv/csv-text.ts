/** A cell of a CSV file: a text, or a figure that stands as it is. */
export type CsvCell = string | { readonly figure: string | null } | null;

/**
 * What a spreadsheet program would take for the start of a formula; also in its full width, and behind spaces and
 * characters without a width, which some programs drop first.
 */
const FORMULA_START = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;
/** A figure, which may begin with a minus; anything else that came as one is treated as the text that it is. */
const PLAIN_FIGURE = /^-?\d+(?:\.\d+)?$/;

/**
 * One row, with CR LF at its end. Texts that a spreadsheet program would run as a formula get an apostrophe before them;
 * figures never do: `-0.02` must stay a number.
 */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? cell : (cell.figure ?? '');
  if (typeof cell !== 'string' && PLAIN_FIGURE.test(text)) return text;
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a CSV file in UTF-8 begins with, so that Excel reads Japanese as such. */
export const BYTE_ORDER_MARK = '\uFEFF';
