import { remembered } from '#core/remember.ts';
import type { Cell } from '#core/tabular/table.ts';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS } from '../table-limits.ts';
import { decodeText } from '../xml/xml-scanner.ts';
import { cellOf, type SheetReader, type SheetSetting } from './sheet-reader.ts';
import { isTrue } from './workbook.ts';

/** Takes the plain rows that begin at a place, one after the other; returns where the first other thing begins. */
export type PlainRows = (bytes: Buffer, from: number) => number;

/** What the tag of a row or a cell says after its address, and how long that is. */
interface TagEnd {
  readonly bytes: Buffer;
  readonly isEmpty: boolean;
}

interface RowEnd extends TagEnd {
  readonly hidden: boolean;
}

interface CellEnd extends TagEnd {
  readonly kind: { readonly type: string; readonly style: number; readonly formula: undefined };
  /** What stands before a value and after it. */
  readonly opening: Buffer;
  readonly closing: Buffer;
  readonly seed: number;
}

const ROW = Buffer.from('<row r="');
const ROW_END = Buffer.from('</row>');
const CELL = Buffer.from('<c r="');
const FORMULA = Buffer.from('<f>');
const FORMULA_END = Buffer.from('</f>');
const VALUE = [Buffer.from('<v>'), Buffer.from('</v></c>')] as const;
const INLINE = [Buffer.from('<is><t>'), Buffer.from('</t></is></c>')] as const;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUOTE = 0x22;
const DIGIT_ZERO = 0x30;
/** Values that are remembered: a cell that comes again is neither decoded nor made again. A power of two. */
const REMEMBERED = 16_384;
const LONGEST_REMEMBERED = 64;
const LONGEST_END = 256;

/** The attributes of a row that the standard and Excel know: each at most once. */
const ROW_ATTRIBUTES = new Set([
  ...['spans', 's', 'customFormat', 'ht', 'hidden', 'customHeight', 'outlineLevel', 'collapsed', 'thickTop'],
  ...['thickBot', 'ph', 'x14ac:dyDescent'],
]);
const ROW_TAG_END = /^(?: [\w:]+="[^"<>&\t\r\n]*")*(\/?)>$/;
const CELL_TAG_END = /^(?: s="(\d{1,9})")?(?: t="(s|str|n|b|e|d|inlineStr)")?(\/?)>$/;

/**
 * Reads rows that are written as every program writes nearly all of them, straight from their bytes: addresses at each
 * row and cell, a value, at most a formula of its own before it. Anything else (a comment, CDATA, another order of
 * attributes, a shared formula, a value that is missing or contradicts the file) is left to the reader of XML,
 * row by row, which says what is wrong with it. Both make the same cells: the values go through the same function.
 */
export function createPlainRows(setting: SheetSetting, reader: SheetReader): PlainRows {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const rowEndOf = remembered(readRowEnd, LONGEST_END);
  const cellEndOf = remembered(readCellEnd, LONGEST_END);
  /** What stood there in the row before: it stands there in this one too, as a rule. */
  let lastRowEnd: RowEnd | undefined;
  const lastCellEnds: CellEnd[] = [];
  const knownBytes: string[] = [];
  const knownEnds: CellEnd[] = [];
  const knownCells: Cell[] = [];
  const gathered: Cell[] = [];

  const rowEndAt = (bytes: Buffer, at: number): RowEnd | undefined => {
    if (lastRowEnd === undefined || !standsAt(bytes, at, lastRowEnd.bytes)) {
      const text = textOfEnd(bytes, at);
      lastRowEnd = text === undefined ? undefined : rowEndOf(text);
    }
    return lastRowEnd;
  };

  const cellEndAt = (bytes: Buffer, at: number, column: number): CellEnd | undefined => {
    const last = lastCellEnds[column];
    if (last !== undefined && standsAt(bytes, at, last.bytes)) return last;
    const text = textOfEnd(bytes, at);
    const end = text === undefined ? undefined : cellEndOf(text);
    if (end !== undefined) lastCellEnds[column] = end;
    return end;
  };

  /** A text; undefined where it is none, empty or too long: the reader of XML says what is wrong with it. */
  const textAt = (bytes: Buffer, from: number, to: number): string | undefined => {
    try {
      const text = decodeText(decoder.decode(bytes.subarray(from, to)));
      return text === '' || text.length > setting.limitCellCharacters ? undefined : text;
    } catch {
      return undefined;
    }
  };

  const makeCell = (end: CellEnd, bytes: Buffer, from: number, to: number): Cell | undefined => {
    const value = textAt(bytes, from, to);
    return value === undefined ? undefined : cellOf({ ...end.kind, value, hasValue: true }, setting);
  };

  const cellAt = (end: CellEnd, bytes: Buffer, from: number, to: number, hash: number): Cell | undefined => {
    if (end.kind.type === 's') return setting.strings[indexAt(bytes, from, to)];
    if (to - from > LONGEST_REMEMBERED) return makeCell(end, bytes, from, to);
    const place = hash & (REMEMBERED - 1);
    const known = knownBytes[place];
    if (known !== undefined && knownEnds[place] === end && isTextAt(bytes, from, to, known)) {
      return knownCells[place];
    }
    const made = makeCell(end, bytes, from, to);
    if (made === undefined) return undefined;
    knownBytes[place] = bytes.toString('latin1', from, to);
    knownEnds[place] = end;
    knownCells[place] = made;
    return made;
  };

  /** Takes the row at a place; returns where it ends, or -1 where it is not plain. The end of a row follows somewhere. */
  const takeRow = (bytes: Buffer, start: number): number => {
    if (!standsAt(bytes, start, ROW)) return -1;
    const digits = start + ROW.length;
    const digitsEnd = endOfDigits(bytes, digits);
    const row = indexAt(bytes, digits, digitsEnd);
    if (!(row > reader.lastRow() && row <= MAX_SHEET_ROWS) || bytes[digits] === DIGIT_ZERO) return -1;
    if (bytes[digitsEnd] !== QUOTE) return -1;
    const rowEnd = rowEndAt(bytes, digitsEnd + 1);
    if (rowEnd === undefined) return -1;
    let at = digitsEnd + 1 + rowEnd.bytes.length;
    let width = 0;
    let count = 0;
    for (let next = 0; !rowEnd.isEmpty;) {
      if (!standsAt(bytes, at, CELL)) {
        if (!standsAt(bytes, at, ROW_END)) return -1;
        at += ROW_END.length;
        break;
      }
      at += CELL.length;
      let column = 0;
      for (let letter = letterAt(bytes, at); letter > 0; letter = letterAt(bytes, at)) {
        column = column * 26 + letter;
        at += 1;
        if (column > MAX_SHEET_COLUMNS) return -1;
      }
      column -= 1;
      if (column < next) return -1;
      next = column + 1;
      // A cell names the row that it stands in, digit by digit.
      for (let digit = digits; digit <= digitsEnd; digit += 1, at += 1) {
        if (bytes[at] !== bytes[digit]) return -1;
      }
      const end = cellEndAt(bytes, at, column);
      if (end === undefined) return -1;
      at += end.bytes.length;
      count += 1;
      if (end.isEmpty) continue;
      if (standsAt(bytes, at, FORMULA)) {
        const formula = at + FORMULA.length;
        at = formula;
        while (bytes[at] !== LESS) at += 1;
        // Nobody asks for it where there is a value, but that it can be read is asked of all of the sheet.
        if (!standsAt(bytes, at, FORMULA_END) || textAt(bytes, formula, at) === undefined) return -1;
        at += FORMULA_END.length;
      }
      if (!standsAt(bytes, at, end.opening)) return -1;
      at += end.opening.length;
      const value = at;
      let hash = end.seed;
      for (let byte = bytes[at] ?? LESS; byte !== LESS; byte = bytes[at] ?? LESS) {
        hash = Math.imul(hash ^ byte, 0x01000193);
        at += 1;
      }
      if (!standsAt(bytes, at, end.closing)) return -1;
      const cell = cellAt(end, bytes, value, at, hash ^ (hash >>> 15));
      if (cell === undefined) return -1;
      at += end.closing.length;
      if (cell === '') continue;
      // Cells that are left out before this one are counted too, as the reader of XML does.
      for (; width < column; width += 1, count += 1) gathered[width] = '';
      gathered[width] = cell;
      width += 1;
    }
    reader.addRow({ row, hidden: rowEnd.hidden, cells: gathered.slice(0, width) }, count);
    return at;
  };

  return (bytes, from) => {
    // All that is looked at lies before the end of a row: nothing is looked for beyond what has come.
    const last = bytes.lastIndexOf(ROW_END);
    let at = from;
    while (at < last) {
      while (isSpace(bytes[at])) at += 1;
      const end = at < last ? takeRow(bytes, at) : -1;
      if (end < 0) break;
      at = end;
    }
    return at;
  };
}

function readRowEnd(text: string): RowEnd | undefined {
  const match = ROW_TAG_END.exec(text);
  if (match === null) return undefined;
  const stated = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/([\w:]+)="([^"]*)"/g)) {
    if (!ROW_ATTRIBUTES.has(name) || stated.has(name)) return undefined;
    stated.set(name, value);
  }
  return { bytes: Buffer.from(text), isEmpty: match[1] !== '', hidden: isTrue(stated.get('hidden')) };
}

function readCellEnd(text: string): CellEnd | undefined {
  const match = CELL_TAG_END.exec(text);
  if (match === null) return undefined;
  const [, style = '0', type = 'n', slash] = match;
  // An error without a name is a cell all the same.
  if (slash !== '' && type === 'e') return undefined;
  const [opening, closing] = type === 'inlineStr' ? INLINE : VALUE;
  // Another beginning for each kind of cell: equal values of two kinds are remembered at two places.
  const seed = Buffer.from(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 1);
  return {
    bytes: Buffer.from(text),
    isEmpty: slash !== '',
    kind: { type, style: Number(style), formula: undefined },
    opening,
    closing,
    seed,
  };
}

/** The rest of a tag; undefined where it is longer than any plain one. */
function textOfEnd(bytes: Buffer, from: number): string | undefined {
  const limit = Math.min(bytes.length, from + LONGEST_END);
  for (let at = from; at < limit; at += 1) {
    if (bytes[at] === GREATER) return bytes.toString('latin1', from, at + 1);
  }
  return undefined;
}

function standsAt(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[at + index] !== wanted[index]) return false;
  }
  return true;
}

function isTextAt(bytes: Buffer, from: number, to: number, text: string): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[from + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** 1 for A, 26 for Z; 0 or less for what is no capital letter. */
function letterAt(bytes: Buffer, at: number): number {
  const letter = (bytes[at] ?? 0) - 0x40;
  return letter <= 26 ? letter : 0;
}

function endOfDigits(bytes: Buffer, from: number): number {
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at;
}

/** A whole number of at most nine digits; -1 for anything else. */
function indexAt(bytes: Buffer, from: number, to: number): number {
  if (to === from || to - from > 9) return -1;
  let index = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (!isDigit(byte)) return -1;
    index = index * 10 + byte - DIGIT_ZERO;
  }
  return index;
}

const isDigit = (byte: number | undefined): byte is number =>
  byte !== undefined && byte >= DIGIT_ZERO && byte <= 0x39;
const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
