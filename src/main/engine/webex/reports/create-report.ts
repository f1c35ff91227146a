import { z } from 'zod';
import type { Period } from '#core/period.ts';
import { WEBEX_OPERATIONS } from '../client/operations.ts';
import { readAnswer, type WebexClient } from '../client/webex-client.ts';
import { REPORTS_PATH } from './list-reports.ts';
import type { ReportType } from './report.ts';

/** A report to be generated. */
export interface NewReport {
  readonly period: Period;
  readonly type: ReportType;
  /** Encoded organisation id. */
  readonly subPartnerOrgId?: string | undefined;
  /** Whether internal organisations are included; the API's default is that they are not. */
  readonly internal?: boolean | undefined;
}

const created = z.looseObject({ id: z.string().min(1) });

/**
 * Asks for a report, which is then generated in the background. Returns its id, or undefined where the API accepts
 * without naming one: then a list shows it. Throws WEBEX_CONFLICT where such a report exists.
 */
export async function createReport(
  client: WebexClient,
  report: NewReport,
  signal: AbortSignal,
): Promise<string | undefined> {
  const operation = WEBEX_OPERATIONS.createReport;
  const answer = await client.call({
    operation,
    path: REPORTS_PATH,
    body: {
      billingStartDate: report.period.start,
      billingEndDate: report.period.end,
      type: report.type,
      ...(report.subPartnerOrgId === undefined ? {} : { subPartnerOrgId: report.subPartnerOrgId }),
      ...(report.internal === undefined ? {} : { internal: report.internal }),
    },
    signal,
  });
  return answer.json === undefined ? undefined : readAnswer(created, operation, answer).id;
}
