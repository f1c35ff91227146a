import type { WorkbookCell } from '#core/workbook/cell.ts';
import type { PlainDate } from '#core/period.ts';
import { dayNumber } from '#core/period.ts';
import { remembered } from '#core/remember.ts';
import { fitCell, isPlainText, xmlText } from './xml-text.ts';

/** What became of a sheet's texts and links while its rows were rendered. */
export interface RenderLog {
  readonly links: CellLink[];
  shortened: number;
  firstShortened: string | undefined;
}

/** A link within the workbook. */
export interface CellLink {
  readonly cell: string;
  readonly sheetName: string;
  readonly target: string;
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
export const serialOf = remembered((date: string): string => {
  const days = dayNumber(date as PlainDate) + SERIAL_OF_1970;
  return (days > FALSE_LEAP_DAY ? days : days - 1).toString();
});

/** Between a text cell's style and its text. */
export const inlineText = (text: string): string =>
  EDGE_SPACE.test(text) ? ' t="inlineStr"><is><t xml:space="preserve">' : ' t="inlineStr"><is><t>';

/** Writes a cell as XML: its address, the number of its style, what it holds. */
export type CellXml = (address: string, style: number, value: WorkbookCell) => string;

/** Cells as XML, one by one. Texts that do not fit their cells are shortened, and `log` says so. */
export function cellXml(log: RenderLog): CellXml {
  const fit = (text: string, address: string): string => {
    const fitted = fitCell(text);
    if (fitted.isShortened) {
      log.shortened += 1;
      log.firstShortened ??= address;
    }
    return xmlText(fitted.text);
  };
  const formulaXml = remembered(xmlText, MOST_FORMULA_CHARACTERS);
  return (address, style, value) => {
    const start = `<c r="${address}" s="${style}"`;
    if (value === undefined || value === '') return `${start}/>`;
    if (typeof value === 'string') {
      const text = isPlainText(value) ? value : fit(value, address);
      return `${start}${inlineText(value)}${text}</t></is></c>`;
    }
    switch (value.kind) {
      case 'number':
        return `${start}><v>${value.number}</v></c>`;
      case 'date':
        return `${start}><v>${serialOf(value.date)}</v></c>`;
      case 'formula': {
        const formula = formulaXml(value.formula);
        return 'number' in value.result
          ? `${start}><f>${formula}</f><v>${value.result.number}</v></c>`
          : `${start} t="str"><f>${formula}</f><v>${fit(value.result.text, address)}</v></c>`;
      }
    }
  };
}
