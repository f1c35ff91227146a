import { AppError } from '#core/errors.ts';
import { idKey } from '#core/ids.ts';
import type { Workspace } from '../context.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { OneAtATime } from '../jobs/one-at-a-time.ts';
import {
  listListedReports,
  replaceListing,
  type ListedReport,
  type Listing,
} from '../repositories/webex-listing.ts';
import { listTrackedReports } from '../repositories/webex-reports.ts';
import type { WebexClient } from '../webex/client/webex-client.ts';
import { getReport } from '../webex/reports/get-report.ts';
import { listReports } from '../webex/reports/list-reports.ts';
import { isReconciliation, type WebexReport } from '../webex/reports/report.ts';
import { listSubPartners, type SubPartner } from '../webex/sub-partners.ts';

/** What asking came to. */
export interface RefreshedListing {
  readonly reports: number;
  readonly isComplete: boolean;
}

/** Requests under way at a time. */
const SIDE_BY_SIDE = 4;

/**
 * Asks Webex which reports it has, for the partner and each sub-partner, and keeps the answer with its time. Where any
 * part fails, the listing before stays as it was. Throws the errors of the API, and CANCELLED.
 */
export async function refreshListing(
  workspace: Workspace,
  client: WebexClient,
  writing: OneAtATime,
  context: JobContext,
): Promise<RefreshedListing> {
  const { signal } = context;
  let isComplete = true;
  const onCut = (): void => {
    isComplete = false;
  };
  context.report({ phase: 'list-reports', done: 0, total: undefined, unit: 'steps' });
  const own = await listReports(client, {}, signal, onCut);
  const partners = await subPartnersIfAllowed(client, signal);
  const found = new Map<string, { report: WebexReport; subPartner: string | undefined }>();
  for (const report of own) found.set(report.id, { report, subPartner: undefined });
  let done = 1;
  const total = 1 + (partners?.length ?? 0);
  context.report({ phase: 'list-reports', done, total, unit: 'steps' });
  await sideBySide(partners ?? [], async ({ orgId }) => {
    // What names its owner is that owner's, even where a list without an owner shows it as well.
    const reports = await listReports(client, { subPartnerOrgId: orgId }, signal, onCut);
    for (const report of reports) found.set(report.id, { report, subPartner: orgId });
    context.report({ phase: 'list-reports', done: (done += 1), total, unit: 'steps' });
  });
  const listedAt = workspace.ports.clock();
  const reports = await describeAll(workspace, client, [...found.values()], signal);
  const listing: Listing = {
    listedAt,
    isComplete,
    hasPartners: partners !== undefined,
    reports,
    subPartners: partners ?? [],
  };
  await writing(() => {
    workspace.database.transaction(() => {
      replaceListing(workspace.database, listing);
    });
    return Promise.resolve();
  });
  return { reports: reports.length, isComplete };
}

/** A token without that scope can do all the rest. */
async function subPartnersIfAllowed(
  client: WebexClient,
  signal: AbortSignal,
): Promise<readonly SubPartner[] | undefined> {
  try {
    return await listSubPartners(client, signal);
  } catch (error) {
    if (error instanceof AppError && error.code === 'WEBEX_SCOPE_MISSING') return undefined;
    throw error;
  }
}

/**
 * Lists tell neither when a report was made nor why one failed. The report itself is asked only where that matters:
 * it failed, or it stands beside another one of the same kind, so that one must be the newer.
 */
async function describeAll(
  workspace: Workspace,
  client: WebexClient,
  found: readonly { readonly report: WebexReport; readonly subPartner: string | undefined }[],
  signal: AbortSignal,
): Promise<readonly ListedReport[]> {
  const { database } = workspace;
  const tracked = listTrackedReports(database);
  const known = new Map<string, { createdAt?: string | undefined; failure?: string | undefined }>([
    ...listListedReports(database).map(
      ({ webexId, createdAt, failure }) => [webexId, { createdAt, failure }] as const,
    ),
    ...tracked.flatMap(({ webexId, createdAt }) =>
      createdAt === undefined ? [] : [[webexId, { createdAt }] as const],
    ),
  ]);
  const kinds = new Map<string, Set<string>>();
  const join = (kind: string, id: string): void => {
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(id));
  };
  for (const { report, subPartner } of found) join(kindOf(report, subPartner), report.id);
  for (const report of tracked) {
    if (report.state !== 'held') continue;
    join(
      [
        report.level.toUpperCase(),
        report.period.start,
        report.period.end,
        idKey(report.subPartner) ?? '',
      ].join('|'),
      report.webexId,
    );
  }
  return sideBySide(found, async ({ report, subPartner }): Promise<ListedReport> => {
    const before = known.get(report.id);
    const hasFailed = report.status === 'FAILED';
    const hasRival = (kinds.get(kindOf(report, subPartner))?.size ?? 0) > 1;
    const isWanted =
      (hasFailed && before?.failure === undefined) ||
      (hasRival && isReconciliation(report) && before?.createdAt === undefined);
    const asked = isWanted ? await getIfThere(client, report.id, signal) : undefined;
    const failure = asked?.errors
      .map(({ code, description }) => [code, description].join(' ').trim())
      .join('; ');
    return {
      webexId: report.id,
      type: report.type,
      start: report.billingStartDate,
      end: report.billingEndDate,
      status: report.status === '' ? 'UNKNOWN' : report.status,
      category: asked?.category ?? report.category,
      isInternal: report.source['internal'] === true || asked?.source['internal'] === true,
      subPartner,
      createdAt: asked?.created ?? report.created ?? before?.createdAt,
      failure: failure === undefined || failure === '' ? (hasFailed ? before?.failure : undefined) : failure,
    };
  });
}

const kindOf = (report: WebexReport, subPartner: string | undefined): string =>
  [report.type, report.billingStartDate, report.billingEndDate, idKey(subPartner) ?? ''].join('|');

/** A report that went between the list and the question is described by the list alone. */
async function getIfThere(
  client: WebexClient,
  id: string,
  signal: AbortSignal,
): Promise<WebexReport | undefined> {
  try {
    const { link: _link, ...report } = await getReport(client, id, signal);
    return report;
  } catch (error) {
    if (error instanceof AppError && error.code === 'WEBEX_NOT_FOUND') return undefined;
    throw error;
  }
}

/** A few at a time, results in the order of the items. */
async function sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
