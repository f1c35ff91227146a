import { AppError } from '#core/errors.ts';
import type { WebexReport } from './report.ts';

/** Whether a report is still being made. A status that Tieout does not know counts as that: it is never taken for an end. */
export const isRunning = (report: Pick<WebexReport, 'status'>): boolean =>
  report.status !== 'COMPLETED' && report.status !== 'FAILED';

/** The error for a report whose generation failed, with the API's own reasons. */
export const reportFailed = (report: WebexReport): AppError =>
  new AppError('REPORT_FAILED', {
    report: report.id,
    type: report.type,
    code: report.errors.map((error) => error.code).join(', '),
    detail: report.errors.map((error) => error.description).join(' '),
  });

/** Throws REPORT_FAILED or REPORT_NOT_COMPLETED unless a report is complete. */
export function assertCompleted(report: WebexReport): void {
  if (report.status === 'FAILED') throw reportFailed(report);
  if (isRunning(report)) {
    throw new AppError('REPORT_NOT_COMPLETED', {
      report: report.id,
      type: report.type,
      status: report.status,
    });
  }
}
