import type { WorkbookCell } from '#core/workbook/cell.ts';
import type { ColumnKind, TableModel, TableRow } from '#core/workbook/column.ts';
import type { WorkbookLanguage } from '#core/workbook/localised.ts';
import { precisionOf, type Precision } from '#core/workbook/number-format.ts';
import { columnLetter } from '#core/tabular/table.ts';
import { dayNumber, type PlainDate } from '#core/period.ts';
import { remembered } from '#core/remember.ts';
import { bodyStyle, headerStyle, totalStyle, type Origin, type StyleKey } from '../styles.ts';
import { heightOfLines, lineCount } from './row-height.ts';
import { fitCell, isPlainText, xmlText } from './xml-text.ts';

/** A link within the workbook. */
export interface CellLink {
  readonly cell: string;
  readonly sheetName: string;
  readonly target: string;
}

/** A cell outside of a table, or a header of the sheet. */
export interface PlacedCell {
  /** 0-based. */
  readonly column: number;
  readonly style: StyleKey;
  readonly value?: WorkbookCell;
  readonly link?: { readonly sheetName: string; readonly target: string };
}

/** What became of a sheet's texts and links while its rows were rendered. */
export interface RenderLog {
  readonly links: CellLink[];
  shortened: number;
  firstShortened: string | undefined;
}

/** Turns cells into the rows of a sheet, as XML. One a sheet. */
export interface SheetRenderer {
  readonly row: (number: number, cells: readonly PlacedCell[], height?: number) => string;
  readonly headerRow: <Id extends string>(table: TableModel<Id>, number: number) => string;
  /** Made once a table, used for each of its rows. `isSparse` leaves empty cells out, borders and all. */
  readonly tableRows: <Id extends string>(
    table: TableModel<Id>,
    isSparse?: boolean,
  ) => (number: number, row: TableRow<Id>) => string;
  readonly totalsRow: <Id extends string>(table: TableModel<Id>, number: number, row: TableRow<Id>) => string;
  readonly log: RenderLog;
}

/** White space that a reader of XML may drop or fold unless it is told to keep it. */
const EDGE_SPACE = /^\s|\s$|[\t\n\r]| {2}/;

/** The formulas of a table are the same in each of its rows, and a few hundred characters long. */
const MOST_FORMULA_CHARACTERS = 1024;

/** Days between 1899-12-30, from which Excel counts, and 1970-01-01. */
const SERIAL_OF_1970 = 25_569;

/** Excel believes in a 29 February 1900, its day 60: days before it have the number of the day before. */
const FALSE_LEAP_DAY = 60;

/** A day as Excel counts it; no file gives one before 1900. */
function serialOf(date: PlainDate): number {
  const days = dayNumber(date) + SERIAL_OF_1970;
  return days > FALSE_LEAP_DAY ? days : days - 1;
}

const originOf = (value: WorkbookCell, isInput: boolean): Origin =>
  isInput ? 'input' : typeof value === 'object' && value.kind === 'formula' ? 'formula' : 'value';

function precisionOfCell(kind: ColumnKind, value: WorkbookCell, currencyDecimals: number): Precision {
  if (typeof value !== 'object' || value.kind === 'date') return 'usual';
  if (value.kind === 'number') return precisionOf(kind, value.number, currencyDecimals);
  return 'number' in value.result ? precisionOf(kind, value.result.number, currencyDecimals) : 'usual';
}

/** What stands between a cell's address and its value, by what it holds. */
interface CellMarks {
  readonly empty: string;
  readonly text: string;
  readonly number: string;
  readonly formula: string;
  /** For what is rarer: up to the style. */
  readonly value: string;
}

/** Made once a style: a sheet has millions of cells. */
function cellMarks(): (style: number) => CellMarks {
  const made: CellMarks[] = [];
  return (style) =>
    (made[style] ??= {
      empty: `" s="${style}"/>`,
      text: `" s="${style}" t="inlineStr"><is><t>`,
      number: `" s="${style}"><v>`,
      formula: `" s="${style}"><f>`,
      value: `" s="${style}"`,
    });
}

const START = '<c r="';
const startOf = (letter: string): string => START + letter;
const addressOf = (start: string, number: string): string => start.slice(START.length) + number;

/** The styles of a table's column, by where a figure comes from and how many decimals it has. */
function bodyStyles(
  kind: ColumnKind,
  currencyDecimals: number,
  styleId: (key: StyleKey) => number,
): (value: Exclude<WorkbookCell, string | undefined>, isInput: boolean) => number {
  const of = (origin: Origin): Readonly<Record<Precision, number>> => ({
    usual: styleId(bodyStyle(kind, origin, 'usual')),
    exact: styleId(bodyStyle(kind, origin, 'exact')),
    fine: styleId(bodyStyle(kind, origin, 'fine')),
  });
  const styles: Readonly<Record<Origin, ReturnType<typeof of>>> = {
    value: of('value'),
    formula: of('formula'),
    input: of('input'),
  };
  return (value, isInput) => styles[originOf(value, isInput)][precisionOfCell(kind, value, currencyDecimals)];
}

/** Starts rendering a sheet. `styleIds` are the positions of the styles in the package. */
export function sheetRenderer(
  styleIds: ReadonlyMap<StyleKey, number>,
  language: WorkbookLanguage,
  currencyDecimals: number,
): SheetRenderer {
  const log: RenderLog = { links: [], shortened: 0, firstShortened: undefined };
  const styleId = (key: StyleKey): number => {
    const id = styleIds.get(key);
    if (id === undefined) throw new Error(`No such style: ${key}`);
    return id;
  };
  const fit = (text: string, address: string): string => {
    const fitted = fitCell(text);
    if (fitted.isShortened) {
      log.shortened += 1;
      log.firstShortened ??= address;
    }
    return xmlText(fitted.text);
  };
  const marks = cellMarks();
  const formulaXml = remembered(xmlText, MOST_FORMULA_CHARACTERS);
  /** `start` is `<c r="` and the column's letter. */
  const cell = (start: string, number: string, style: number, value: WorkbookCell): string => {
    const mark = marks(style);
    if (value === undefined || value === '') return start + number + mark.empty;
    if (typeof value === 'string') {
      if (isPlainText(value)) return `${start}${number}${mark.text}${value}</t></is></c>`;
      const space = EDGE_SPACE.test(value) ? ' xml:space="preserve"' : '';
      const text = fit(value, addressOf(start, number));
      return `${start}${number}${mark.value} t="inlineStr"><is><t${space}>${text}</t></is></c>`;
    }
    switch (value.kind) {
      case 'number':
        return `${start}${number}${mark.number}${value.number}</v></c>`;
      case 'date':
        return `${start}${number}${mark.number}${serialOf(value.date)}</v></c>`;
      case 'formula': {
        const formula = formulaXml(value.formula);
        return 'number' in value.result
          ? `${start}${number}${mark.formula}${formula}</f><v>${value.result.number}</v></c>`
          : `${start}${number}${mark.value} t="str"><f>${formula}</f><v>${fit(value.result.text, addressOf(start, number))}</v></c>`;
      }
    }
  };
  const open = (number: number, height: number | undefined): string =>
    height === undefined ? `<row r="${number}">` : `<row r="${number}" ht="${height}" customHeight="1">`;

  return {
    log,
    row: (number, cells, height) => {
      let xml = open(number, height);
      for (const { column, style, value, link } of [...cells].sort((a, b) => a.column - b.column)) {
        const address = `${columnLetter(column)}${number}`;
        if (link) log.links.push({ cell: address, ...link });
        xml += cell(startOf(columnLetter(column)), number.toString(), styleId(style), value);
      }
      return `${xml}</row>`;
    },
    headerRow: (table, number) => {
      let xml = open(number, 32);
      table.columns.forEach((column, index) => {
        const style = styleId(headerStyle(column.kind, column.input === true));
        xml += cell(startOf(columnLetter(index)), number.toString(), style, column.header[language]);
      });
      return `${xml}</row>`;
    },
    tableRows: (table, isSparse = false) => {
      const columns = table.columns.map((column, index) => ({
        id: column.id,
        start: startOf(columnLetter(index)),
        isWrapped: column.kind === 'wrapped',
        width: column.width,
        isInput: column.input === true,
        styleOf: bodyStyles(column.kind, currencyDecimals, styleId),
        plain: styleId(bodyStyle(column.kind, column.input === true ? 'input' : 'value', 'usual')),
      }));
      const wraps = columns.some(({ isWrapped }) => isWrapped);
      return (number, row) => {
        const place = number.toString();
        let xml = '';
        let lines = 1;
        for (const { id, start, isWrapped, width, isInput, styleOf, plain } of columns) {
          const value: WorkbookCell = row[id];
          if (isSparse && (value === undefined || value === '')) continue;
          const style = typeof value === 'object' ? styleOf(value, isInput) : plain;
          if (isWrapped && typeof value === 'string') lines = Math.max(lines, lineCount(value, width));
          xml += cell(start, place, style, value);
        }
        // A suggestion, not a fixed height: the program that opens it may fit the row anew.
        const height = isSparse ? '' : ` ht="${wraps ? heightOfLines(lines) : heightOfLines(1)}"`;
        return `<row r="${number}"${height}>${xml}</row>`;
      };
    },
    totalsRow: (table, number, row) => {
      let xml = open(number, 20);
      table.columns.forEach((column, index) => {
        const value: WorkbookCell = row[column.id];
        const style = styleId(totalStyle(column.kind, precisionOfCell(column.kind, value, currencyDecimals)));
        xml += cell(startOf(columnLetter(index)), number.toString(), style, value);
      });
      return `${xml}</row>`;
    },
  };
}
