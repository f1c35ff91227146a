/** Reading, listing and downloading billing reports. */
export const REPORTS_READ_SCOPE = 'spark-admin:wholesale_billing_reports_read';
/** Creating and deleting billing reports. */
export const REPORTS_WRITE_SCOPE = 'spark-admin:wholesale_billing_reports_write';
/** Listing sub-partners. */
export const SUB_PARTNERS_READ_SCOPE = 'spark-admin:wholesale_sub_partners_read';

/** A call of the API: its official title, as messages and the log name it, and the scope that it needs. */
export interface WebexOperation {
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Undefined where any token will do. */
  readonly scope: string | undefined;
}

/** Every call that Tieout makes with an access token. Titles and scopes: developer.webex.com. */
export const WEBEX_OPERATIONS = {
  listReports: { title: 'List Wholesale Billing Reports', method: 'GET', scope: REPORTS_READ_SCOPE },
  createReport: { title: 'Create a Wholesale Billing Report', method: 'POST', scope: REPORTS_WRITE_SCOPE },
  getReport: { title: 'Get a Wholesale Billing Report', method: 'GET', scope: REPORTS_READ_SCOPE },
  deleteReport: { title: 'Delete a Wholesale Billing Report', method: 'DELETE', scope: REPORTS_WRITE_SCOPE },
  listSubPartners: {
    title: 'List Wholesale Sub-partners',
    method: 'GET',
    scope: SUB_PARTNERS_READ_SCOPE,
  },
  tokenExpiry: { title: 'Get Token Expiration Status', method: 'GET', scope: undefined },
} as const satisfies Record<string, WebexOperation>;
