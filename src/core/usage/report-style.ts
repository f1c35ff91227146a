import { AppError } from '../errors.ts';
import { decideDateOrder, type DatePlace, type WindowTexts } from '../mapping/date-order-inference.ts';
import { dateBy, readDateText, type DateOrder, type DateText } from '../mapping/date-text.ts';
import type { NumberStyle } from '../mapping/number-style.ts';
import { readNumberText, styleEvidence } from '../mapping/number-text.ts';
import { ownText } from '../own-text.ts';
import type { PlainDate } from '../period.ts';

/** How a report writes dates and quantities, where its cells don't say so by themselves. */
export interface ReportStyle {
  /** Undefined: every date says by itself which day it is. */
  readonly dateOrder: DateOrder | undefined;
  /** Undefined: nothing proves the meaning of a comma, so a quantity with one can't be read. */
  readonly numberStyle: NumberStyle | undefined;
}

/** Webex's own form: dates as YYYY-MM-DD, quantities with a decimal point and nothing else. */
export const PLAIN_STYLE: ReportStyle = { dateOrder: undefined, numberStyle: undefined };

/** Reads the dates of a report; `order` where the style proves one. */
export type ReportDate =
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'open' }
  | { readonly kind: 'unreadable' };

/** A reader of dates that remembers texts: a report repeats few of them in every row. */
export function dateReader(order: DateOrder | undefined): (text: string) => ReportDate {
  const known = new Map<string, ReportDate>();
  return (text) => {
    const held = known.get(text);
    if (held) return held;
    const read = readReportDate(text, order);
    if (known.size < 10_000) known.set(ownText(text), read);
    return read;
  };
}

function readReportDate(text: string, order: DateOrder | undefined): ReportDate {
  const parsed = readDateText(text);
  if (parsed === undefined) return { kind: 'unreadable' };
  const date = dateBy(parsed, order);
  if (date !== undefined) return { kind: 'date', date };
  return { kind: order === undefined ? 'open' : 'unreadable' };
}

/** Gathers, over all rows of a report, what proves its style. Rows may come in any order. */
export interface StyleEvidence {
  readonly add: (row: number, start: string, end: string, quantity: string) => void;
  /** Throws REPORT_DATE_AMBIGUOUS where dates read in two ways and nothing proves one. */
  readonly conclude: (file: string) => ReportStyle;
}

/** `dateOrder` is what the person has said: it decides alone. */
export function gatherStyle(dateOrder: DateOrder | undefined): StyleEvidence {
  const dates = new Map<string, DatePlace>();
  const windows = new Map<string, WindowTexts>();
  const styles = new Set<NumberStyle>();
  const addDate = (row: number, column: string, text: string): DateText | undefined => {
    const held = dates.get(text);
    if (held) return held.date;
    const date = readDateText(text);
    const own = ownText(text);
    if (date !== undefined) dates.set(own, { sheet: undefined, row, column, text: own, date });
    return date;
  };
  return {
    add: (row, startText, endText, quantity) => {
      const start = addDate(row, 'CONSUMPTION_START_DATE', startText);
      const end = addDate(row, 'CONSUMPTION_END_DATE', endText);
      if (start !== undefined && end !== undefined)
        windows.set(`${startText}\u0000${endText}`, { start, end });
      const number = readNumberText(quantity);
      const evidence = number && styleEvidence(number);
      if (evidence === 'decimal-point' || evidence === 'decimal-comma') styles.add(evidence);
    },
    conclude: (file) => ({
      dateOrder: concludeOrder([...dates.values()], [...windows.values()], dateOrder, file),
      numberStyle: styles.size === 1 ? [...styles][0] : undefined,
    }),
  };
}

function concludeOrder(
  places: readonly DatePlace[],
  windows: readonly WindowTexts[],
  explicit: DateOrder | undefined,
  file: string,
): DateOrder | undefined {
  const decision = decideDateOrder(places, windows, { explicit, mapping: undefined, locale: undefined });
  if (decision.kind === 'decided') return decision.order;
  const place = decision.kind === 'ambiguous' ? decision.place : decision.second;
  const readings = decision.kind === 'ambiguous' ? decision.readings.join(', ') : decision.first.text;
  throw new AppError('REPORT_DATE_AMBIGUOUS', {
    file,
    row: String(place.row),
    column: place.column,
    text: place.text,
    readings,
  });
}
