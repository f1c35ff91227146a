import { remembered } from '#core/remember.ts';
import type { Cell, SheetRow } from '#core/tabular/table.ts';
import { dateOfIsoText } from '#core/tabular/serial-date.ts';
import { cellOfNumber } from '../cell-of-number.ts';
import { fileError } from '../file-error.ts';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS } from '../table-limits.ts';
import { columnOfReference, rowOfReference } from './cell-reference.ts';
import type { XmlPlace } from '../xml/read-xml.ts';
import type { XmlAttributes, XmlHandler } from '../xml/xml-scanner.ts';
import type { CellStyles } from './styles.ts';
import { isTrue } from './workbook.ts';
import { unescapeXmlString } from './xml-string.ts';

/** What the cells of a sheet refer to. */
export interface SheetSetting {
  readonly place: XmlPlace;
  readonly sheet: string;
  readonly strings: readonly string[];
  readonly styles: CellStyles;
  readonly date1904: boolean;
  readonly limitCells: number;
  readonly limitCellCharacters: number;
}

/** Gathers rows while a sheet's XML is parsed; `take` hands them out. */
export interface SheetReader extends XmlHandler {
  readonly take: () => SheetRow[];
  /** The number of the row that came last; 0 before the first one. */
  readonly lastRow: () => number;
  /** Adds a row that was read from its bytes, after `lastRow`. `cells` is how many it costs, the empty ones included. */
  readonly addRow: (added: SheetRow, cells: number) => void;
}

/** Formulas that are kept because other cells refer to them; a real sheet has some hundreds of short ones. */
const MAX_SHARED_FORMULA_CHARACTERS = 64 * 1024 * 1024;

/** What a cell of the sheet says. */
interface StatedCell {
  readonly type: string;
  readonly style: number;
  value: string;
  hasValue: boolean;
  formula: string | undefined;
}

/** The state of the cell that is being read. */
interface OpenCell extends StatedCell {
  readonly column: number;
  /** An element within the value, or a second value: what the cell says is not certain. */
  isContradictory: boolean;
}

/**
 * A reader of `<sheetData>`. It builds no model of the sheet: a row exists until it is taken. Rows without any
 * content are not handed out, and empty cells at the end of a row cost nothing.
 *
 * Throws `FILE_DAMAGED` for addresses that no sheet can have, and `SHEET_TOO_LARGE` beyond the limit of cells.
 */
export function createSheetReader(setting: SheetSetting): SheetReader {
  let rows: SheetRow[] = [];
  let row = 0;
  let isHiddenRow = false;
  let cells: Cell[] = [];
  let column = -1;
  let cell: OpenCell | undefined;
  let cellCount = 0;
  let phoneticDepth = 0;
  let collecting: 'value' | 'formula' | undefined;
  const sharedFormulas = new Map<string, string>();
  let sharedIndex: string | undefined;
  let sharedCharacters = 0;
  /** Subscriptions, SKUs, dates come again on every row: one text is held for all. Forgotten with the sheet. */
  const share = remembered((text) => text);

  const damaged = (): Error =>
    fileError('FILE_DAMAGED', setting.place.file, { detail: `${setting.place.part}:${row}` });

  const tooLarge = (limit: number): Error =>
    fileError('SHEET_TOO_LARGE', setting.place.file, { sheet: setting.sheet, limit: `${limit}` });

  const openRow = (attributes: XmlAttributes): void => {
    const stated = attributes.get('r');
    const next = stated === undefined ? row + 1 : wholeNumber(stated);
    // Rows stand in order; otherwise two rows would claim one address.
    if (!Number.isInteger(next) || next <= row) throw damaged();
    if (next > MAX_SHEET_ROWS) throw tooLarge(MAX_SHEET_ROWS);
    row = next;
    isHiddenRow = isTrue(attributes.get('hidden'));
    cells = [];
    column = -1;
  };

  const openCell = (attributes: XmlAttributes): void => {
    const reference = attributes.get('r');
    const next = reference === undefined ? column + 1 : columnOfReference(reference);
    if (cell !== undefined || next <= column || next >= MAX_SHEET_COLUMNS) throw damaged();
    // A cell that claims another row than the one it stands in would have two addresses.
    if (reference !== undefined && rowOfReference(reference) !== row) throw damaged();
    column = next;
    cellCount += 1;
    cell = {
      column,
      type: attributes.get('t') ?? 'n',
      style: Number(attributes.get('s') ?? '0'),
      value: '',
      hasValue: false,
      isContradictory: false,
      formula: undefined,
    };
  };

  const closeCell = (closed: OpenCell): void => {
    cell = undefined;
    const read = closed.isContradictory ? undefined : cellOf(closed, setting, share);
    if (read === undefined) throw damaged();
    if (read === '') return;
    // Cells that are left out before this one are counted too: a far cell costs what it allocates.
    cellCount += closed.column - cells.length;
    guardCells();
    while (cells.length < closed.column) cells.push('');
    cells.push(read);
  };

  const keepSharedFormula = (index: string, formula: string): void => {
    sharedCharacters += formula.length + index.length;
    if (sharedCharacters > MAX_SHARED_FORMULA_CHARACTERS) throw tooLarge(MAX_SHARED_FORMULA_CHARACTERS);
    sharedFormulas.set(index, formula);
  };

  const guardCells = (): void => {
    if (cellCount > setting.limitCells) throw tooLarge(setting.limitCells);
  };

  return {
    lastRow: () => row,
    addRow: (added, cost) => {
      if (cell !== undefined) throw damaged();
      row = added.row;
      cellCount += cost;
      guardCells();
      if (added.cells.length > 0) rows.push(added);
    },
    open: (name, attributes) => {
      if (name === 'row') openRow(attributes);
      else if (name === 'c') openCell(attributes);
      else if (cell === undefined) return;
      else if (collecting !== undefined) cell.isContradictory = true;
      else if (name === 'v') {
        if (cell.hasValue) cell.isContradictory = true;
        collecting = 'value';
        cell.hasValue = true;
      } else if (name === 't') {
        collecting = phoneticDepth === 0 ? 'value' : undefined;
        cell.hasValue = true;
      } else if (name === 'f') {
        collecting = 'formula';
        cell.formula = '';
        sharedIndex = attributes.get('t') === 'shared' ? attributes.get('si') : undefined;
      } else if (name === 'rPh') phoneticDepth += 1;
    },
    text: (text) => {
      if (cell === undefined || collecting === undefined) return;
      if (collecting === 'value') cell.value += text;
      else cell.formula = (cell.formula ?? '') + text;
      const length = Math.max(cell.value.length, cell.formula?.length ?? 0);
      if (length > setting.limitCellCharacters) throw tooLarge(setting.limitCellCharacters);
    },
    close: (name) => {
      if (name === 'row') {
        guardCells();
        if (cells.length > 0) rows.push({ row, hidden: isHiddenRow, cells });
        cells = [];
        return;
      }
      if (cell === undefined) return;
      if (name === 'c') closeCell(cell);
      else if (name === 'rPh') phoneticDepth -= 1;
      else if (name === 'f' && sharedIndex !== undefined) {
        // Only the first cell of a shared formula carries its text.
        if (cell.formula) keepSharedFormula(sharedIndex, cell.formula);
        else cell.formula = sharedFormulas.get(sharedIndex) ?? '';
      }
      collecting = undefined;
    },
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

/** The cell, `''` for an empty one, or undefined where the file contradicts itself. */
export function cellOf(
  cell: StatedCell,
  setting: SheetSetting,
  share: (text: string) => string = (text) => text,
): Cell | undefined {
  const { value } = cell;
  if (cell.formula !== undefined && !hasCachedValue(cell)) {
    return { kind: 'missing-value', formula: cell.formula };
  }
  switch (cell.type) {
    case 's': {
      const index = value.trim();
      return index === '' ? '' : setting.strings[wholeNumber(index)];
    }
    case 'str':
    case 'inlineStr':
      return share(unescapeXmlString(value));
    case 'b':
      return value === '' ? '' : { kind: 'boolean', text: isTrue(value.trim()) ? 'TRUE' : 'FALSE' };
    case 'e':
      return { kind: 'error', text: value };
    case 'd': {
      const date = dateOfIsoText(value);
      return date === undefined ? value : { kind: 'date', date, text: value };
    }
    case 'n': {
      const stored = value.trim();
      if (stored === '') return '';
      return cellOfNumber(stored, setting.styles[cell.style] ?? 'number', setting.date1904);
    }
    default:
      // A type that no standard knows: the value may be the index of a text, and must not pass for a number.
      return undefined;
  }
}

/** Digits alone; NaN for anything else, `0x1` and `1e3` among it. */
const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

/** A formula whose result is an empty text has a value as well; a number or date without digits has none. */
const hasCachedValue = (cell: StatedCell): boolean =>
  cell.hasValue && (cell.value !== '' || cell.type === 'str');
