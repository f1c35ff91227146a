/**
 * Client and emulator against the official OpenAPI document of Webex Wholesale: every request that the client makes,
 * and every answer that the emulator gives.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { parsePeriod } from '#core/period.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import { downloadRule } from '#engine/webex/download/download-link.ts';
import { downloadReport } from '#engine/webex/download/download-report.ts';
import { createReport } from '#engine/webex/reports/create-report.ts';
import { deleteReport } from '#engine/webex/reports/delete-report.ts';
import { getReport } from '#engine/webex/reports/get-report.ts';
import { listReports, REPORT_SORT_KEYS } from '#engine/webex/reports/list-reports.ts';
import { readReport, REPORT_STATUSES, reportTypeOf } from '#engine/webex/reports/report.ts';
import { listSubPartners } from '#engine/webex/sub-partners.ts';
import { type Emulator, startEmulator } from '../support/webex-emulator/emulator.ts';
import { webexId } from '../support/webex-emulator/reports.ts';
import { calm, clientOf, failureCode, READ, testPorts } from '../support/webex/test-client.ts';
import { type OpenApi, openApiPath, readOpenApi } from '../support/webex/openapi.ts';

const path = openApiPath();
const SKIPPED =
  'skipped: the OpenAPI document is not here (set TIEOUT_OPENAPI to webex-wholesale.json of webex/webex-openapi-specs)';
if (path === undefined) console.warn(SKIPPED);

/** Where the document contradicts itself, or says less than is known. Each with its reason; nothing else is tolerated. */
const TOLERATED: Readonly<Record<string, string>> = {
  'request: query offset unknown': 'the list documents no offset, yet real next links carry one',
  'answer: status 201 undocumented':
    'the description of errors speaks of an accepted response: any 2xx is taken',
  'answer: status 202 undocumented':
    'the description of errors speaks of an accepted response: any 2xx is taken',
  'answer: /subPartners additionalProperties':
    'the schema says items, the example of the same operation subPartners',
};

describe.skipIf(path === undefined)('the official OpenAPI document', () => {
  let api: OpenApi;
  let emulator: Emulator;
  let folder: string;

  beforeAll(async () => {
    api = readOpenApi(path ?? '');
    const ports = testPorts();
    emulator = await startEmulator({ now: ports.now });
    folder = mkdtempSync(join(tmpdir(), 'tieout-contract-'));
    await exercise(ports);
  });
  afterAll(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Everything that the client can ask, with answers of every kind. */
  async function exercise(ports: ReturnType<typeof testPorts>): Promise<void> {
    const client = clientOf(emulator, ports);
    const period = defined(parsePeriod('2026-10'), 'a month');
    const subPartnerOrgId = webexId('ORGANIZATION');
    const ids: string[] = [];
    for (const level of USAGE_LEVELS) {
      const type = reportTypeOf[level];
      ids.push((await createReport(client, { period, type }, calm())) ?? '');
      await createReport(client, { period, type, subPartnerOrgId, internal: true }, calm());
    }
    for (const createStatus of [201, 202] as const) {
      emulator.settings.createStatus = createStatus;
      await createReport(client, { period, type: 'USER', subPartnerOrgId: webexId('ORGANIZATION') }, calm());
    }
    emulator.reports.add({ start: '2026-09-01', end: '2026-09-30', type: 'USER', category: 'POINT_IN_TIME' });
    const failed = emulator.reports.add({
      start: '2026-08-01',
      end: '2026-08-31',
      type: 'USER',
      status: 'FAILED',
      errors: [{ code: 2024, description: 'Billing Report not found.' }],
    });
    await getReport(client, failed.id, calm());
    for (const id of ids) {
      for (let poll = 0; poll < 3; poll++) await getReport(client, id, calm());
    }
    for (const linkDefect of ['none', 'max-null-and-drops-filters'] as const) {
      emulator.settings.linkDefect = linkDefect;
      emulator.settings.pageSize = 2;
      await listReports(client, {}, calm());
    }
    const filter = { billingStartDate: period.start, billingEndDate: period.end, subPartnerOrgId };
    for (const sortBy of REPORT_SORT_KEYS) await listReports(client, { ...filter, sortBy, max: 50 }, calm());
    for (const status of REPORT_STATUSES) await listReports(client, { status, type: 'CUSTOMER' }, calm());
    for (let index = 0; index < 3; index++) {
      emulator.subPartners.push({
        orgId: webexId('ORGANIZATION'),
        subscriptionId: 'Sub1',
        provisioningState: 'active',
      });
    }
    for (const subPartnersShape of ['items', 'subPartners'] as const) {
      emulator.settings.subPartnersShape = subPartnersShape;
      await listSubPartners(client, calm());
    }
    const [first = ''] = ids;
    const rule = downloadRule(client.apiUrl, undefined);
    await downloadReport(client, first, join(folder, 'r.csv'), { rule, signal: calm() });
    await failureCode(createReport(client, { period, type: 'PARTNER' }, calm()));
    await deleteReport(client, first, { goneIsFine: false }, calm());
    await failureCode(getReport(client, first, calm()));
    await failureCode(listReports(clientOf(emulator, ports, { scopes: [] }), {}, calm()));
    await failureCode(
      deleteReport(clientOf(emulator, ports, { scopes: [READ] }), first, { goneIsFine: false }, calm()),
    );
    for (const status of [400, 401, 405, 410, 415, 423, 428, 429, 500, 502, 503, 504]) {
      emulator.faults.add({ on: 'getReport', kind: 'status', status });
      await getReport(client, failed.id, calm()).catch(() => undefined);
    }
  }

  const exchanges = () => emulator.requests.filter((request) => request.server === 'api');

  it('describes every request of the client and every answer of the emulator', () => {
    const findings = exchanges().flatMap((exchange) =>
      api
        .findings(exchange)
        .filter((finding) => !(finding in TOLERATED))
        .map((finding) => `${exchange.method} ${exchange.path}: ${finding}`),
    );
    expect([...new Set(findings)]).toEqual([]);
    expect(exchanges().length).toBeGreaterThan(60);
  });

  it('is contradicted only where a tolerance is named, and every tolerance is needed', () => {
    const met = new Set(exchanges().flatMap((exchange) => api.findings(exchange)));
    expect([...met].sort()).toEqual(Object.keys(TOLERATED).sort());
  });

  it('would object to a misspelt parameter, a wrong value and an unknown field', () => {
    const base = defined(
      exchanges().find((exchange) => exchange.method === 'POST' && exchange.answer?.status === 200),
      'a creation was made',
    );
    const body = JSON.stringify({ startDate: '2026-10-01', billingEndDate: 7 });
    const bad = { ...base, body, query: { Type: 'USER' } };
    expect(api.findings(bad).sort()).toEqual([
      'request: body required',
      'request: body/billingEndDate type',
      'request: body/startDate additionalProperties',
      'request: query Type unknown',
    ]);
  });

  it('has examples that the client reads, inconsistent as they are', () => {
    const list = api.operation('GET', '/wholesale/billing/reports');
    const get = api.operation('GET', '/wholesale/billing/reports/x');
    const exampleOf = (operation: typeof list) =>
      operation?.responses['200']?.content?.['application/json']?.example;
    const items = (exampleOf(list) as { items: Record<string, unknown>[] }).items;
    expect(items.map((item) => readReport(item)?.type)).toEqual(['PARTNER', 'PARTNER', 'PARTNER']);
    const report = readReport(exampleOf(get) as Record<string, unknown>);
    expect(report).toMatchObject({ status: 'COMPLETED', created: '2021-06-16T12:40:33.109Z' });
    expect(report?.link).toBeDefined();
    // The component's example calls the type reportType.
    expect(readReport(api.schema('Report')['example'] as Record<string, unknown>)?.type).toBe('PARTNER');
  });
});

if (path === undefined) it.skip(SKIPPED, () => undefined);
