import { unreadable } from '../client/api-error.ts';
import { isJsonObject } from '../client/json.ts';
import { WEBEX_OPERATIONS } from '../client/operations.ts';
import type { WebexClient } from '../client/webex-client.ts';
import { REPORTS_PATH } from './list-reports.ts';
import { readReport, type WebexReportWithLink } from './report.ts';

/** A report by its id, with a fresh link once it is complete. Throws WEBEX_NOT_FOUND where it is gone. */
export async function getReport(
  client: WebexClient,
  id: string,
  signal: AbortSignal,
): Promise<WebexReportWithLink> {
  const operation = WEBEX_OPERATIONS.getReport;
  const answer = await client.call({ operation, path: [...REPORTS_PATH, id], signal });
  // A report that says nothing of itself would be taken for one that is still being made, and waited for.
  const isReport = isJsonObject(answer.json) && ('id' in answer.json || 'status' in answer.json);
  const report = isReport ? readReport({ id, ...answer.json }) : undefined;
  if (report === undefined) throw unreadable(operation, answer.answer, 'report');
  return report;
}
