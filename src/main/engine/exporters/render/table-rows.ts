import { columnLetter } from '#core/tabular/table.ts';
import type { FormulaValue, WorkbookCell } from '#core/workbook/cell.ts';
import type { ColumnModel, TableModel, TableRow } from '#core/workbook/column.ts';
import { remembered } from '#core/remember.ts';
import { inlineText, serialOf, type CellXml } from './cell-xml.ts';
import { addAscii, addPiece, addText, rowBytes } from './row-bytes.ts';
import { heightOfLines, lineCount } from './row-height.ts';
import { isPlainText, xmlText } from './xml-text.ts';

/** The styles of a column's cells, as the package numbers them. */
export interface ColumnStyles {
  /** Of texts and of empty cells. */
  readonly plain: number;
  readonly of: (value: Exclude<WorkbookCell, string | undefined>) => number;
}

/** Writes a table's rows, one after the other; each is to be taken before the next one is written. */
export type TableRowWriter<Id extends string> = (number: number, row: TableRow<Id>) => Uint8Array;

/** Longer texts take the longer way: they may not fit their cells. */
const MOST_REMEMBERED = 64;

/** What ends a cell, by what it holds. It is written together with the beginning of the next one. */
const ENDS = ['', '</v></c>', '</t></is></c>'] as const;
const NOTHING = 0;
const VALUE = 1;
const TEXT = 2;
type End = typeof NOTHING | typeof VALUE | typeof TEXT;

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const ROW = bytesOf('<row r="');
const ROW_ENDS = ENDS.map((end) => bytesOf(`${end}</row>`));

/** What stands between a cell's address and its value. */
interface CellMarks {
  readonly empty: Uint8Array;
  readonly text: Uint8Array;
  /** Up to the style. */
  readonly otherText: Uint8Array;
  readonly number: Uint8Array;
}

const cellMarks = (style: number): CellMarks => ({
  empty: bytesOf(`" s="${style}"/>`),
  text: bytesOf(`" s="${style}" t="inlineStr"><is><t>`),
  otherText: bytesOf(`" s="${style}"`),
  number: bytesOf(`" s="${style}"><v>`),
});

/** A formula as the column's last cell of a style had it: it is the same in most of its rows. */
interface FormulaMark {
  readonly formula: string;
  readonly isText: boolean;
  readonly bytes: Uint8Array;
}

interface ColumnWriter<Id extends string> {
  readonly id: Id;
  readonly letter: string;
  readonly styles: ColumnStyles;
  /** The beginning of a cell, after what ends the one before it. */
  readonly starts: readonly Uint8Array[];
  /** By style. */
  readonly formulas: (FormulaMark | undefined)[];
}

function columnWriter<Id extends string>(
  { id }: ColumnModel<Id>,
  index: number,
  styles: ColumnStyles,
): ColumnWriter<Id> {
  const letter = columnLetter(index);
  return { id, letter, styles, starts: ENDS.map((end) => bytesOf(`${end}<c r="${letter}`)), formulas: [] };
}

/**
 * Writes the rows of a table as bytes: all that is the same in each row, formulas too, is made once and copied. As strings
 * that are joined and then encoded, they took three times as long. `isSparse` leaves empty cells out, borders and all.
 */
export function tableRowWriter<Id extends string>(
  table: TableModel<Id>,
  isSparse: boolean,
  stylesOf: (column: ColumnModel<Id>) => ColumnStyles,
  cell: CellXml,
): TableRowWriter<Id> {
  const columns = table.columns.map((column, index) => columnWriter(column, index, stylesOf(column)));
  const wrapped = table.columns.filter(({ kind }) => kind === 'wrapped');
  const marks: (CellMarks | undefined)[] = [];
  const marksOf = (style: number): CellMarks => (marks[style] ??= cellMarks(style));
  const otherText = remembered((text: string) => bytesOf(inlineText(text) + xmlText(text)));
  const xmlBytes = remembered((text: string) => bytesOf(xmlText(text)));
  // A suggestion, not a fixed height: the program that opens it may fit the row anew.
  const heights: (Uint8Array | undefined)[] = [];
  const heightOf = (row: TableRow<Id>): Uint8Array => {
    if (isSparse) return (heights[0] ??= bytesOf('">'));
    let lines = 1;
    for (const { id, width } of wrapped) {
      const value: WorkbookCell = row[id];
      if (typeof value === 'string') lines = Math.max(lines, lineCount(value, width));
    }
    return (heights[lines] ??= bytesOf(`" ht="${heightOfLines(lines)}">`));
  };
  const bytes = rowBytes();
  const formulaMark = (column: ColumnWriter<Id>, style: number, value: FormulaValue): Uint8Array => {
    const held = column.formulas[style];
    const isText = 'text' in value.result;
    if (held?.formula === value.formula && held.isText === isText) return held.bytes;
    const type = isText ? ' t="str"' : '';
    const made = bytesOf(`" s="${style}"${type}><f>${xmlText(value.formula)}</f><v>`);
    column.formulas[style] = { formula: value.formula, isText, bytes: made };
    return made;
  };
  /** Writes a cell but for its end, and says which that is. */
  const write = (column: ColumnWriter<Id>, place: string, value: WorkbookCell, end: End): End => {
    const { starts, styles } = column;
    const isLong =
      typeof value === 'string'
        ? value.length > MOST_REMEMBERED && !isPlainText(value)
        : value?.kind === 'formula' && 'text' in value.result && value.result.text.length > MOST_REMEMBERED;
    if (isLong) {
      const style = typeof value === 'object' ? styles.of(value) : styles.plain;
      addAscii(bytes, ENDS[end]);
      addText(bytes, cell(column.letter + place, style, value));
      return NOTHING;
    }
    addPiece(bytes, starts[end] ?? ROW);
    addAscii(bytes, place);
    if (value === undefined || value === '') {
      addPiece(bytes, marksOf(styles.plain).empty);
      return NOTHING;
    }
    if (typeof value === 'string') {
      const { text, otherText: upToStyle } = marksOf(styles.plain);
      if (isPlainText(value)) {
        addPiece(bytes, text);
        addAscii(bytes, value);
      } else {
        addPiece(bytes, upToStyle);
        addPiece(bytes, otherText(value));
      }
      return TEXT;
    }
    const style = styles.of(value);
    switch (value.kind) {
      case 'number':
        addPiece(bytes, marksOf(style).number);
        addAscii(bytes, value.number);
        break;
      case 'date':
        addPiece(bytes, marksOf(style).number);
        addAscii(bytes, serialOf(value.date));
        break;
      case 'formula':
        addPiece(bytes, formulaMark(column, style, value));
        if ('number' in value.result) addAscii(bytes, value.result.number);
        else addPiece(bytes, xmlBytes(value.result.text));
        break;
    }
    return VALUE;
  };
  return (number, row) => {
    const place = number.toString();
    bytes.length = 0;
    addPiece(bytes, ROW);
    addAscii(bytes, place);
    addPiece(bytes, heightOf(row));
    let end: End = NOTHING;
    for (const column of columns) {
      const value: WorkbookCell = row[column.id];
      if (!isSparse || (value !== undefined && value !== '')) end = write(column, place, value, end);
    }
    addPiece(bytes, ROW_ENDS[end] ?? ROW);
    return bytes.memory.subarray(0, bytes.length);
  };
}
