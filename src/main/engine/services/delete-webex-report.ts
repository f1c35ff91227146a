import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import { oneAtATime, type OneAtATime } from '../jobs/one-at-a-time.ts';
import { forgetListedReport } from '../repositories/webex-listing.ts';
import { findTrackedReport, noteReportStatus } from '../repositories/webex-reports.ts';
import type { WebexClient } from '../webex/client/webex-client.ts';
import { deleteReport } from '../webex/reports/delete-report.ts';
import { getReport } from '../webex/reports/get-report.ts';
import { mayHaveBeenDone } from '../webex/client/api-error.ts';

/** The report that is to go, as the audit log names it. */
export interface ReportToDelete {
  readonly id: string;
  /** `partner`, `customer`, `user`, or what Webex calls it. */
  readonly level: string;
  /** YYYY-MM-DD, as Webex has them. */
  readonly start: string;
  readonly end: string;
  /** Undefined for the partner's own, and where it is not known. */
  readonly subPartner: string | undefined;
}

/**
 * Deletes a report at Webex and writes that into the audit log. What the workspace holds of it stays as it is.
 *
 * A deletion whose answer was lost counts as done where the report is gone. Throws WEBEX_NOT_FOUND where there is
 * none, unless `goneIsFine`, and the errors of the API.
 */
export async function deleteWebexReport(
  workspace: Workspace,
  client: WebexClient,
  report: ReportToDelete,
  options: {
    readonly goneIsFine: boolean;
    readonly signal: AbortSignal;
    /** How to write while other jobs do, too. */
    readonly writing?: OneAtATime;
  },
): Promise<void> {
  const { id, level, start, end, subPartner } = report;
  const { database } = workspace;
  try {
    await deleteReport(client, id, { goneIsFine: options.goneIsFine }, options.signal);
  } catch (error) {
    if (!mayHaveBeenDone(error) || (await isThere(client, id, options.signal))) throw error;
  }
  const { writing = oneAtATime() } = options;
  await writing(() => {
    database.transaction(() => {
      noteReportStatus(database, id, { status: 'DELETED', state: 'gone' });
      forgetListedReport(database, id);
      const before = { report: id, level, start, end, subPartner: subPartner ?? null };
      workspace.record('report-deleted', before, undefined);
    });
    return Promise.resolve();
  });
}

/** What Webex and the workspace know of a report. Throws WEBEX_NOT_FOUND and the other errors of getting a report. */
export async function describeReportToDelete(
  workspace: Workspace,
  client: WebexClient,
  id: string,
  signal: AbortSignal,
): Promise<ReportToDelete> {
  const report = await getReport(client, id, signal);
  return {
    id,
    level: report.type.toLowerCase(),
    start: report.billingStartDate,
    end: report.billingEndDate,
    subPartner: findTrackedReport(workspace.database, id)?.subPartner,
  };
}

async function isThere(client: WebexClient, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    await getReport(client, id, signal);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'WEBEX_NOT_FOUND') return false;
    throw error;
  }
}
