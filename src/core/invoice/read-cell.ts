import { parseDecimal, type ParsedDecimal } from '../decimal/micros.ts';
import { idDoubt, type IdDoubt } from '../id-doubts.ts';
import { cleanId } from '../ids.ts';
import { readDateText, type DateText } from '../mapping/date-text.ts';
import { readNumberText, valueOf, type NumberText } from '../mapping/number-text.ts';
import type { NumberStyle } from '../mapping/number-style.ts';
import { readMonthText, readPeriodText, type PeriodText } from '../mapping/period-text.ts';
import { dateOfDayNumber, datePartsOf, daysInMonth, plainDate, type PlainDate } from '../period.ts';
import { remembered } from '../remember.ts';
import type { Cell } from '../tabular/table.ts';

/** What a cell of a figure column holds. */
export type FigureCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'typed'; readonly parsed: ParsedDecimal }
  | { readonly kind: 'text'; readonly number: NumberText }
  /** A dash, which says that there is none; never 0. */
  | { readonly kind: 'dash' }
  | { readonly kind: 'unreadable' };

const DASH = /^(?:[-\u2010-\u2015\u2212\uff0d\u30fc]+|n\/?a)$/i;
const EMPTY: FigureCell = { kind: 'empty' };
const UNREADABLE: FigureCell = { kind: 'unreadable' };

/** Reads a figure's cell without deciding what its separators mean. */
export function readFigureCell(cell: Cell): FigureCell {
  if (typeof cell === 'string') {
    const text = cell.trim();
    if (text === '') return EMPTY;
    if (DASH.test(text)) return { kind: 'dash' };
    const number = readNumberText(text);
    return number === undefined ? UNREADABLE : { kind: 'text', number };
  }
  return cell.kind === 'number' ? readTyped(cell.text) : UNREADABLE;
}

const readTyped = remembered((text: string): FigureCell => {
  const parsed = parseDecimal(text);
  return parsed === undefined ? UNREADABLE : { kind: 'typed', parsed };
});

/** The value of a figure's cell, undefined where it holds none or can't be read. */
export function figureValue(cell: FigureCell, style: NumberStyle): ParsedDecimal | undefined {
  if (cell.kind === 'typed') return cell.parsed;
  return cell.kind === 'text' ? valueOf(cell.number, style) : undefined;
}

/** What a cell of a date column holds. */
export type DateCellReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly date: DateText }
  | { readonly kind: 'unreadable' };

/** Days from 1899-12-30, Excel's day 0 as seen from March 1900 on, to 1970-01-01. */
const EXCEL_EPOCH_DAYS = 25_569;
/** Excel's 1904 system starts so many days later. */
const DAYS_1900_TO_1904 = 1_462;
/** Excel believes that 1900 was a leap year: its day 60 does not exist. */
const FALSE_LEAP_DAY = 60;

/** The date of a spreadsheet's serial number; a time of day is dropped. Undefined where it is no day. */
export function dateOfSerial(text: string, date1904: boolean): PlainDate | undefined {
  const match = /^(\d{1,7})(?:\.\d+)?$/.exec(text);
  if (!match) return undefined;
  const serial = Number(match[1]);
  if (date1904) return dateOfDayNumber(serial + DAYS_1900_TO_1904 - EXCEL_EPOCH_DAYS);
  if (serial === FALSE_LEAP_DAY) return undefined;
  return dateOfDayNumber(serial - EXCEL_EPOCH_DAYS + (serial < FALSE_LEAP_DAY ? 1 : 0));
}

const dateReading = (date: DateText | undefined): DateCellReading =>
  date === undefined ? { kind: 'unreadable' } : { kind: 'date', date };
const certainDate = (date: PlainDate | undefined): DateCellReading =>
  dateReading(date && { kind: 'certain', date });

const readDateOfText = remembered((text: string): DateCellReading =>
  text === '' || DASH.test(text) ? { kind: 'empty' } : dateReading(readDateText(cleanId(text))),
);

/** Reads a date's cell: a real date, a serial number, or a text. */
export function readDateCell(cell: Cell, date1904: boolean): DateCellReading {
  if (typeof cell === 'string') {
    return readDateOfText(cell.trim());
  }
  if (cell.kind === 'date') return certainDate(cell.date);
  if (cell.kind !== 'number') return { kind: 'unreadable' };
  return /^\d{8}$/.test(cell.text)
    ? dateReading(readDateText(cell.text))
    : certainDate(dateOfSerial(cell.text, date1904));
}

/** What a cell of a period column holds. */
export type PeriodCellReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'period'; readonly period: PeriodText }
  | { readonly kind: 'unreadable' };

/** Reads a charge window in one cell. A real date stands for its month when it is the first day of it. */
export function readPeriodCell(cell: Cell): PeriodCellReading {
  if (typeof cell === 'string') {
    const text = cell.trim();
    if (text === '' || DASH.test(text)) return { kind: 'empty' };
    const period = readPeriodText(cleanId(text));
    return period === undefined ? { kind: 'unreadable' } : { kind: 'period', period };
  }
  if (cell.kind === 'date') {
    const { year, month, day } = datePartsOf(cell.date);
    const end = plainDate(year, month, daysInMonth(year, month));
    if (day !== 1 || end === undefined) return { kind: 'unreadable' };
    return { kind: 'period', period: { kind: 'month', period: { start: cell.date, end } } };
  }
  const compact = cell.kind === 'number' ? /^(\d{4})(\d{2})$/.exec(cell.text) : null;
  const period = compact ? readMonthText(`${compact[1] ?? ''}-${compact[2] ?? ''}`) : undefined;
  return period === undefined
    ? { kind: 'unreadable' }
    : { kind: 'period', period: { kind: 'month', period } };
}

/** What a cell of a text or id column holds. */
export interface TextCellReading {
  /** Undefined for an empty cell. */
  readonly text: string | undefined;
  /** Of an id: why it may not be what it looks like. */
  readonly doubt: IdDoubt | undefined;
  /** `#N/A` and its like. */
  readonly isError: boolean;
}

const textReading = (text: string, doubt: IdDoubt | undefined): TextCellReading => ({
  text: text === '' ? undefined : text,
  doubt,
  isError: false,
});
const readText = remembered((cell: string) => textReading(cell.trim(), undefined));
const readId = remembered((cell: string) => {
  const text = cleanId(cell);
  return textReading(text, idDoubt(text));
});

/** Reads a text. An id loses its spreadsheet wrapping (`="..."`, leading apostrophe) and nothing else. */
export function readTextCell(cell: Cell, isId: boolean): TextCellReading {
  if (typeof cell === 'string') return isId ? readId(cell) : readText(cell);
  switch (cell.kind) {
    case 'number':
      return {
        text: cell.text,
        doubt: isId && cell.damaged === true ? 'ID_DAMAGED' : undefined,
        isError: false,
      };
    case 'date':
      return { text: cell.date, doubt: undefined, isError: false };
    case 'boolean':
      return { text: cell.text, doubt: undefined, isError: false };
    case 'error':
      return { text: undefined, doubt: undefined, isError: true };
    case 'missing-value':
      return { text: undefined, doubt: undefined, isError: false };
  }
}
