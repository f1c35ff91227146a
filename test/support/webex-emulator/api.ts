import type { EmulatedCall } from './faults.ts';
import { type Answer, failure, json } from './http.ts';
import type { OAuthServer } from './oauth.ts';
import { type EmulatedReport, type ReportStore, webexId } from './reports.ts';
import type { EmulatorSettings } from './settings.ts';

const READ = 'spark-admin:wholesale_billing_reports_read';
const WRITE = 'spark-admin:wholesale_billing_reports_write';
const SUB_PARTNERS = 'spark-admin:wholesale_sub_partners_read';
const TYPES = ['PARTNER', 'CUSTOMER', 'USER'];
const FILTERS = ['billingStartDate', 'billingEndDate', 'type', 'status', 'subPartnerOrgId', 'sortBy'];
const CREATOR = webexId('PEOPLE', '0acd3875-4e12-4d77-b981-e389fd8846c0');

/** A sub-partner as the emulator holds it. */
export interface EmulatedSubPartner {
  readonly orgId: string;
  readonly subscriptionId: string;
  readonly provisioningState: 'active' | 'suspended';
}

/** What the routes work on. */
export interface ApiState {
  readonly settings: EmulatorSettings;
  readonly reports: ReportStore;
  readonly subPartners: EmulatedSubPartner[];
  readonly oauth: OAuthServer;
  readonly now: () => Date;
  readonly origin: () => string;
  readonly strangerOrigin: () => string;
  readonly mintLink: (report: EmulatedReport) => string;
}

/** A call of the API. */
export interface ApiRequest {
  readonly method: string;
  /** Without `/v1`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Which call a request is; undefined where there is none like it. */
export function callOf(method: string, path: string): EmulatedCall | undefined {
  if (path === '/wholesale/billing/reports') {
    return method === 'GET' ? 'listReports' : method === 'POST' ? 'createReport' : undefined;
  }
  if (/^\/wholesale\/billing\/reports\/[^/]+$/.test(path)) {
    return method === 'GET' ? 'getReport' : method === 'DELETE' ? 'deleteReport' : undefined;
  }
  if (path === '/wholesale/subPartners' && method === 'GET') return 'listSubPartners';
  if (path === '/authorizations/tokenExpiry' && method === 'GET') return 'tokenExpiry';
  return /^\/(authorize|access_token|device\/(authorize|token))$/.test(path) ? 'oauth' : undefined;
}

/** Answers a call. */
export function answerApi(state: ApiState, call: EmulatedCall, request: ApiRequest): Answer {
  const authorization = request.headers['authorization'];
  const header = typeof authorization === 'string' ? authorization : undefined;
  if (call === 'oauth') return answerOAuth(state, request, header);
  const grant = state.oauth.grantOf(header);
  if (grant === undefined) {
    return failure(401, 'The request requires a valid access token set in the Authorization request header.');
  }
  if (call === 'tokenExpiry') return json(200, { exp: grant.expiresAt });
  const isWrite = call === 'createReport' || call === 'deleteReport';
  const needed = call === 'listSubPartners' ? SUB_PARTNERS : isWrite ? WRITE : READ;
  if (!grant.scopes.includes(needed)) {
    return failure(
      403,
      'The server understood the request, but refused to fulfill it because the access token is missing required scopes or the user is missing required roles or licenses.',
    );
  }
  switch (call) {
    case 'listReports':
      return listReports(state, request);
    case 'createReport':
      return createReport(state, request);
    case 'listSubPartners':
      return listSubPartners(state, request);
    default: {
      const report = state.reports.get(decodeURIComponent(request.path.split('/').at(-1) ?? ''));
      if (report === undefined) return failure(404, 'Billing Report not found.', 2024);
      if (call === 'getReport') return getReport(state, report);
      state.reports.remove(report.id);
      return { status: 204 };
    }
  }
}

function answerOAuth(state: ApiState, request: ApiRequest, authorization: string | undefined): Answer {
  const form = new URLSearchParams(request.body);
  switch (request.path) {
    case '/authorize':
      return state.oauth.authorize(request.query);
    case '/access_token':
      return state.oauth.accessToken(form, authorization);
    case '/device/authorize':
      return state.oauth.deviceAuthorize(form);
    default:
      return state.oauth.deviceToken(form, authorization);
  }
}

const listed = (report: EmulatedReport): Record<string, unknown> => ({
  id: report.id,
  billingStartDate: report.start,
  billingEndDate: report.end,
  status: report.status,
  type: report.type,
  category: report.category,
});

function listReports(state: ApiState, request: ApiRequest): Answer {
  const { query } = request;
  const unknown = Object.keys(query).find((name) => ![...FILTERS, 'max', 'offset'].includes(name));
  if (unknown !== undefined) return failure(400, `Unknown parameter ${unknown}`);
  const fits = (value: string, wanted: string | undefined): boolean =>
    wanted === undefined || value === wanted;
  const sortBy = query['sortBy'] ?? 'billingStartDate';
  const all = state.reports
    .list()
    .filter(
      (report) =>
        fits(report.start, query['billingStartDate']) &&
        fits(report.end, query['billingEndDate']) &&
        fits(report.type, query['type']) &&
        fits(report.status, query['status']) &&
        (report.subPartnerOrgId ?? '') === (query['subPartnerOrgId'] ?? ''),
    )
    .map((report) => {
      const { category, ...rest } = listed(report);
      return state.settings.listsCategory ? { ...rest, category } : rest;
    })
    .sort((a, b) => (String(a[sortBy]) < String(b[sortBy]) ? -1 : 1));
  return paged(state, request, all, (items) => ({ items }));
}

function listSubPartners(state: ApiState, request: ApiRequest): Answer {
  const items = state.subPartners.map((partner) => ({
    ...partner,
    created: '2023-02-16T14:10:18.855Z',
    billingStartDate: '2023-02-22T13:43:41.117Z',
  }));
  return paged(state, request, items, (shown) => ({ [state.settings.subPartnersShape]: shown }));
}

function paged(
  state: ApiState,
  request: ApiRequest,
  all: readonly unknown[],
  wrap: (items: readonly unknown[]) => unknown,
): Answer {
  const { query } = request;
  const { settings } = state;
  if (query['max'] !== undefined && !/^\d+$/.test(query['max'])) return failure(400, 'max must be a number');
  const size = Math.min(settings.pageSize, Number(query['max'] ?? 100));
  const offset = Number(query['offset'] ?? 0);
  const next = offset + size;
  const headers: Record<string, string> = {};
  if (next < all.length) {
    const defect = settings.linkDefect;
    const origin = defect === 'off-origin' ? state.strangerOrigin() : state.origin();
    const url = new URL(`${origin}/v1${request.path}`);
    const keepsFilters = !defect.includes('drops-filters');
    for (const [name, value] of Object.entries(query)) {
      if (keepsFilters || !FILTERS.includes(name)) url.searchParams.set(name, value);
    }
    url.searchParams.set('offset', String(defect === 'repeats' ? offset : next));
    if (defect.startsWith('max-null')) url.searchParams.set('max', 'null');
    const previous = new URL(url);
    previous.searchParams.set('offset', '0');
    headers['link'] = `<${previous.href}>; rel="first", <${url.href}>; rel="next"`;
  }
  return json(200, wrap(all.slice(offset, next)), headers);
}

function createReport(state: ApiState, request: ApiRequest): Answer {
  const { settings, reports } = state;
  const body = JSON.parse(request.body === '' ? '{}' : request.body) as Record<string, unknown>;
  const { billingStartDate: start, billingEndDate: end, subPartnerOrgId } = body;
  const type = body['type'] ?? 'PARTNER';
  const isDate = (value: unknown): value is string =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const today = state.now().toISOString().slice(0, 10);
  const oldest = `${Number(today.slice(0, 4)) - 5}${today.slice(4)}`;
  if (!isDate(start) || !isDate(end)) return failure(400, 'billingStartDate and billingEndDate are required');
  if (end >= today || start < oldest || start > end)
    return failure(400, 'The billing dates are out of range');
  if (typeof type !== 'string' || !TYPES.includes(type)) return failure(400, 'Unknown type');
  const given = {
    start,
    end,
    type: type as EmulatedReport['type'],
    internal: body['internal'] === true,
    ...(typeof subPartnerOrgId === 'string' ? { subPartnerOrgId } : {}),
  };
  if (reports.completeTwin(given)) return failure(409, 'A billing report for this period exists.');
  const report = reports.add({
    ...given,
    status: settings.pollsUntilComplete > 0 ? settings.runningStatus : 'COMPLETED',
    pollsLeft: settings.pollsUntilComplete,
    errors: settings.failures.shift() ?? [],
  });
  if (report.errors.length > 0 && report.pollsLeft === 0) report.status = 'FAILED';
  const { id, category } = report;
  if (settings.createBody === 'empty') return { status: settings.createStatus };
  return json(settings.createStatus, { id, billingStartDate: start, billingEndDate: end, type, category });
}

function getReport(state: ApiState, report: EmulatedReport): Answer {
  if (report.status !== 'COMPLETED' && report.status !== 'FAILED') {
    if (report.pollsLeft > 0) report.pollsLeft--;
    else report.status = report.errors.length > 0 ? 'FAILED' : 'COMPLETED';
  }
  return json(200, {
    ...listed(report),
    created: report.created,
    createdBy: CREATOR,
    ...(report.status === 'COMPLETED' ? { tempDownloadURL: state.mintLink(report) } : {}),
    ...(report.status === 'FAILED' ? { errors: report.errors } : {}),
  });
}
