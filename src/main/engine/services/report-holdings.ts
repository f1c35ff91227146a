import { compareText } from '#core/compare.ts';
import { idKey } from '#core/ids.ts';
import {
  containsPeriod,
  dateOfDayNumber,
  dayNumber,
  formatPeriod,
  parsePeriod,
  type Period,
  type PlainDate,
} from '#core/period.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { listBatches } from '../repositories/batches.ts';
import {
  isBeingMade,
  isComparable,
  newerAtWebex,
  periodOfReport,
  type KnownReport,
  type KnownReports,
} from './known-reports.ts';

/** Where a level of a period stands. */
export interface HoldingLevel {
  readonly level: UsageLevel;
  readonly state: 'held' | 'outdated' | 'ready' | 'running' | 'failed' | 'missing';
  /** The report that the state is about; undefined where there is none. */
  readonly report: KnownReport | undefined;
  /** What Webex has in its place now. */
  readonly newer: KnownReport | undefined;
}

/** A period of an owner: the partner itself, or a sub-partner. */
export interface Holding {
  readonly period: Period;
  readonly subPartner: string | undefined;
  readonly hasInvoice: boolean;
  readonly levels: readonly HoldingLevel[];
}

/**
 * The periods of reports and invoices, and the last month that is over, newest first: at each level what is held, what
 * Webex has, and what is missing. Point-in-time reports and those with internal usage stand for nothing here.
 */
export function holdingsOf(
  database: ReadableDatabase,
  known: KnownReports,
  today: PlainDate,
): readonly Holding[] {
  const invoices = listBatches(database, { kind: 'invoice' }).flatMap(({ window }) =>
    window ? [window] : [],
  );
  const reports = known.reports.filter(isComparable);
  const rows = new Map<string, { period: Period; subPartner: string | undefined; reports: KnownReport[] }>();
  const row = (period: Period, subPartner: string | undefined): KnownReport[] => {
    const key = `${formatPeriod(period)}|${idKey(subPartner) ?? ''}`;
    const found = rows.get(key) ?? { period, subPartner, reports: [] };
    rows.set(key, found);
    return found.reports;
  };
  for (const window of [lastMonth(today), ...invoices]) row(window, undefined);
  for (const report of reports) {
    const period = periodOfReport(report);
    if (report.webexId !== undefined && period !== undefined) row(period, report.subPartner).push(report);
  }
  // A file says no period: it stands in the shortest one that has all of its days.
  const periods = [...rows.values()]
    .filter((found) => found.subPartner === undefined)
    .map(({ period }) => period);
  for (const report of reports) {
    const window = periodOfReport(report);
    if (report.webexId === undefined && window !== undefined)
      row(shortestAround(window, periods), undefined).push(report);
  }
  return [...rows.values()]
    .sort(
      (a, b) =>
        compareText(formatPeriod(b.period), formatPeriod(a.period)) ||
        compareText(idKey(a.subPartner) ?? '', idKey(b.subPartner) ?? ''),
    )
    .map(({ period, subPartner, reports: own }) => ({
      period,
      subPartner,
      hasInvoice: subPartner === undefined && invoices.some((window) => containsPeriod(period, window)),
      levels: USAGE_LEVELS.map((level) =>
        levelOf(
          level,
          own.filter((report) => report.level === level),
        ),
      ),
    }));
}

function levelOf(level: UsageLevel, reports: readonly KnownReport[]): HoldingLevel {
  const newest = [...reports].sort((a, b) => compareText(b.createdAt ?? '', a.createdAt ?? ''));
  const at = (
    state: HoldingLevel['state'],
    report: KnownReport | undefined,
    newer?: KnownReport,
  ): HoldingLevel => ({
    level,
    state,
    report,
    newer,
  });
  const held =
    reports.find((report) => report.here === 'held' && report.webexId !== undefined) ??
    reports.find((report) => report.here === 'held');
  if (held !== undefined) {
    const newer = newerAtWebex(held, reports);
    return at(newer === undefined ? 'held' : 'outdated', held, newer);
  }
  const there = newest.filter((report) => report.atWebex === 'yes' && report.here !== 'gone');
  const complete = there.find((report) => report.status === 'COMPLETED');
  if (complete !== undefined) return at('ready', complete);
  const running = newest.find((report) => report.here === 'waiting') ?? there.find(isBeingMade);
  if (running !== undefined) return at('running', running);
  const failed = newest.find((report) => report.status === 'FAILED' && report.atWebex !== 'no');
  return failed === undefined ? at('missing', undefined) : at('failed', failed);
}

function shortestAround(window: Period, periods: readonly Period[]): Period {
  const around = periods.filter((period) => containsPeriod(period, window));
  const days = ({ start, end }: Period): number => dayNumber(end) - dayNumber(start);
  return around.sort((a, b) => days(a) - days(b))[0] ?? window;
}

/** The last calendar month that is over: what a person is most likely to want. */
function lastMonth(today: PlainDate): Period {
  const lastDay = dateOfDayNumber(dayNumber(today) - Number(today.slice(8))) ?? today;
  return parsePeriod(lastDay.slice(0, 7)) ?? { start: lastDay, end: lastDay };
}
