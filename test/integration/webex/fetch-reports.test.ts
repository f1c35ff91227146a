import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { formatMicros } from '#core/decimal/micros.ts';
import { parsePeriod } from '#core/period.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { eachEvent, verifyEvents } from '#engine/repositories/events.ts';
import { reportsOfSlot, trackReport } from '#engine/repositories/webex-reports.ts';
import { createReports, fetchReports, type FetchReportsRequest } from '#engine/services/fetch-reports.ts';
import { importReport } from '#engine/services/import-report.ts';
import type { WebexConnection } from '#engine/webex/connection.ts';
import { downloadRule } from '#engine/webex/download/download-link.ts';
import { inventedContent } from '../../support/webex-emulator/content.ts';
import { type Emulator, startEmulator } from '../../support/webex-emulator/emulator.ts';
import { webexId, type EmulatedReport } from '../../support/webex-emulator/reports.ts';
import { clientOf, failureOf, READ, testPorts, type TestPorts } from '../../support/webex/test-client.ts';
import { plainContext, temporaryFolder, writeTemporary } from '../../support/workspace.ts';

const september = defined(parsePeriod('2026-09'), 'a month');

let emulator: Emulator;
let ports: TestPorts;
let workspace: Workspace;
let folder: string;
let content: (report: EmulatedReport) => Buffer;

beforeEach(async () => {
  ports = testPorts();
  content = inventedContent;
  emulator = await startEmulator({ now: ports.now, content: (report) => content(report) });
  folder = join(temporaryFolder(), 'workspace');
  workspace = open();
});
afterEach(async () => {
  workspace.close();
  await emulator.close();
});

let ids = 0;
const open = (): Workspace =>
  openWorkspace({
    folder,
    ports: { clock: ports.clock, newId: () => `id-${++ids}`, userName: () => 'tester', log: ports.log },
  });
const connect = (scopes?: readonly string[]): WebexConnection => ({
  client: clientOf(emulator, ports, scopes === undefined ? {} : { scopes }),
  rule: downloadRule(new URL(emulator.apiUrl), undefined),
});
const fetchAll = (changes: Partial<FetchReportsRequest> = {}, connection = connect(), signal?: AbortSignal) =>
  fetchReports(
    workspace,
    connection,
    { period: september, levels: USAGE_LEVELS, ...changes },
    plainContext(signal),
  );
const add = (type: EmulatedReport['type'], changes: Partial<EmulatedReport> = {}) =>
  emulator.reports.add({ start: '2026-09-01', end: '2026-09-30', type, ...changes });
const calls = (method: string) =>
  emulator.requests.filter((request) => request.server === 'api' && request.method === method);
const slot = (level: UsageLevel) => ({ level, period: september, subPartner: undefined });
const userOnly = { levels: ['user'] as const };

describe('a fetch', () => {
  it('creates, waits for and holds all three levels', async () => {
    emulator.settings.pollsUntilComplete = 3;
    const fetched = await fetchAll();
    expect(fetched.map(({ slot: { level } }) => level)).toEqual(USAGE_LEVELS);
    expect(new Set(fetched.map(({ userDays }) => userDays)).size).toBe(1);
    expect(
      listBatches(workspace.database)
        .map((batch) => batch.level)
        .sort(),
    ).toEqual(['customer', 'partner', 'user']);
    for (const report of emulator.reports.list()) {
      const held = fetched.find(({ webexId: id }) => id === report.id);
      expect(readFileSync(join(folder, 'sources', held?.sourceId ?? ''))).toEqual(inventedContent(report));
    }
  });

  it('takes a complete report as it is, and creates nothing', async () => {
    const types = ['PARTNER', 'CUSTOMER', 'USER'] as const;
    const made = types.map((type) => add(type).id);
    const fetched = await fetchAll();
    expect(fetched.map(({ webexId: id }) => id)).toEqual(made);
    expect(calls('POST')).toEqual([]);
  });

  it('does not download again what it holds', async () => {
    await fetchAll();
    const before = emulator.requests.filter((request) => request.server === 'content').length;
    const again = await fetchAll();
    expect(again.map(({ isNew }) => isNew)).toEqual([false, false, false]);
    expect(emulator.requests.filter((request) => request.server === 'content')).toHaveLength(before);
  });

  it('waits for a running report, whatever its status is called', async () => {
    const { id } = add('USER', { status: 'REQUESTED', pollsLeft: 2 });
    const [held] = await fetchAll(userOnly);
    expect(held?.webexId).toBe(id);
    expect(calls('POST')).toEqual([]);
  });

  it('is not what only has missing reports made: nothing is waited for, and a later fetch goes on with them', async () => {
    emulator.settings.pollsUntilComplete = 3;
    const running = add('PARTNER', { status: 'IN_PROGRESS', pollsLeft: 9 });
    const request = { period: september, levels: USAGE_LEVELS };
    const made = await createReports(workspace, connect(), request, plainContext());
    expect(made.map(({ isNew }) => isNew)).toEqual([false, true, true]);
    expect(made[0]?.webexId).toBe(running.id);
    expect(calls('POST')).toHaveLength(2);
    expect(ports.pauses).toEqual([]);
    expect(listBatches(workspace.database)).toEqual([]);
    expect(
      (await createReports(workspace, connect(), request, plainContext())).map(({ isNew }) => isNew),
    ).toEqual([...[false, false, false]]);
    const fetched = await fetchAll();
    expect(fetched.map(({ webexId: id }) => id)).toEqual(made.map(({ webexId: id }) => id));
    expect(calls('POST')).toHaveLength(2);
  });

  it('polls after 2, 4, 8, 16, 30, 30 seconds', async () => {
    add('USER', { status: 'IN_PROGRESS', pollsLeft: 6 });
    await fetchAll(userOnly);
    expect(ports.pauses).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('takes the newest of several complete reports', async () => {
    add('USER', { created: '2026-10-03T00:00:00.000Z' });
    const { id } = add('USER', { created: '2026-10-05T00:00:00.000Z' });
    add('USER', { created: '2026-10-04T00:00:00.000Z' });
    const [held] = await fetchAll(userOnly);
    expect(held?.webexId).toBe(id);
  });

  it('makes a failed report anew', async () => {
    const { id } = add('USER', { status: 'FAILED', errors: [{ code: 1, description: 'x' }] });
    const [held] = await fetchAll(userOnly);
    expect(held?.webexId).not.toBe(id);
    expect(calls('DELETE')).toEqual([]);
  });

  it('never takes a point-in-time report', async () => {
    const { id } = add('USER', { category: 'POINT_IN_TIME' });
    const [held] = await fetchAll(userOnly);
    expect(held?.webexId).not.toBe(id);
    expect(calls('POST')).toHaveLength(1);
  });

  it('never takes a point-in-time report from a list that does not tell categories', async () => {
    emulator.settings.listsCategory = false;
    const { id } = add('USER', { category: 'POINT_IN_TIME' });
    const [report] = await fetchAll(userOnly);
    expect(report?.webexId).not.toBe(id);
    const [again] = await fetchAll({ ...userOnly, regenerate: true });
    expect(again?.webexId).not.toBe(report?.webexId);
    expect(emulator.reports.get(id)).toBeDefined();
  });

  it('goes past a point-in-time report whose id it had stored', async () => {
    const { id } = add('USER', { category: 'POINT_IN_TIME' });
    workspace.database.transaction(() => {
      const tracked = { webexId: id, status: 'IN_PROGRESS', isOurs: false, at: ports.clock() };
      trackReport(workspace.database, slot('user'), tracked);
    });
    const [report] = await fetchAll(userOnly);
    expect(report?.webexId).not.toBe(id);
  });

  it('goes on after a conflict: there is one, so it is listed again and used', async () => {
    const conflict = emulator.arrival('createReport').then(() => add('USER'));
    emulator.faults.add({ on: 'createReport', kind: 'status', status: 409 });
    const [held] = await fetchAll(userOnly);
    expect(held?.webexId).toBe((await conflict).id);
  });

  it.each([
    ['whose answer is lost', { kind: 'lost-answer' } as const],
    ['answered without an id', undefined],
  ])('does not create a second time after a creation %s', async (_name, fault) => {
    if (fault) emulator.faults.add({ on: 'createReport', ...fault });
    else emulator.settings.createBody = 'empty';
    const [held] = await fetchAll(userOnly);
    expect(emulator.reports.list().map((report) => report.id)).toEqual([held?.webexId]);
  });

  it('works against a server that throttles, answers 503 in HTML, expires the first link and breaks a transfer', async () => {
    for (let day = 1; day <= 25; day++) {
      emulator.reports.add({
        start: `2026-08-${String(day).padStart(2, '0')}`,
        end: '2026-08-31',
        type: 'USER',
      });
    }
    const { id } = add('USER');
    Object.assign(emulator.settings, { pageSize: 5, linkDefect: 'max-null-and-drops-filters' });
    emulator.faults.add(
      { on: 'listReports', kind: 'status', status: 429, headers: { 'retry-after': '3' } },
      { on: 'listReports', kind: 'status', status: 503, html: true },
      { on: 'getReport', kind: 'status', status: 502, html: true },
      { on: 'download', kind: 'status', status: 403 },
      { on: 'download', kind: 'break', afterBytes: 700 },
    );
    const fetched = await fetchAll();
    expect(fetched.find(({ slot: { level } }) => level === 'user')?.webexId).toBe(id);
    expect(emulator.faults.left()).toBe(0);
    expect(new Set(fetched.map(({ userDays }) => userDays)).size).toBe(1);
  });

  it('keeps what could be had when one level fails, and tells why', async () => {
    add('PARTNER');
    add('CUSTOMER');
    emulator.settings.failures.push([{ code: 2011, description: 'No usage yet.' }]);
    const failure = await failureOf(fetchAll());
    expect([failure.code, failure.params['detail'], failure.params['code']]).toEqual([
      'REPORT_FAILED',
      'No usage yet.',
      '2011',
    ]);
    expect(listBatches(workspace.database)).toHaveLength(2);
    const fetched = await fetchAll();
    expect(fetched).toHaveLength(3);
  });

  it('gives up waiting after a while and goes on with the same report the next time', async () => {
    emulator.settings.pollsUntilComplete = 1000;
    const failure = await failureOf(fetchAll({ ...userOnly, longestWaitMs: 60_000 }));
    expect(failure.code).toBe('REPORT_STILL_RUNNING');
    defined(emulator.reports.list()[0], 'one was created').pollsLeft = 0;
    const [held] = await fetchAll(userOnly);
    expect(held?.webexId).toBe(emulator.reports.list()[0]?.id);
    expect(calls('POST')).toHaveLength(1);
  });

  it('makes no call for dates that Webex would refuse', async () => {
    const today = defined(parsePeriod('2026-11-01..2026-11-02'), 'a period');
    const old = defined(parsePeriod('2021-10'), 'a month');
    expect((await failureOf(fetchAll({ period: today }))).code).toBe('FETCH_DATES_NOT_PAST');
    expect((await failureOf(fetchAll({ period: old }))).code).toBe('FETCH_DATES_TOO_OLD');
    expect(emulator.requests).toEqual([]);
  });

  it('refuses a report whose content is of another level, and nothing of it counts', async () => {
    content = (report) => inventedContent({ ...report, type: 'CUSTOMER' });
    const failure = await failureOf(fetchAll(userOnly));
    expect(failure.code).toBe('REPORT_CONTENT_DIFFERS');
    expect(listBatches(workspace.database)).toEqual([]);
    expect(readdirSync(join(folder, 'sources'))).toEqual([]);
  });

  it('holds reports without a row: header alone is an answer as well', async () => {
    content = (report) => Buffer.from(inventedContent(report).toString().split('\r\n').slice(0, 1).join());
    const held = await fetchAll();
    expect(held.map((report) => [report.rows, formatMicros(report.userDays)])).toEqual([
      [0, '0'],
      [0, '0'],
      [0, '0'],
    ]);
  });

  it('fetches the reports of given sub-partners, and of all that Webex lists', async () => {
    const orgs = [webexId('ORGANIZATION'), webexId('ORGANIZATION')];
    for (const orgId of orgs)
      emulator.subPartners.push({ orgId, subscriptionId: 'Sub1', provisioningState: 'active' });
    content = (report) =>
      Buffer.from(
        inventedContent(report)
          .toString()
          .replaceAll('Emulated', `Sub ${report.subPartnerOrgId ?? ''}`),
      );
    const given = await fetchAll({ ...userOnly, subPartners: [orgs[0] ?? ''] });
    expect(given.map((held) => held.slot.subPartner)).toEqual([orgs[0]]);
    const all = await fetchAll({ ...userOnly, subPartners: 'all' });
    expect(all.map((held) => [held.slot.subPartner, held.isNew])).toEqual([
      [orgs[0], false],
      [orgs[1], true],
    ]);
    expect(emulator.reports.list().map((report) => report.subPartnerOrgId)).toEqual(orgs);
  });
});

describe('a read-only token', () => {
  it('fetches what exists, and names the missing scope where one must be created or deleted', async () => {
    add('USER');
    await fetchAll(userOnly, connect([READ]));
    for (const changes of [{ levels: ['partner'] as const }, { ...userOnly, regenerate: true }]) {
      const failure = await failureOf(fetchAll(changes, connect([READ])));
      expect(failure.code).toBe('WEBEX_SCOPE_MISSING');
      expect(failure.params['scope']).toContain('reports_write');
    }
    expect(emulator.reports.list()).toHaveLength(1);
    expect(listBatches(workspace.database)).toHaveLength(1);
  });
});

describe('a regeneration', () => {
  it('keeps the evidence, replaces the rows and shows what changed', async () => {
    const [first] = await fetchAll(userOnly);
    const [second] = await fetchAll({ ...userOnly, regenerate: true });
    expect(second?.webexId).not.toBe(first?.webexId);
    expect(emulator.reports.list().map((report) => report.id)).toEqual([second?.webexId]);
    const comparison = defined(second?.comparison, 'there was a version before');
    expect(formatMicros(comparison.before)).not.toBe(formatMicros(comparison.after));
    expect((comparison.after - comparison.before) / 1_000_000n).toBe(-14n);
    expect(comparison.customers).toBe(3);
    expect(listBatches(workspace.database).map((batch) => batch.id)).toEqual([second?.batchId]);
    for (const held of [first, second])
      expect(statSync(join(folder, 'sources', held?.sourceId ?? '')).size).toBeGreaterThan(0);
  });

  it('holds the bytes of a report before it is deleted at Webex', async () => {
    const { id } = add('USER');
    emulator.faults.add({ on: 'createReport', kind: 'status', status: 400 });
    expect((await failureOf(fetchAll({ ...userOnly, regenerate: true }))).code).toBe('WEBEX_REFUSED');
    expect(emulator.reports.list()).toEqual([]);
    expect(listBatches(workspace.database)).toHaveLength(1);
    expect(
      reportsOfSlot(workspace.database, slot('user')).map((report) => [report.webexId, report.state]),
    ).toEqual([[id, 'held']]);
  });

  it('keeps the evidence of all complete reports before it deletes them', async () => {
    add('USER', { created: '2026-10-05T00:00:00.000Z' });
    add('USER', { created: '2026-10-03T00:00:00.000Z' });
    const [held] = await fetchAll({ ...userOnly, regenerate: true });
    expect(emulator.reports.list().map((report) => report.id)).toEqual([held?.webexId]);
    const states = reportsOfSlot(workspace.database, slot('user')).map((report) => report.state);
    expect(states).toEqual(['replaced', 'replaced', 'held']);
    expect(listBatches(workspace.database)).toHaveLength(1);
  });

  it('deletes nothing when the evidence of the report is no longer what it was', async () => {
    const [held] = await fetchAll(userOnly);
    const path = join(workspace.sourcesFolder, held?.sourceId ?? '');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x20, 0, 4));
    expect(await failureOf(fetchAll({ ...userOnly, regenerate: true }))).toMatchObject({
      code: 'EVIDENCE_DAMAGED',
    });
    expect(calls('DELETE')).toEqual([]);
  });

  it('deletes nothing when the bytes can not be had', async () => {
    add('USER');
    emulator.faults.add({ on: 'download', kind: 'proxy-page' });
    expect((await failureOf(fetchAll({ ...userOnly, regenerate: true }))).code).toBe('DOWNLOAD_FAILED');
    expect(emulator.reports.list()).toHaveLength(1);
  });

  it('survives a deletion whose answer is lost', async () => {
    add('USER');
    emulator.faults.add({ on: 'deleteReport', kind: 'lost-answer' });
    await fetchAll({ ...userOnly, regenerate: true });
    expect(emulator.reports.list()).toHaveLength(1);
  });

  it('that was cancelled while it waited goes on with the report it had created', async () => {
    add('USER');
    emulator.settings.pollsUntilComplete = 1;
    const controller = new AbortController();
    const created = emulator.arrival('createReport').then(() => {
      controller.abort();
    });
    const cancelled = await failureOf(
      fetchAll({ ...userOnly, regenerate: true }, connect(), controller.signal),
    );
    await created;
    expect(cancelled.code).toBe('CANCELLED');
    const [held] = await fetchAll({ ...userOnly, regenerate: true });
    expect(emulator.reports.list()).toHaveLength(1);
    expect(held?.webexId).toBe(emulator.reports.list()[0]?.id);
  });

  it('by somebody else is noticed by the next fetch', async () => {
    const first = add('USER');
    await fetchAll(userOnly);
    emulator.reports.remove(first.id);
    const second = add('USER');
    const [held] = await fetchAll(userOnly);
    expect(held?.webexId).toBe(second.id);
    expect(held?.comparison?.customers).toBe(3);
  });
});

describe('the workspace', () => {
  it('keeps what it holds when a report is no longer at Webex', async () => {
    const { id } = add('USER');
    await fetchAll(userOnly);
    emulator.reports.remove(id);
    const [held] = await fetchAll(userOnly, connect([READ]));
    expect([held?.webexId, held?.isNew]).toEqual([id, false]);
  });

  it('takes a file that was imported by hand for the report with the same bytes', async () => {
    const report = add('USER');
    const path = writeTemporary('mine.csv', inventedContent(report));
    const imported = await importReport(workspace, { path }, plainContext());
    const [held] = await fetchAll(userOnly);
    expect(held?.batchId).toBe(imported.batchId);
    expect(listBatches(workspace.database)).toHaveLength(1);
  });

  it('waits anew for a report whose id it has stored, after a restart', async () => {
    emulator.settings.pollsUntilComplete = 1000;
    await failureOf(fetchAll({ ...userOnly, longestWaitMs: 1 }));
    workspace.close();
    workspace = open();
    expect(reportsOfSlot(workspace.database, slot('user')).map((report) => report.state)).toEqual([
      'waiting',
    ]);
    defined(emulator.reports.list()[0], 'one was created').pollsLeft = 0;
    await fetchAll(userOnly);
    expect(calls('POST')).toHaveLength(1);
    expect(reportsOfSlot(workspace.database, slot('user')).map((report) => report.state)).toEqual(['held']);
  });

  it('forgets a stored id that Webex no longer knows, and makes another report', async () => {
    emulator.settings.pollsUntilComplete = 1000;
    await failureOf(fetchAll({ ...userOnly, longestWaitMs: 1 }));
    emulator.reports.remove(emulator.reports.list()[0]?.id ?? '');
    emulator.settings.pollsUntilComplete = 1;
    await fetchAll(userOnly);
    expect(reportsOfSlot(workspace.database, slot('user')).map((report) => report.state)).toEqual([
      'gone',
      'held',
    ]);
  });

  it('has every act in its audit log, unbroken', async () => {
    await fetchAll(userOnly);
    await fetchAll({ ...userOnly, regenerate: true });
    const acts = [...eachEvent(workspace.database)].map((event) => event.what);
    expect(acts.filter((what) => what.startsWith('report-'))).toEqual([
      'report-fetched',
      'report-imported',
      'report-deleted',
      'report-superseded',
      'report-fetched',
      'report-imported',
    ]);
    expect(verifyEvents(workspace.database)).toBeUndefined();
  });

  it('holds neither the token nor a signed link, and the log does not either', async () => {
    emulator.faults.add(
      { on: 'download', kind: 'status', status: 403 },
      { on: 'download', kind: 'break', afterBytes: 9 },
    );
    await fetchAll();
    await fetchAll({ regenerate: true });
    workspace.close();
    const tokens = emulator.requests.map((request) =>
      String(request.headers['authorization'] ?? '').slice(7),
    );
    const secrets = [...new Set([...tokens, ...emulator.signatures(), 'Signature=', 'Key-Pair-Id'])].filter(
      Boolean,
    );
    expect(secrets.length).toBeGreaterThan(5);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'));
    expect(files.length).toBeGreaterThan(3);
    for (const text of [...texts, ports.lines.join('\n')]) {
      for (const one of secrets) expect(text.includes(one)).toBe(false);
    }
    workspace = open();
  });

  it('sends the token to the origin of the API alone', async () => {
    await fetchAll();
    const elsewhere = emulator.requests.filter((request) => request.server !== 'api');
    expect(elsewhere.length).toBeGreaterThan(0);
    for (const request of elsewhere) expect(JSON.stringify(request.headers)).not.toMatch(/bearer/i);
  });
});
