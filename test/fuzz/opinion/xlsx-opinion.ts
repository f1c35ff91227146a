import { SaxesParser } from 'saxes';
import { columnLetter } from '#core/tabular/table.ts';
import { unzip } from '../mutate/zip.ts';

/** A cell as the sheet's XML has it. */
export interface OpinionCell {
  readonly type: string;
  /** The text of `<v>`, or of `<is>`; shared strings are looked up. */
  readonly value: string;
  readonly hasFormula: boolean;
}

/** Sheets by name; rows by number; cells by their letters. */
export type OpinionBook = ReadonlyMap<string, ReadonlyMap<number, ReadonlyMap<string, OpinionCell>>>;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Walks through XML with a library; throws where it is not well-formed. */
function walk(
  xml: string,
  on: { open?: (element: Element) => void; close?: (name: string) => void; text?: (text: string) => void },
): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  parser.on('opentag', (tag) => on.open?.({ name: localName(tag.name), attributes: tag.attributes }));
  parser.on('closetag', (tag) => on.close?.(localName(tag.name)));
  parser.on('text', (text) => on.text?.(text));
  parser.on('cdata', (text) => on.text?.(text));
  parser.write(xml.replace(/^\ufeff/, '')).close();
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
const unescape = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let path: string[] = [];
  let text = '';
  walk(xml, {
    open: ({ name }) => {
      path = [...path, name];
      if (name === 'si') text = '';
    },
    close: (name) => {
      path = path.slice(0, -1);
      if (name === 'si') strings.push(unescape(text));
    },
    text: (part) => {
      if (path.at(-1) === 't' && !path.includes('rPh')) text += part;
    },
  });
  return strings;
}

const columnIndexOf = (address: string): number =>
  Array.from(/^[A-Z]*/.exec(address)?.[0] ?? '').reduce(
    (index, letter) => index * 26 + letter.charCodeAt(0) - 64,
    0,
  ) - 1;

function sheetRows(xml: string, strings: readonly string[]): Map<number, Map<string, OpinionCell>> {
  const rows = new Map<number, Map<string, OpinionCell>>();
  let path: string[] = [];
  let rowNumber = 0;
  let columnIndex = -1;
  let cell: { address: string; type: string; value: string; hasFormula: boolean } | undefined;
  walk(xml, {
    open: ({ name, attributes }) => {
      path = [...path, name];
      if (name === 'row') {
        rowNumber = Number(attributes['r'] ?? rowNumber + 1);
        columnIndex = -1;
      }
      if (name === 'c') {
        // What says no address stands behind the one before it.
        columnIndex += 1;
        const address = attributes['r'] ?? `${columnLetter(columnIndex)}${rowNumber}`;
        columnIndex = columnIndexOf(address);
        cell = { address, type: attributes['t'] ?? 'n', value: '', hasFormula: false };
      }
      if (name === 'f' && cell !== undefined) cell.hasFormula = true;
    },
    close: (name) => {
      path = path.slice(0, -1);
      if (name !== 'c' || cell === undefined) return;
      const [, letters = '', number = ''] = /^([A-Z]+)(\d+)$/.exec(cell.address) ?? [];
      const row = rows.get(Number(number)) ?? new Map<string, OpinionCell>();
      rows.set(Number(number), row);
      // `<v/>` names no text, not the first one: LibreOffice, openpyxl and SheetJS show an empty cell.
      const isNamed = cell.type === 's' && cell.value.trim() !== '';
      const named = isNamed ? (strings[Number(cell.value)] ?? '') : '';
      const value = cell.type === 's' ? named : cell.value;
      row.set(letters, { type: cell.type, value, hasFormula: cell.hasFormula });
      cell = undefined;
    },
    text: (text) => {
      if (cell === undefined) return;
      const isText = path.at(-1) === 't' && !path.includes('rPh');
      if (path.at(-1) === 'v' || isText) cell.value += text;
    },
  });
  return rows;
}

/**
 * A second opinion on an .xlsx, with another unpacker, an XML library, and each cell at the address that it states
 * itself. Undefined where it can't form one: then the reader under test is held by its own rules alone.
 */
export function readXlsxOpinion(bytes: Buffer): OpinionBook | undefined {
  const members = unzip(bytes);
  if (members === undefined) return undefined;
  const textOf = (name: string): string | undefined =>
    members.find((member) => member.name.toLowerCase() === name.toLowerCase())?.content.toString('utf8');
  try {
    const targets = new Map<string, string>();
    walk(textOf('xl/_rels/workbook.xml.rels') ?? '', {
      open: ({ attributes }) => {
        const target = attributes['Target'] ?? '';
        targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
      },
    });
    const strings = [...targets.values()].find((target) => target.endsWith('sharedStrings.xml'));
    const shared = strings === undefined ? [] : sharedStrings(textOf(strings) ?? '');
    const book = new Map<string, Map<number, Map<string, OpinionCell>>>();
    walk(textOf('xl/workbook.xml') ?? '', {
      open: ({ name, attributes }) => {
        if (name !== 'sheet') return;
        const target = targets.get(attributes['r:id'] ?? '') ?? '';
        book.set(attributes['name'] ?? '', sheetRows(textOf(target) ?? '', shared));
      },
    });
    return book;
  } catch {
    return undefined;
  }
}
