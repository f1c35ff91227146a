import { idKey } from '#core/ids.ts';
import { parsePeriod, type Period } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch, listBatches, type Batch } from '../repositories/batches.ts';
import {
  listListedReports,
  readListingHead,
  type ListedReport,
  type ListingHead,
} from '../repositories/webex-listing.ts';
import { listTrackedReports, type TrackedReport } from '../repositories/webex-reports.ts';
import { reportTypeOf } from '../webex/reports/report.ts';

/** A report that Webex has, that the workspace holds or has begun to fetch, or that came as a file. */
export interface KnownReport {
  /** Undefined for a file. */
  readonly webexId: string | undefined;
  /** Undefined for a type that Tieout does not know. */
  readonly level: UsageLevel | undefined;
  readonly type: string;
  /** As Webex has them, or the first and last day of a file's rows. */
  readonly start: string;
  readonly end: string;
  readonly subPartner: string | undefined;
  readonly category: string;
  readonly isInternal: boolean;
  /** What Webex said last; empty for a file. */
  readonly status: string;
  readonly failure: string | undefined;
  readonly here: 'held' | 'replaced' | 'waiting' | 'failed' | 'gone' | 'none';
  readonly atWebex: 'yes' | 'no' | 'unknown';
  readonly createdAt: string | undefined;
  readonly heldAt: string | undefined;
  readonly batch: Batch | undefined;
}

/** What is known of reports, and when Webex was last asked. */
export interface KnownReports {
  readonly head: ListingHead | undefined;
  readonly reports: readonly KnownReport[];
}

const LEVEL_OF: ReadonlyMap<string, UsageLevel> = new Map(
  Object.entries(reportTypeOf).map(([level, type]) => [type, level as UsageLevel]),
);

/** What Webex has said of a report that is no longer there. */
const NO_LONGER = new Set(['DELETED', 'NOT_FOUND']);

/** Brings together what Webex listed, what the workspace fetched, and what came as files. */
export function knownReports(database: ReadableDatabase): KnownReports {
  const head = readListingHead(database);
  const listed = new Map(listListedReports(database).map((report) => [report.webexId, report]));
  const tracked = new Map(listTrackedReports(database).map((report) => [report.webexId, report]));
  const batches = new Map(listBatches(database, { kind: 'report' }).map((batch) => [batch.id, batch]));
  const batchOf = (id: number | undefined): Batch | undefined =>
    id === undefined ? undefined : (batches.get(id) ?? findBatch(database, id));
  const fetched = new Set(
    [...tracked.values()].flatMap(({ state, batchId }) =>
      state === 'held' && batchId !== undefined ? [batchId] : [],
    ),
  );
  return {
    head,
    reports: [
      ...[...tracked.values()].map((report) =>
        ofTracked(report, listed.get(report.webexId), head, batchOf(report.batchId)),
      ),
      ...[...listed.values()].filter(({ webexId }) => !tracked.has(webexId)).map(ofListed),
      ...[...batches.values()].filter(({ id }) => !fetched.has(id)).map(ofFile),
    ],
  };
}

function ofTracked(
  report: TrackedReport,
  listed: ListedReport | undefined,
  head: ListingHead | undefined,
  batch: Batch | undefined,
): KnownReport {
  // A file that was undone or read anew under other rules is no longer what counts.
  const isHeld = report.state === 'held' && batch?.status === 'active';
  return {
    webexId: report.webexId,
    level: report.level,
    type: reportTypeOf[report.level],
    start: report.period.start,
    end: report.period.end,
    subPartner: report.subPartner,
    category: listed?.category ?? 'RECONCILIATION',
    isInternal: listed?.isInternal ?? false,
    status: NO_LONGER.has(report.status) ? report.status : (listed?.status ?? report.status),
    failure: listed?.failure,
    here: report.state === 'held' && !isHeld ? 'none' : report.state,
    atWebex: presence(report, listed, head),
    createdAt: report.createdAt ?? listed?.createdAt,
    heldAt: report.heldAt,
    batch,
  };
}

/** A report that was met after the last listing is there although the listing lacks it. */
function presence(
  report: TrackedReport,
  listed: ListedReport | undefined,
  head: ListingHead | undefined,
): KnownReport['atWebex'] {
  if (NO_LONGER.has(report.status)) return 'no';
  if (listed !== undefined) return 'yes';
  const isLater = [report.foundAt, report.heldAt].some(
    (at) => at !== undefined && at > (head?.listedAt ?? ''),
  );
  if (isLater) return 'yes';
  const isListable = report.subPartner === undefined || head?.hasPartners === true;
  return head === undefined || !isListable || !head.isComplete ? 'unknown' : 'no';
}

const ofListed = (report: ListedReport): KnownReport => ({
  ...report,
  level: LEVEL_OF.get(report.type),
  here: 'none',
  atWebex: 'yes',
  heldAt: undefined,
  batch: undefined,
});

const ofFile = (batch: Batch): KnownReport => ({
  webexId: undefined,
  level: batch.level,
  type: batch.level === undefined ? '' : reportTypeOf[batch.level],
  start: batch.window?.start ?? '',
  end: batch.window?.end ?? '',
  subPartner: undefined,
  category: 'RECONCILIATION',
  isInternal: false,
  status: '',
  failure: undefined,
  here: 'held',
  atWebex: 'unknown',
  createdAt: undefined,
  heldAt: batch.createdAt,
  batch,
});

/** The period of a report, where its days are days. */
export const periodOfReport = ({ start, end }: Pick<KnownReport, 'start' | 'end'>): Period | undefined =>
  parsePeriod(`${start}..${end}`);

/** Whether usage and invoice may be held against each other by a report. */
export const isComparable = (report: KnownReport): boolean =>
  report.category === 'RECONCILIATION' && !report.isInternal;

/** What makes two reports stand for the same usage. */
export const slotKey = (report: Pick<KnownReport, 'level' | 'start' | 'end' | 'subPartner'>): string =>
  [report.start, report.end, idKey(report.subPartner) ?? '', report.level ?? ''].join('|');

/** Whether Webex has said that it is being made. A word that Tieout does not know counts as that. */
export const isBeingMade = ({ status }: Pick<KnownReport, 'status'>): boolean =>
  status !== '' && status !== 'COMPLETED' && status !== 'FAILED' && !NO_LONGER.has(status);

/**
 * What Webex has in the place of a held report now: another one, complete or being made, that is not older. Undefined
 * where the held one is the newest, or where nothing tells.
 */
export function newerAtWebex(held: KnownReport, others: readonly KnownReport[]): KnownReport | undefined {
  return others
    .filter(
      (other) =>
        other.webexId !== undefined &&
        other.webexId !== held.webexId &&
        other.here !== 'replaced' &&
        other.here !== 'held' &&
        other.atWebex === 'yes' &&
        other.status !== 'FAILED' &&
        isComparable(other) &&
        isNewer(other, held),
    )
    .sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1))[0];
}

/** By the moments of their making; where one is not known, one that stands at Webex in the place of another is newer. */
function isNewer(other: KnownReport, held: KnownReport): boolean {
  if (other.createdAt !== undefined && held.createdAt !== undefined) return other.createdAt > held.createdAt;
  return held.webexId === undefined ? false : held.atWebex !== 'yes';
}
