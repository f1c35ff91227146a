/** A month, or any span of days, as text. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

const DAY_MS = 86_400_000;
const toNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** The date so many days later. */
export const addDays = (date: string, days: number): string =>
  new Date((toNumber(date) + days) * DAY_MS).toISOString().slice(0, 10);

/** Days of a span, both ends counted. */
export const daysOf = (span: Span): number => toNumber(span.end) - toNumber(span.start) + 1;

/** A calendar month, `2026-10`. */
export function monthOf(text: string): Span {
  const [year = 0, month = 0] = text.split('-').map(Number);
  return { start: `${text}-01`, end: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) };
}

/** Day `first` to day `last` of a period, counted from 1. */
export const daysWithin = (period: Span, first: number, last: number): Span => ({
  start: addDays(period.start, first - 1),
  end: addDays(period.start, last - 1),
});
