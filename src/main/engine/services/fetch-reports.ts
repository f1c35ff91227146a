import { AppError } from '#core/errors.ts';
import type { Period } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { checkFetchDates, utcDay } from '#core/webex/check-fetch-dates.ts';
import type { Workspace } from '../context.ts';
import type { JobContext, JobPhase } from '../jobs/job-context.ts';
import { oneAtATime, type OneAtATime } from '../jobs/one-at-a-time.ts';
import type { ReportSlot } from '../repositories/webex-reports.ts';
import type { WebexConnection } from '../webex/connection.ts';
import { encodeOrganizationId } from '../webex/organization-id.ts';
import { listSubPartners } from '../webex/sub-partners.ts';
import { ensureSlot, fetchSlot, type EnsuredReport, type FetchShared } from './fetch-reports-slot.ts';
import type { HeldFetch } from './fetch-reports-hold.ts';

/** What the workspace is to hold afterwards. */
export interface FetchReportsRequest {
  readonly period: Period;
  readonly levels: readonly UsageLevel[];
  /** Organisation ids: their reports instead of the partner's own. `all`: every sub-partner that Webex lists. */
  readonly subPartners?: readonly string[] | 'all';
  /** Make the reports anew, though complete ones exist. What is held is kept as evidence. */
  readonly regenerate?: boolean;
  /** How long to wait for one report; an hour unless told. */
  readonly longestWaitMs?: number;
  /** How to write while other jobs do, too; a queue of its own unless told. */
  readonly writing?: OneAtATime;
  /** Called whenever more is known of a report: begun, complete, failed, held. */
  readonly onStep?: () => void;
  /** Called for each report as soon as it is held: what is had, and what changed in it, even if another part fails. */
  readonly onHeld?: (report: FetchedReport) => void;
  /** Called for each other failure than the one that is thrown: who mends one should not meet the next only then. */
  readonly onFailed?: (failure: AppError) => void;
}

/** A report that the workspace holds now. */
export type FetchedReport = HeldFetch;

/** An hour: generations of big months take minutes. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Makes the workspace hold the reports of a period: a complete one is downloaded, a running one waited for, otherwise
 * one is created. All levels side by side. What could be had is kept when another part fails; killed or cancelled, the
 * next call goes on with the reports that this one had begun.
 *
 * Throws FETCH_DATES_* before any call, then REPORT_FAILED, REPORT_STILL_RUNNING, REPORT_CONTENT_DIFFERS, `WEBEX_*`
 * and `DOWNLOAD_*` errors, the errors of an import, and CANCELLED.
 */
export async function fetchReports(
  workspace: Workspace,
  connection: WebexConnection,
  request: FetchReportsRequest,
  context: JobContext,
): Promise<readonly FetchedReport[]> {
  return forEachSlot(workspace, connection, request, { context, phase: 'fetch-report' }, fetchSlot);
}

/**
 * Has the reports of a period made that neither Webex nor the workspace has, and waits for none: a later fetch goes on
 * with them. Throws as {@link fetchReports} does, but for what concerns waiting and content.
 */
export async function createReports(
  workspace: Workspace,
  connection: WebexConnection,
  request: Omit<FetchReportsRequest, 'onHeld' | 'regenerate' | 'longestWaitMs'>,
  context: JobContext,
): Promise<readonly EnsuredReport[]> {
  return forEachSlot(workspace, connection, request, { context, phase: 'create-report' }, ensureSlot);
}

async function forEachSlot<Outcome extends FetchedReport | EnsuredReport>(
  workspace: Workspace,
  connection: WebexConnection,
  request: Omit<FetchReportsRequest, 'onHeld'> & { readonly onHeld?: (outcome: Outcome) => void },
  { context, phase }: { readonly context: JobContext; readonly phase: JobPhase },
  work: (shared: FetchShared, slot: ReportSlot) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  checkFetchDates(request.period, utcDay(workspace.ports.clock()));
  const slots = await slotsOf(connection, request, context);
  const report = (done: number): void => {
    context.report({ phase, done, total: slots.length, unit: 'steps' });
  };
  let done = 0;
  report(done);
  const shared: FetchShared = {
    workspace,
    connection,
    context,
    writing: request.writing ?? oneAtATime(),
    onStep: request.onStep ?? (() => undefined),
    regenerate: request.regenerate ?? false,
    longestWaitMs: request.longestWaitMs ?? LONGEST_WAIT_MS,
  };
  const outcomes = await Promise.allSettled(
    slots.map(async (slot) => {
      const held = await work(shared, slot);
      request.onHeld?.(held);
      shared.onStep();
      report(++done);
      return held;
    }),
  );
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  if (failures.length > 0) {
    const thrown = gravest(failures);
    const told = new Set([thrown instanceof AppError ? gist(thrown) : '']);
    for (const failure of failures) {
      if (!(failure instanceof AppError) || failure.code === 'CANCELLED' || told.has(gist(failure))) continue;
      told.add(gist(failure));
      request.onFailed?.(failure);
    }
    throw thrown;
  }
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

async function slotsOf(
  { client }: WebexConnection,
  { period, levels, subPartners }: Pick<FetchReportsRequest, 'period' | 'levels' | 'subPartners'>,
  context: JobContext,
): Promise<readonly ReportSlot[]> {
  const given =
    subPartners === 'all'
      ? (await listSubPartners(client, context.signal)).map((found) => found.orgId)
      : subPartners;
  const owners = given === undefined ? [undefined] : [...new Set(given.map(encodeOrganizationId))];
  return owners.flatMap((subPartner) => levels.map((level) => ({ level, period, subPartner })));
}

/** What a failure says but for the id of its request: a host that is down fails every part in the same way. */
const gist = ({ code, params }: AppError): string => JSON.stringify([code, { ...params, trackingId: '' }]);

/** A bug must not hide behind a refusal, nor behind a cancellation. */
function gravest(failures: readonly unknown[]): unknown {
  const bug = failures.find((failure) => !(failure instanceof AppError));
  return bug ?? failures[0];
}
