import type { ComparedRow } from '../invoice/invoice-row.ts';
import { compareText } from '../compare.ts';
import { containsPeriod, formatPeriod, periodDays, samePeriod, type Period } from '../period.ts';

/** The longest window that can be a billing period: a month. */
const LONGEST_PERIOD_DAYS = 31;

/** The charge window of a row, where it states both ends in order. */
export function chargeWindow(row: ComparedRow): Period | undefined {
  const { chargeStart, chargeEnd } = row;
  return chargeStart !== undefined && chargeEnd !== undefined && chargeStart <= chargeEnd
    ? { start: chargeStart, end: chargeEnd }
    : undefined;
}

/**
 * The billing period that an invoice is about, from its charges' own windows: the window that most charges have
 * (ties: the longest, then the latest), widened to a window of the invoice that contains it and is no longer
 * than a month, because prorated charges have shorter windows than their period.
 *
 * Undefined where no charge states a window: the caller then takes the reports' window, or asks.
 */
export function periodOfInvoice(rows: Iterable<ComparedRow>): Period | undefined {
  const counted = new Map<string, { readonly window: Period; count: number }>();
  for (const row of rows) {
    if (row.rowClass !== 'charge') continue;
    const window = chargeWindow(row);
    if (!window) continue;
    const key = formatPeriod(window);
    const entry = counted.get(key);
    if (entry === undefined) counted.set(key, { window, count: 1 });
    else entry.count += 1;
  }
  const entries = [...counted.values()].sort(
    (a, b) =>
      b.count - a.count ||
      periodDays(b.window) - periodDays(a.window) ||
      compareText(b.window.start, a.window.start),
  );
  const commonest = entries[0]?.window;
  if (!commonest) return undefined;
  const wider = entries
    .map((entry) => entry.window)
    .filter((window) => containsPeriod(window, commonest) && !samePeriod(window, commonest))
    .filter((window) => periodDays(window) <= LONGEST_PERIOD_DAYS)
    .sort((a, b) => periodDays(b) - periodDays(a) || compareText(b.start, a.start));
  return wider[0] ?? commonest;
}

/**
 * The period of reports alone: the window that all of their rows lie in, where that is no longer than a month.
 * Undefined where the rows span more than that: a person must then say which period is meant.
 */
export function periodOfWindows(windows: Iterable<Period>): Period | undefined {
  let start: Period['start'] | undefined;
  let end: Period['end'] | undefined;
  for (const window of windows) {
    if (start === undefined || window.start < start) start = window.start;
    if (end === undefined || window.end > end) end = window.end;
  }
  if (start === undefined || end === undefined) return undefined;
  const period = { start, end };
  return periodDays(period) <= LONGEST_PERIOD_DAYS ? period : undefined;
}
