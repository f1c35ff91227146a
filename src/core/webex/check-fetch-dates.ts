import { defined } from '../assert.ts';
import { AppError } from '../errors.ts';
import {
  datePartsOf,
  dateOfDayNumber,
  dayNumber,
  daysInMonth,
  parsePlainDate,
  plainDate,
  type Period,
  type PlainDate,
} from '../period.ts';

/** How far back Webex makes reports. */
export const REPORT_YEARS = 5;

/** The first day of which a report can be made: five years before today; 29 February falls back to the 28th. */
export function oldestReportDay(today: PlainDate): PlainDate {
  const { year, month, day } = datePartsOf(today);
  const from = year - REPORT_YEARS;
  return plainDate(from, month, Math.min(day, daysInMonth(from, month))) ?? today;
}

/** The day of a moment (UTC, ISO 8601) in UTC: in which zone Webex counts its days is not documented. */
export const utcDay = (moment: string): PlainDate =>
  defined(parsePlainDate(moment.slice(0, 10)), 'a clock tells real days');

/** The last day of which a report can be made: yesterday. */
export const newestReportDay = (today: PlainDate): PlainDate =>
  dateOfDayNumber(dayNumber(today) - 1) ?? today;

/**
 * Checks a period before any call is made: both days in the past five years, today not among them (Webex help,
 * "Wholesale RTM billing reconciliation"). `today` is the day in UTC.
 *
 * Throws FETCH_DATES_REVERSED, FETCH_DATES_NOT_PAST or FETCH_DATES_TOO_OLD.
 */
export function checkFetchDates(period: Period, today: PlainDate): void {
  const { start, end } = period;
  if (start > end) throw new AppError('FETCH_DATES_REVERSED', { start, end });
  const newest = newestReportDay(today);
  if (end > newest) throw new AppError('FETCH_DATES_NOT_PAST', { start, end, newest });
  const oldest = oldestReportDay(today);
  if (start < oldest) throw new AppError('FETCH_DATES_TOO_OLD', { start, end, oldest });
}
