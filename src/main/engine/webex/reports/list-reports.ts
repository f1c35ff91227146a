import { WEBEX_OPERATIONS } from '../client/operations.ts';
import { readPages } from '../client/paging.ts';
import type { WebexClient } from '../client/webex-client.ts';
import { readListedReport, type WebexReport } from './report.ts';

/** The path of the billing reports. */
export const REPORTS_PATH = ['wholesale', 'billing', 'reports'] as const;

/** What the API can sort by. */
export const REPORT_SORT_KEYS = ['id', 'billingStartDate', 'billingEndDate', 'status'] as const;
export type ReportSortKey = (typeof REPORT_SORT_KEYS)[number];

/** Which reports to list; what is undefined does not matter. Dates match exactly. */
export interface ReportFilter {
  readonly billingStartDate?: string | undefined;
  readonly billingEndDate?: string | undefined;
  readonly type?: string | undefined;
  readonly status?: string | undefined;
  readonly sortBy?: ReportSortKey | undefined;
  /** Encoded organisation id, see `encodeOrganizationId`. */
  readonly subPartnerOrgId?: string | undefined;
  /** Reports a page, 100 at most. */
  readonly max?: number | undefined;
}

/**
 * All reports that match, over all pages, each once. What a server returns in spite of the filters is left out: pages
 * are known to lose them.
 */
export async function listReports(
  client: WebexClient,
  filter: ReportFilter,
  signal: AbortSignal,
  /** Called where the API's links go round in circles, so that there may be more. */
  onCut: () => void = () => undefined,
): Promise<readonly WebexReport[]> {
  const list = {
    operation: WEBEX_OPERATIONS.listReports,
    path: REPORTS_PATH,
    query: { ...filter, max: String(Math.min(100, filter.max ?? 100)) },
    names: ['items'],
    readItem: readListedReport,
    onCut,
  };
  const reports = new Map<string, WebexReport>();
  for await (const page of readPages(client, list, signal)) {
    for (const report of page) {
      if (matches(report, filter) && !reports.has(report.id)) reports.set(report.id, report);
    }
  }
  return [...reports.values()];
}

/** Whether a report is one that was asked for. A field that the API leaves out speaks neither for nor against. */
function matches(report: WebexReport, filter: ReportFilter): boolean {
  const fits = (value: string, wanted: string | undefined): boolean =>
    wanted === undefined || value === '' || value === wanted;
  return (
    fits(report.billingStartDate, filter.billingStartDate) &&
    fits(report.billingEndDate, filter.billingEndDate) &&
    fits(report.type, filter.type) &&
    fits(report.status, filter.status)
  );
}
