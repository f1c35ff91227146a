import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { parsePeriod } from '#core/period.ts';
import { tokenExpiry } from '#engine/webex/auth/token-expiry.ts';
import { pastedToken } from '#engine/webex/auth/token-source.ts';
import { createWebexClient } from '#engine/webex/client/webex-client.ts';
import { createReport } from '#engine/webex/reports/create-report.ts';
import { deleteReport } from '#engine/webex/reports/delete-report.ts';
import { getReport } from '#engine/webex/reports/get-report.ts';
import { listReports } from '#engine/webex/reports/list-reports.ts';
import { listSubPartners } from '#engine/webex/sub-partners.ts';
import { type Emulator, startEmulator } from '../../support/webex-emulator/emulator.ts';
import { webexId } from '../../support/webex-emulator/reports.ts';
import {
  calm,
  clientOf,
  failureCode,
  failureOf,
  READ,
  testPorts,
  type TestPorts,
} from '../../support/webex/test-client.ts';

const october = defined(parsePeriod('2026-10'), 'a month');
const filter = { billingStartDate: '2026-10-01', billingEndDate: '2026-10-31' } as const;

let emulator: Emulator;
let ports: TestPorts;

beforeEach(async () => {
  ports = testPorts();
  emulator = await startEmulator({ now: ports.now });
});
afterEach(() => emulator.close());

function addReports(count: number): void {
  for (let index = 0; index < count; index++) {
    const day = String(index + 1).padStart(2, '0');
    emulator.reports.add({ start: `2026-09-${day}`, end: '2026-09-30', type: 'USER' });
  }
}
const countOf = (path: RegExp): number =>
  emulator.requests.filter((request) => path.test(request.path)).length;

describe('a list of reports', () => {
  it('is read over all pages', async () => {
    addReports(25);
    emulator.settings.pageSize = 10;
    const reports = await listReports(clientOf(emulator, ports), {}, calm());
    expect(reports).toHaveLength(25);
    expect(countOf(/reports$/)).toBe(3);
  });

  it('is read over pages whose links say max=null and have dropped the filters', async () => {
    addReports(25);
    for (let index = 0; index < 25; index++)
      emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
    emulator.settings.pageSize = 10;
    emulator.settings.linkDefect = 'max-null-and-drops-filters';
    const reports = await listReports(clientOf(emulator, ports), { ...filter, type: 'USER' }, calm());
    expect(reports).toHaveLength(25);
    expect(new Set(reports.map((report) => report.billingStartDate))).toEqual(new Set(['2026-10-01']));
    expect(emulator.requests.every((request) => request.query['max'] === '100')).toBe(true);
  });

  it('refuses a next page off the origin of the API, before the token goes there', async () => {
    addReports(12);
    emulator.settings.pageSize = 10;
    emulator.settings.linkDefect = 'off-origin';
    const failure = await failureOf(listReports(clientOf(emulator, ports), {}, calm()));
    expect(failure.code).toBe('WEBEX_LINK_REFUSED');
    expect(emulator.requests.filter((request) => request.server === 'stranger')).toEqual([]);
  });

  it('ends where a page points to itself', async () => {
    addReports(12);
    emulator.settings.pageSize = 10;
    emulator.settings.linkDefect = 'repeats';
    let cuts = 0;
    const reports = await listReports(clientOf(emulator, ports), {}, calm(), () => cuts++);
    expect([reports.length, cuts]).toEqual([10, 1]);
    expect(countOf(/reports$/)).toBeLessThanOrEqual(2);
  });

  it('of sub-partners is refused where a page points to itself: one that is left out would go unseen', async () => {
    for (let count = 0; count < 3; count++) {
      const orgId = webexId('ORGANIZATION');
      emulator.subPartners.push({ orgId, subscriptionId: 'Sub1', provisioningState: 'active' });
    }
    emulator.settings.pageSize = 2;
    emulator.settings.linkDefect = 'repeats';
    const failure = await failureOf(listSubPartners(clientOf(emulator, ports), calm()));
    expect(failure.code).toBe('WEBEX_ANSWER_UNREADABLE');
  });

  it('passes every filter on', async () => {
    const all = {
      ...filter,
      type: 'USER',
      status: 'COMPLETED',
      sortBy: 'status',
      subPartnerOrgId: 'abc',
    } as const;
    await listReports(clientOf(emulator, ports), all, calm());
    expect(emulator.requests[0]?.query).toEqual({ ...all, max: '100' });
  });

  it('keeps point-in-time reports apart by their category', async () => {
    emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER', category: 'POINT_IN_TIME' });
    emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
    const reports = await listReports(clientOf(emulator, ports), filter, calm());
    expect(reports.map((report) => report.category).sort()).toEqual(['POINT_IN_TIME', 'RECONCILIATION']);
  });
});

describe('a call in trouble', () => {
  it('waits as long as a throttling server asks for', async () => {
    emulator.faults.add({ on: 'listReports', kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    await listReports(clientOf(emulator, ports), {}, calm());
    expect(ports.pauses).toHaveLength(1);
    expect(ports.pauses[0]).toBeGreaterThanOrEqual(7000);
    expect(ports.pauses[0]).toBeLessThanOrEqual(7700);
  });

  it('is repeated after 503 with HTML and after broken connections', async () => {
    emulator.faults.add({ on: 'listReports', kind: 'status', status: 503, html: true, times: 2 });
    emulator.faults.add({ on: 'listReports', kind: 'reset', times: 2 });
    await expect(listReports(clientOf(emulator, ports), {}, calm())).resolves.toEqual([]);
    expect(ports.pauses).toHaveLength(4);
  });

  it('tells status, code, message and tracking id of a refusal', async () => {
    const failure = await failureOf(getReport(clientOf(emulator, ports), 'nothing', calm()));
    expect(failure.code).toBe('WEBEX_NOT_FOUND');
    expect(failure.kind).toBe('remote');
    expect(failure.params).toMatchObject({
      operation: 'Get a Wholesale Billing Report',
      status: '404',
      code: '2024',
      detail: 'Billing Report not found',
    });
    expect(failure.params['trackingId']).toMatch(/^EMULATOR_/);
  });

  it('names what a proxy answered in place of the API', async () => {
    emulator.faults.add({ on: 'listReports', kind: 'proxy-page' });
    const failure = await failureOf(listReports(clientOf(emulator, ports), {}, calm()));
    expect([failure.code, failure.params['detail']]).toEqual(['WEBEX_ANSWER_UNREADABLE', 'text/html']);
  });

  it.each([
    ['JSON of another kind', { hello: 'world' }],
    ['a list of something else', { items: [1] }],
    ['an item without an id', { items: [{ status: 'COMPLETED' }] }],
  ])('does not take %s for a list', async (_name, body) => {
    emulator.faults.add({ on: 'listReports', kind: 'status', status: 200, body });
    expect(await failureCode(listReports(clientOf(emulator, ports), {}, calm()))).toBe(
      'WEBEX_ANSWER_UNREADABLE',
    );
  });

  it('does not take JSON of another kind for a report that is still being made', async () => {
    emulator.faults.add({ on: 'getReport', kind: 'status', status: 200, body: { error: 'sign in' } });
    expect(await failureCode(getReport(clientOf(emulator, ports), 'x', calm()))).toBe(
      'WEBEX_ANSWER_UNREADABLE',
    );
  });

  it('does not follow a redirect with the token', async () => {
    emulator.faults.add({
      on: 'listReports',
      kind: 'status',
      status: 302,
      headers: { location: `${emulator.contentOrigin}/login?x=1` },
    });
    const failure = await failureOf(listReports(clientOf(emulator, ports), {}, calm()));
    expect(failure.code).toBe('WEBEX_REDIRECTED');
    expect(failure.params['host']).toBe(new URL(emulator.contentOrigin).host);
    expect(emulator.requests.filter((request) => request.server !== 'api')).toEqual([]);
  });

  it('ends when nothing arrives for too long', async () => {
    emulator.faults.add({ on: 'getReport', kind: 'hang', times: 99 });
    const client = clientOf(emulator, ports, { idleTimeoutMs: 30 });
    const failure = await failureOf(getReport(client, 'x', calm()));
    expect([failure.code, failure.params['reason']]).toEqual(['WEBEX_UNREACHABLE', 'timeout']);
  });

  it('names the host that can not be reached', async () => {
    const free = createServer();
    const port = await new Promise<number>((resolve) => {
      free.listen(0, '127.0.0.1', () => {
        const address = free.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    await new Promise((resolve) => free.close(resolve));
    const client = createWebexClient({
      apiUrl: new URL(`http://127.0.0.1:${port}/v1`),
      tokens: pastedToken('abc'),
      ports,
    });
    const failure = await failureOf(listReports(client, {}, calm()));
    expect([failure.code, failure.params['host'], failure.params['reason']]).toEqual([
      'WEBEX_UNREACHABLE',
      '127.0.0.1',
      'ECONNREFUSED',
    ]);
    expect(ports.pauses).toHaveLength(3);
  });

  it('ends at once when the person cancels', async () => {
    emulator.faults.add({ on: 'listReports', kind: 'hang' });
    const controller = new AbortController();
    const arrived = emulator.arrival('listReports');
    const list = failureCode(listReports(clientOf(emulator, ports), {}, controller.signal));
    await arrived;
    controller.abort();
    expect(await list).toBe('CANCELLED');
  });
});

describe('a creation', () => {
  const report = { period: october, type: 'CUSTOMER', subPartnerOrgId: 'abc', internal: true } as const;

  it('sends the documented fields and gives back the id', async () => {
    const id = await createReport(clientOf(emulator, ports), report, calm());
    expect(emulator.reports.get(id ?? '')).toMatchObject({
      start: '2026-10-01',
      internal: true,
      subPartnerOrgId: 'abc',
    });
    expect(JSON.parse(emulator.requests[0]?.body ?? '')).toEqual({
      billingStartDate: '2026-10-01',
      billingEndDate: '2026-10-31',
      type: 'CUSTOMER',
      subPartnerOrgId: 'abc',
      internal: true,
    });
  });

  it.each([201, 202] as const)('is accepted with %i and without a body', async (status) => {
    emulator.settings.createStatus = status;
    emulator.settings.createBody = 'empty';
    await expect(createReport(clientOf(emulator, ports), report, calm())).resolves.toBeUndefined();
  });

  it('is not sent again after an answer that was lost: that could make two', async () => {
    emulator.faults.add({ on: 'createReport', kind: 'lost-answer' });
    expect(await failureCode(createReport(clientOf(emulator, ports), report, calm()))).toBe(
      'WEBEX_UNREACHABLE',
    );
    expect(emulator.reports.list()).toHaveLength(1);
  });

  it('is sent again when the server asks to wait', async () => {
    emulator.faults.add({ on: 'createReport', kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    await createReport(clientOf(emulator, ports), report, calm());
    expect(emulator.reports.list()).toHaveLength(1);
  });

  it('tells a conflict apart', async () => {
    const client = clientOf(emulator, ports);
    emulator.settings.pollsUntilComplete = 0;
    await createReport(client, report, calm());
    expect(await failureCode(createReport(client, report, calm()))).toBe('WEBEX_CONFLICT');
  });
});

describe('a read-only token', () => {
  it('lists and gets, and names the missing scope on creation and deletion', async () => {
    const client = clientOf(emulator, ports, { scopes: [READ] });
    const { id } = emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
    expect(await listReports(client, filter, calm())).toHaveLength(1);
    expect((await getReport(client, id, calm())).status).toBe('COMPLETED');
    const refused = await Promise.all([
      failureOf(createReport(client, { period: october, type: 'PARTNER' }, calm())),
      failureOf(deleteReport(client, id, { goneIsFine: false }, calm())),
    ]);
    for (const failure of refused) {
      expect(failure.code).toBe('WEBEX_SCOPE_MISSING');
      expect(failure.params['scope']).toBe('spark-admin:wholesale_billing_reports_write');
    }
    expect(emulator.reports.get(id)).toBeDefined();
  });
});

describe('a deletion', () => {
  it('is done once, and what is gone can be fine', async () => {
    const client = clientOf(emulator, ports);
    const { id } = emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
    await deleteReport(client, id, { goneIsFine: false }, calm());
    expect(emulator.reports.list()).toEqual([]);
    expect(await failureCode(deleteReport(client, id, { goneIsFine: false }, calm()))).toBe(
      'WEBEX_NOT_FOUND',
    );
    await deleteReport(client, id, { goneIsFine: true }, calm());
  });
});

describe('sub-partners', () => {
  it.each(['items', 'subPartners'] as const)('are read over pages from the property %s', async (shape) => {
    emulator.settings.subPartnersShape = shape;
    emulator.settings.pageSize = 2;
    for (let index = 0; index < 5; index++) {
      const orgId = webexId('ORGANIZATION');
      emulator.subPartners.push({ orgId, subscriptionId: 'Sub1', provisioningState: 'active' });
    }
    const found = await listSubPartners(clientOf(emulator, ports), calm());
    expect(found.map((partner) => partner.orgId)).toEqual(
      emulator.subPartners.map((partner) => partner.orgId),
    );
  });
});

describe('the expiry of a token', () => {
  it('is told by Webex, and unknown where Webex refuses to tell', async () => {
    const client = clientOf(emulator, ports);
    expect(await tokenExpiry(client, calm())).toBe(ports.now().getTime() + 1_209_599_000);
    emulator.faults.add({ on: 'tokenExpiry', kind: 'status', status: 404 });
    expect(await tokenExpiry(client, calm())).toBeUndefined();
  });
});
