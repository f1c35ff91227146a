import { compareText } from '#core/compare.ts';
import { formatMicros, micros } from '#core/decimal/micros.ts';
import { displayId } from '#core/ids.ts';
import { newestReportDay, oldestReportDay, utcDay } from '#core/webex/check-fetch-dates.ts';
import type { EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import type { Workspace } from '../context.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { listKnownSubPartners } from '../repositories/webex-listing.ts';
import { findTrackedReport } from '../repositories/webex-reports.ts';
import {
  knownReports,
  newerAtWebex,
  slotKey,
  type KnownReport,
  type KnownReports,
} from '../services/known-reports.ts';
import { holdingsOf } from '../services/report-holdings.ts';
import { compareVersions as compare, earlierVersion } from '../services/report-versions.ts';

type Output<Name extends 'reports:list-holdings' | 'reports:list-reports'> = EngineOutput<Name>;

/** The periods and where each of their levels stands. */
export function pageOfHoldings(
  { database, ports }: Workspace,
  { offset, limit }: EngineInput<'reports:list-holdings'>,
): Output<'reports:list-holdings'> {
  const known = knownReports(database);
  const today = utcDay(ports.clock());
  const all = holdingsOf(database, known, today);
  return {
    total: all.length,
    rows: all.slice(offset, offset + limit).map(({ period, subPartner, hasInvoice, levels }) => ({
      period: { start: period.start, end: period.end },
      subPartner: subPartner === undefined ? null : displayId(subPartner),
      hasInvoice,
      levels: levels.map(({ level, state, report, newer }) => ({
        ...(report === undefined ? { ...NOTHING, subPartner: null } : fieldsOf(report)),
        level,
        state,
        status: report?.status ?? '',
        failure: report?.failure ?? null,
        newer:
          newer?.webexId === undefined
            ? null
            : { webexId: newer.webexId, createdAt: newer.createdAt ?? null, status: newer.status },
        hasEarlier: report !== undefined && hasEarlier(database, report),
      })),
    })),
    ...surroundings(known, today),
  };
}

/** Every report that is known, newest period first. */
export function pageOfReports(
  { database, ports }: Workspace,
  { offset, limit }: EngineInput<'reports:list-reports'>,
): Output<'reports:list-reports'> {
  const known = knownReports(database);
  const slots = new Map<string, KnownReport[]>();
  for (const report of known.reports) {
    const key = slotKey(report);
    slots.set(key, [...(slots.get(key) ?? []), report]);
  }
  const all = [...known.reports].sort(
    (a, b) =>
      compareText(b.start, a.start) ||
      compareText(b.end, a.end) ||
      compareText(a.type, b.type) ||
      compareText(b.createdAt ?? b.heldAt ?? '', a.createdAt ?? a.heldAt ?? '') ||
      compareText(a.webexId ?? '', b.webexId ?? ''),
  );
  return {
    total: all.length,
    rows: all.slice(offset, offset + limit).map((report) => ({
      ...fieldsOf(report),
      level: report.level ?? null,
      type: report.type,
      start: report.start,
      end: report.end,
      category: report.category,
      status: report.status,
      failure: report.failure ?? null,
      isInternal: report.isInternal,
      isOutdated:
        report.here === 'held' && newerAtWebex(report, slots.get(slotKey(report)) ?? []) !== undefined,
      hasEarlier: hasEarlier(database, report),
    })),
    ...surroundings(known, utcDay(ports.clock())),
  };
}

/** The sub-partners as Webex last listed them; the first, where there are more than a page holds. */
export const subPartners = (database: ReadableDatabase): EngineOutput<'reports:list-sub-partners'> =>
  listKnownSubPartners(database)
    .slice(0, MOST_ROWS_A_PAGE)
    .map(({ orgId, subscriptionId, provisioningState, billingStartDate }) => ({
      orgId: displayId(orgId),
      subscriptionId: subscriptionId ?? null,
      provisioningState: provisioningState ?? null,
      billingStartDate: billingStartDate ?? null,
    }));

/** A page of what changed between a report and the version before it. */
export function compareVersions(
  workspace: Workspace,
  { webexId, offset, limit }: EngineInput<'reports:compare-versions'>,
): EngineOutput<'reports:compare-versions'> {
  const { before, after, comparison } = compare(workspace, webexId);
  const { changes, customers } = comparison;
  return {
    total: changes.length,
    rows: changes.slice(offset, offset + limit).map((change) => ({
      customer: change.customer ?? null,
      subscription: change.subscription,
      sku: change.sku,
      before: formatMicros(change.before),
      after: formatMicros(change.after),
      change: formatMicros(micros(change.after - change.before)),
    })),
    before: {
      webexId: before.webexId,
      createdAt: before.createdAt ?? null,
      userDays: formatMicros(comparison.before),
    },
    after: {
      webexId: after.webexId,
      createdAt: after.createdAt ?? null,
      userDays: formatMicros(comparison.after),
    },
    change: formatMicros(micros(comparison.after - comparison.before)),
    customers,
  };
}

const NOTHING = {
  webexId: null,
  here: 'none',
  atWebex: 'unknown',
  createdAt: null,
  heldAt: null,
  batchId: null,
  fileName: null,
  rows: null,
  userDays: null,
} as const;

const fieldsOf = (report: KnownReport) => ({
  webexId: report.webexId ?? null,
  subPartner: report.subPartner === undefined ? null : displayId(report.subPartner),
  here: report.here,
  atWebex: report.atWebex,
  createdAt: report.createdAt ?? null,
  heldAt: report.heldAt ?? null,
  batchId: report.batch?.id ?? null,
  fileName: report.batch?.fileName ?? null,
  rows: report.batch?.counts.read ?? null,
  userDays: report.batch === undefined ? null : formatMicros(report.batch.sum),
});

const surroundings = ({ head }: KnownReports, today: ReturnType<typeof utcDay>) => ({
  listing:
    head === undefined
      ? null
      : {
          listedAt: head.listedAt,
          isComplete: head.isComplete,
          subPartners: head.hasPartners ? ('listed' as const) : ('no-scope' as const),
        },
  dates: { oldest: oldestReportDay(today), newest: newestReportDay(today) },
});

function hasEarlier(database: ReadableDatabase, report: KnownReport): boolean {
  if (report.webexId === undefined || (report.here !== 'held' && report.here !== 'replaced')) return false;
  const tracked = findTrackedReport(database, report.webexId);
  return tracked !== undefined && earlierVersion(database, tracked) !== undefined;
}
