import { periodDays, type PlainDate } from '../period.ts';
import { dateBy, DATE_ORDERS, type DateOrder, type DateText } from './date-text.ts';

/** A date of the file and where it stands. */
export interface DatePlace {
  readonly sheet: string | undefined;
  readonly row: number;
  /** The header's name of the column. */
  readonly column: string;
  readonly text: string;
  readonly date: DateText;
}

/** A row's charge window, as far as it is open. */
export interface WindowTexts {
  readonly start: DateText;
  readonly end: DateText;
}

/** What is known beside the dates themselves. */
export interface OrderKnowledge {
  /** What the person has said: it decides alone. */
  readonly explicit: DateOrder | undefined;
  /** The order of a saved mapping. */
  readonly mapping: DateOrder | undefined;
  /** The order of the locale that the person named. */
  readonly locale: DateOrder | undefined;
}

/** The order of a file's open dates, or why there is none. */
export type OrderDecision =
  /** `order` is undefined where no date is open. */
  | { readonly kind: 'decided'; readonly order: DateOrder | undefined; readonly reason: OrderReason }
  | { readonly kind: 'ambiguous'; readonly place: DatePlace; readonly readings: readonly PlainDate[] }
  | { readonly kind: 'contradictory'; readonly first: DatePlace; readonly second: DatePlace };
export type OrderReason = 'none-open' | 'explicit' | 'figures' | 'windows' | 'mapping' | 'locale';

const isReadable = (date: DateText, order: DateOrder): boolean => dateBy(date, order) !== undefined;
/** A date whose order matters: several orders give different days, or only some give one. */
const isOpen = (date: DateText): boolean =>
  date.kind === 'open' &&
  (dateBy(date, undefined) === undefined || DATE_ORDERS.some((order) => !isReadable(date, order)));
/** Longer charge windows than this are no sensible reading of an open date. */
const LONGEST_WINDOW_DAYS = 366;

function fitsWindows(windows: readonly WindowTexts[], order: DateOrder): boolean {
  return windows.every(({ start, end }) => {
    const [first, last] = [dateBy(start, order), dateBy(end, order)];
    if (first === undefined || last === undefined || first > last) return false;
    return periodDays({ start: first, end: last }) <= LONGEST_WINDOW_DAYS;
  });
}

/**
 * Decides in which order the open dates of a file are written, over all of them: by a day above 12 (a contradiction
 * is reported, not outvoted), by charge windows that run forwards in one order only, by the saved mapping, by the
 * locale. What is left is not guessed.
 */
export function decideDateOrder(
  places: readonly DatePlace[],
  windows: readonly WindowTexts[],
  knowledge: OrderKnowledge,
): OrderDecision {
  const open = places.filter(({ date }) => isOpen(date));
  const first = open[0];
  if (first === undefined) return { kind: 'decided', order: undefined, reason: 'none-open' };
  if (knowledge.explicit) return { kind: 'decided', order: knowledge.explicit, reason: 'explicit' };
  const possible = DATE_ORDERS.filter((order) => open.every(({ date }) => isReadable(date, order)));
  const [only, another] = possible;
  if (only === undefined) return contradiction(open, first);
  if (another === undefined) return { kind: 'decided', order: only, reason: 'figures' };
  const openWindows = windows.filter(({ start, end }) => isOpen(start) || isOpen(end));
  const forwards = openWindows.length > 0 ? possible.filter((order) => fitsWindows(openWindows, order)) : [];
  const [proven, rival] = forwards;
  if (proven !== undefined && rival === undefined)
    return { kind: 'decided', order: proven, reason: 'windows' };
  if (knowledge.mapping !== undefined && possible.includes(knowledge.mapping)) {
    return { kind: 'decided', order: knowledge.mapping, reason: 'mapping' };
  }
  if (knowledge.locale !== undefined && possible.includes(knowledge.locale)) {
    return { kind: 'decided', order: knowledge.locale, reason: 'locale' };
  }
  const differing = open.find(({ date }) => readingsOf(date, possible).length > 1);
  if (differing === undefined) return { kind: 'decided', order: only, reason: 'figures' };
  return { kind: 'ambiguous', place: differing, readings: readingsOf(differing.date, possible) };
}

function readingsOf(date: DateText, orders: readonly DateOrder[]): PlainDate[] {
  const dates = orders.map((order) => dateBy(date, order)).filter((day) => day !== undefined);
  return [...new Set(dates)];
}

function contradiction(open: readonly DatePlace[], first: DatePlace): OrderDecision {
  let orders: readonly DateOrder[] = DATE_ORDERS;
  let narrowed = first;
  for (const place of open) {
    const left = orders.filter((order) => isReadable(place.date, order));
    if (left.length === 0) return { kind: 'contradictory', first: narrowed, second: place };
    if (left.length < orders.length) narrowed = place;
    orders = left;
  }
  return { kind: 'contradictory', first, second: narrowed };
}
