import type { PlainDate } from '../period.ts';

/**
 * A cell as the file holds it. Plain text is a string (`''` for an empty cell), so that a sheet of texts costs no
 * objects; what a spreadsheet types otherwise keeps its type and its text.
 */
export type Cell = string | NumberCell | DateCell | BooleanCell | ErrorCell | MissingValueCell;

/** A number. `text` is plain decimal notation of the stored value, at most 15 significant digits, never rounded further. */
export interface NumberCell {
  readonly kind: 'number';
  readonly text: string;
  /** True where the file's text had more than 15 significant digits as an integer: an id that a spreadsheet has damaged. */
  readonly damaged?: boolean;
}

/** A number that the sheet formats as a date. */
export interface DateCell {
  readonly kind: 'date';
  readonly date: PlainDate;
  /** The serial number as stored, or the ISO text. */
  readonly text: string;
}

export interface BooleanCell {
  readonly kind: 'boolean';
  readonly text: 'TRUE' | 'FALSE';
}

/** `#REF!`, `#N/A`, ... */
export interface ErrorCell {
  readonly kind: 'error';
  readonly text: string;
}

/** A formula whose result the file does not hold. */
export interface MissingValueCell {
  readonly kind: 'missing-value';
  readonly formula: string;
}

/** A row as it stands in a sheet or text file. Rows without any cell may be left out by a reader. */
export interface SheetRow {
  /** 1-based, as a person counts. */
  readonly row: number;
  readonly hidden: boolean;
  readonly cells: readonly Cell[];
}

/** A table of a file: a sheet of a workbook, or a text file as a whole. */
export interface TableInfo {
  /** The sheet's name, undefined for a plain text file; in a zip `member.csv` or `member.xlsx#Sheet`. */
  readonly sheet: string | undefined;
  readonly hidden: boolean;
  /** 0-based indices of hidden columns. */
  readonly hiddenColumns: readonly number[];
  /** Whether serial dates count from 1904. */
  readonly date1904: boolean;
}

/** The text of a cell as a person sees it in the file; empty for a formula without a value. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return cell.kind === 'missing-value' ? '' : cell.kind === 'date' ? cell.date : cell.text;
}

/** Whether a cell holds nothing. Asked of every cell several times: one that begins with a visible sign holds something. */
export const isEmptyCell = (cell: Cell): boolean =>
  typeof cell === 'string' && !(cell.charCodeAt(0) > 0x20 && cell.charCodeAt(0) < 0x7f) && cell.trim() === '';

/** The letter of a 0-based column: A, B, ... Z, AA. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}
