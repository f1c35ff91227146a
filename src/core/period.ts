/** Calendar dates without time or zone, and inclusive periods of them. */
declare const plainDateBrand: unique symbol;

/** A real calendar date, `YYYY-MM-DD`. */
export type PlainDate = string & { readonly [plainDateBrand]: true };

/** A span of days; both ends belong to it. */
export interface Period {
  readonly start: PlainDate;
  readonly end: PlainDate;
}

const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The number of days of a month (1 to 12). */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);

/** A date from its parts, or undefined where the calendar has no such day. Years 1900 to 9999. */
export function plainDate(year: number, month: number, day: number): PlainDate | undefined {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return undefined;
  if (year < 1900 || year > 9999 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  const pad = (value: number, width: number): string => value.toString().padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;
}

/** Reads exactly `YYYY-MM-DD`; undefined for anything else, and for days that do not exist. */
export function parsePlainDate(text: string): PlainDate | undefined {
  const match = PLAIN_DATE.exec(text);
  return match ? plainDate(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The year, month (1 to 12) and day of a date. */
export function datePartsOf(date: PlainDate): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Days since 1970-01-01 (proleptic Gregorian). Differences of two of these are numbers of days. */
export function dayNumber(date: PlainDate): number {
  const { year, month, day } = datePartsOf(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The date of a day number, undefined outside the years 1900 to 9999. */
export function dateOfDayNumber(value: number): PlainDate | undefined {
  const z = value + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return plainDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** The number of days of a period, both ends counted. */
export const periodDays = (period: Period): number => dayNumber(period.end) - dayNumber(period.start) + 1;

/** How many days two periods share. */
export function overlapDays(a: Period, b: Period): number {
  const start = a.start > b.start ? a.start : b.start;
  const end = a.end < b.end ? a.end : b.end;
  return start > end ? 0 : periodDays({ start, end });
}

/** Whether `inner` lies wholly within `outer`. */
export const containsPeriod = (outer: Period, inner: Period): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Whether two periods are the same days. */
export const samePeriod = (a: Period, b: Period): boolean => a.start === b.start && a.end === b.end;

/** `2026-10-01..2026-10-31` */
export const formatPeriod = (period: Period): string => `${period.start}..${period.end}`;

/** Reads `2026-10-01..2026-10-31`, or a month, `2026-10`; undefined when malformed or when start is after end. */
export function parsePeriod(text: string): Period | undefined {
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) {
    const [year, number] = [Number(month[1]), Number(month[2])];
    const start = plainDate(year, number, 1);
    const end = plainDate(year, number, daysInMonth(year, number));
    return start && end ? { start, end } : undefined;
  }
  const [first, second, ...rest] = text.split('..');
  if (first === undefined || second === undefined || rest.length > 0) return undefined;
  const start = parsePlainDate(first);
  const end = parsePlainDate(second);
  return start && end && start <= end ? { start, end } : undefined;
}
