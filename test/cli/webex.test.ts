import { readdirSync, readFileSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkspace } from '#engine/context.ts';
import { eachEvent } from '#engine/repositories/events.ts';
import { type CliSettings, type Desk, makeDesk, practiceFile } from '../support/run-cli.ts';
import { folderContent, inventedContent } from '../support/webex-emulator/content.ts';
import { type Emulator, startEmulator } from '../support/webex-emulator/emulator.ts';
import type { EmulatedReport } from '../support/webex-emulator/reports.ts';
import { testPorts } from '../support/workspace.ts';
import { ALL_SCOPES, READ } from '../support/webex/test-client.ts';

const practice = folderContent(join(practiceFile('user.csv'), '..'));

/** Both sides take the tests for a day after the practice period. */
const TEST_NOW = '2026-11-02T09:00:00.000Z';
const offset = Date.parse(TEST_NOW) - Date.now();
const now = (): Date => new Date(Date.now() + offset);
const clock = {
  TEST_NOW,
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, '../support/shift-clock.mjs')).href}`,
};

let desk: Desk;
let emulator: Emulator;
let content: (report: EmulatedReport) => Buffer;
beforeEach(async () => {
  desk = makeDesk();
  content = practice;
  emulator = await startEmulator({
    now,
    content: (report) => content(report),
    settings: { pollsUntilComplete: 0 },
  });
});
afterEach(async () => {
  await emulator.close();
  desk.dispose();
});

/** The environment of a run, with a token of these scopes. */
const online = (scopes: readonly string[] = ALL_SCOPES): Required<Pick<CliSettings, 'env'>> => ({
  env: {
    ...clock,
    TIEOUT_API_URL: emulator.apiUrl,
    TIEOUT_ACCESS_TOKEN: emulator.oauth.issue(scopes),
    TIEOUT_LANG: 'en',
  },
});

interface FetchDocument {
  reports: { id: string; type: string; rows: number; userDays: string; sha256: string; status: string }[];
}
const OCTOBER = ['fetch', '--period', '2026-10'];
const posts = () => emulator.requests.filter((request) => request.method === 'POST');

describe('fetch', () => {
  it('and then reconcile gives the same result as with the files, whatever the server does', async () => {
    const settings = online();
    for (let day = 1; day <= 5; day++) {
      emulator.reports.add({ start: `2026-09-0${day}`, end: '2026-09-30', type: 'USER' });
    }
    emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER', category: 'POINT_IN_TIME' });
    emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'CUSTOMER' });
    Object.assign(emulator.settings, {
      pageSize: 2,
      linkDefect: 'max-null-and-drops-filters',
      pollsUntilComplete: 1,
    });
    emulator.faults.add(
      { on: 'listReports', kind: 'status', status: 429, headers: { 'retry-after': '1' } },
      { on: 'listReports', kind: 'status', status: 503, html: true },
      { on: 'createReport', kind: 'status', status: 409 },
      { on: 'download', kind: 'status', status: 403 },
      { on: 'download', kind: 'break', afterBytes: 2000 },
    );
    const conflicting = emulator
      .arrival('createReport')
      .then(({ body }) => (JSON.parse(body) as { type: EmulatedReport['type'] }).type)
      .then((type) => emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type }));
    const fetched = await desk.json(OCTOBER, settings);
    await conflicting;
    expect(fetched.stderr).toBe(fetched.stderr.replace(/Error/g, ''));
    expect(fetched.exitCode).toBe(0);
    expect(emulator.faults.left()).toBe(0);
    expect((fetched.document as FetchDocument).reports.map(({ type, status }) => [type, status])).toEqual([
      ['PARTNER', 'COMPLETED'],
      ['CUSTOMER', 'COMPLETED'],
      ['USER', 'COMPLETED'],
    ]);
    const invoice = [
      'reconcile',
      '--invoice',
      practiceFile('invoice.xlsx'),
      '--price-book',
      practiceFile('price-book.csv'),
    ];
    const held = await desk.json(invoice);
    const other = makeDesk();
    const files = ['partner.csv', 'customer.csv', 'user.csv'].map(practiceFile);
    const given = await other.json([...invoice, '--report', ...files]);
    other.dispose();
    const hashOf = ({ document }: { document: unknown }) => (document as { resultHash: string }).resultHash;
    expect(hashOf(held)).toBe(hashOf(given));
    expect((held.document as { verdict: string }).verdict).toBe('variances');
  });

  it('leaves neither the token nor a signed link in the workspace, the output or a log', async () => {
    const settings = online();
    emulator.faults.add(
      { on: 'download', kind: 'status', status: 403 },
      { on: 'download', kind: 'break', afterBytes: 9 },
    );
    const runs = [
      await desk.tieout(OCTOBER, settings),
      await desk.tieout([...OCTOBER, '--regenerate', '--json'], settings),
      await desk.tieout(['reports', 'list', '--json'], settings),
    ];
    const first = emulator.reports.list()[0]?.id ?? '';
    runs.push(await desk.tieout(['reports', 'show', first, '--json'], settings));
    emulator.faults.add({ on: 'download', kind: 'status', status: 403, times: 99 });
    runs.push(await desk.tieout(['reports', 'download', first, '--out', 'x.csv', '--json'], settings));
    expect(runs.map((run) => run.exitCode)).toEqual([0, 0, 0, 0, 3]);
    const secrets = [
      settings.env['TIEOUT_ACCESS_TOKEN'] ?? '',
      ...emulator.signatures(),
      'Signature=',
      'Key-Pair-Id',
    ];
    const files = readdirSync(desk.folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(desk.folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path).toString('latin1'));
    expect(files.length).toBeGreaterThan(3);
    for (const text of [...files, ...runs.flatMap((run) => [run.stdout, run.stderr])]) {
      expect(secrets.filter((one) => text.includes(one))).toEqual([]);
    }
    const elsewhere = emulator.requests.filter((request) => request.server !== 'api');
    expect(elsewhere.some((request) => 'authorization' in request.headers)).toBe(false);
  });

  it('shows no signed link where the environment has Node trace the network', async () => {
    const settings = online();
    const traced = { NODE_DEBUG: 'fetch,undici,websocket,http,tls', DEBUG: '*' };
    const env = { ...settings.env, ...traced };
    const run = await desk.tieout([...OCTOBER, '--type', 'user'], { env });
    expect(run.exitCode).toBe(0);
    expect(emulator.signatures().length).toBeGreaterThan(0);
    const token = settings.env['TIEOUT_ACCESS_TOKEN'] ?? '';
    const secrets = [token, ...emulator.signatures(), 'Signature='];
    expect(secrets.filter((one) => (run.stdout + run.stderr).includes(one))).toEqual([]);
  });

  it('says so when Webex lists no sub-partners', async () => {
    const settings = online([...ALL_SCOPES]);
    const run = await desk.tieout([...OCTOBER, '--sub-partner', 'all'], settings);
    expect([run.exitCode, run.stdout]).toEqual([0, 'Webex lists no sub-partners: nothing was fetched.\n']);
  });

  it('shows what changed when a report is made anew', async () => {
    const settings = online();
    const september = ['fetch', '--period', '2026-09', '--type', 'customer'];
    await desk.tieout(september, settings);
    const { stdout } = await desk.tieout([...september, '--regenerate'], settings);
    expect(stdout).toContain('2026-09-01..2026-09-30 CUSTOMER: changed by -14 user-days for 3 customers');
    const ja = await desk.tieout([...september, '--regenerate', '--lang', 'ja'], settings);
    expect(ja.stdout).toContain('新しいレポートの内容は前回と同じです');
  });
});

describe('a fetch of which one part fails', () => {
  it('tells of every part that failed', async () => {
    content = () => Buffer.from('<html>Sign in to the network</html>');
    const run = await desk.tieout([...OCTOBER, '--type', 'customer,user'], online());
    expect(run.exitCode).toBe(3);
    for (const { id } of emulator.reports.list()) expect(run.stderr.replaceAll('\n', ' ')).toContain(id);
    expect(run.stderr.match(/\[DOWNLOAD_FAILED\]/g)).toHaveLength(2);
    emulator.faults.add({ on: 'listReports', kind: 'status', status: 400, times: 9 });
    const alike = await desk.tieout(['fetch', '--period', '2026-08'], online());
    expect(alike.stderr.match(/\[WEBEX_REFUSED\]/g)).toHaveLength(1);
  });

  it('shows what the others have brought and what changed in them', async () => {
    const settings = online();
    const levels = ['fetch', '--period', '2026-09', '--type', 'customer,user'];
    await desk.tieout(levels, settings);
    content = (report) =>
      report.type === 'USER' ? Buffer.from('<html>Sign in to the network</html>') : practice(report);
    const run = await desk.tieout([...levels, '--regenerate'], settings);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain('[DOWNLOAD_FAILED]');
    expect(run.stdout).toContain('CUSTOMER: changed by -14 user-days for 3 customers');
  });
});

describe('a fetch that was killed', () => {
  const kill = (child: ChildProcess): void => {
    child.kill('SIGKILL');
  };
  /** Runs a fetch and kills it when the emulator has received such a request. */
  async function killedAt(call: 'getReport' | 'download', settings: CliSettings): Promise<void> {
    const arrived = emulator.arrival(call);
    const run = await desk.tieout([...OCTOBER, '--type', 'user'], {
      ...settings,
      onStart: (child) => {
        void arrived.then(() => {
          kill(child);
        });
      },
    });
    expect(run.exitCode).toBeNull();
  }
  async function completes(settings: CliSettings): Promise<void> {
    const { document, exitCode, stderr } = await desk.json([...OCTOBER, '--type', 'user'], settings);
    expect(stderr).not.toContain('Error');
    expect(exitCode).toBe(0);
    expect((document as FetchDocument).reports).toHaveLength(1);
    expect(posts()).toHaveLength(1);
    expect(readdirSync(join(desk.workspace, 'sources')).filter((name) => name.includes('partial'))).toEqual(
      [],
    );
    const periods = await desk.json(['periods']);
    expect((periods.document as { periods: { reports: unknown[] }[] }).periods[0]?.reports).toHaveLength(1);
    expect((await desk.json(['doctor'])).exitCode).toBe(0);
  }

  it('while it polled goes on with the stored report', async () => {
    const settings = online();
    emulator.settings.pollsUntilComplete = 1;
    await killedAt('getReport', settings);
    await completes(settings);
  });

  it('while it downloaded begins the download again', async () => {
    const settings = online();
    emulator.faults.add({ on: 'download', kind: 'hang' });
    await killedAt('download', settings);
    await completes(settings);
  });

  it('while it imported imports again, and counts nothing twice', async () => {
    const settings = online();
    const [head = '', ...rows] = inventedContent({
      ...emulator.reports.add({ start: '2026-09-01', end: '2026-09-30', type: 'USER' }),
      start: '2026-10-01',
      end: '2026-10-31',
    })
      .toString()
      .trimEnd()
      .split('\r\n');
    const many = Array.from({ length: 2000 }, (_, copy) =>
      rows.map((row) => row.replaceAll('-8000-d', `-8${copy.toString().padStart(3, '0').slice(-3)}-d`)),
    ).flat();
    content = () => Buffer.from([head, ...many].join('\n'));
    await desk.json(['periods']);
    let running: ChildProcess | undefined;
    // The bytes are evidence from the moment on in which the import begins.
    const watcher = watch(join(desk.workspace, 'sources'), (_event, name) => {
      if (/^[0-9a-f]{64}$/.test(name ?? '') && running) kill(running);
    });
    const run = await desk.tieout([...OCTOBER, '--type', 'user'], {
      ...settings,
      onStart: (child) => {
        running = child;
      },
    });
    watcher.close();
    expect(run.exitCode).toBeNull();
    expect((await desk.json(['periods'])).document).toEqual({ periods: [], withoutPeriod: [] });
    await completes(settings);
  });
});

describe('a fetch that can not be done', () => {
  it.each([
    ['a date that is not past', ['fetch', '--period', '2999-01'], 2, 'Webex makes reports of past days only'],
    ['dates of long ago', ['fetch', '--period', '2001-01'], 2, 'past five years only'],
    ['dates that are none', ['fetch', '--period', '2026-02-30..2026-03-01'], 2, 'cannot be used'],
    ['a level that is none', ['fetch', '--period', '2026-10', '--type', 'site'], 2, 'partner,customer,user'],
    ['no period', ['fetch'], 2, '--period'],
  ])('because of %s says so, and makes no call', async (_name, args, exitCode, sentence) => {
    const run = await desk.tieout(args, online());
    expect(run.exitCode).toBe(exitCode);
    expect(run.stderr.replace(/\s+/g, ' ')).toContain(sentence);
    expect(emulator.requests).toEqual([]);
    expect(desk.files(desk.folder)).toEqual([]);
  });

  it('without a token says which variables to set', async () => {
    const { document, exitCode } = await desk.json(OCTOBER, { env: clock });
    expect(document).toMatchObject({ error: { code: 'TOKEN_MISSING' } });
    expect(exitCode).toBe(2);
  });

  it('over plain http says so', async () => {
    const env = { ...online().env, TIEOUT_API_URL: 'http://webexapis.com/v1' };
    const { document, exitCode } = await desk.json(OCTOBER, { env });
    expect(document).toMatchObject({ error: { code: 'API_URL_INVALID' } });
    expect(exitCode).toBe(2);
  });

  it('with a read-only token names the missing scope, and downloads what exists', async () => {
    const settings = online([READ]);
    emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
    const all = await desk.json(OCTOBER, settings);
    expect(all.exitCode).toBe(3);
    expect(all.document).toMatchObject({
      error: {
        code: 'WEBEX_SCOPE_MISSING',
        params: { scope: 'spark-admin:wholesale_billing_reports_write', status: '403' },
      },
    });
    const user = await desk.json([...OCTOBER, '--type', 'user'], settings);
    expect(user.exitCode).toBe(0);
  });

  it('names a host that can not be reached, and keeps the workspace', async () => {
    const settings = online();
    await desk.tieout([...OCTOBER, '--type', 'user'], settings);
    await emulator.close();
    const { document, exitCode } = await desk.json([...OCTOBER, '--type', 'partner'], settings);
    expect(document).toMatchObject({
      error: { code: 'WEBEX_UNREACHABLE', params: { host: '127.0.0.1', reason: 'ECONNREFUSED' } },
    });
    expect(exitCode).toBe(3);
    expect((await desk.json(['doctor'])).exitCode).toBe(0);
    emulator = await startEmulator({ now });
  });

  it('because the proxy of the environment lets nothing through says so, and gives the proxy no token', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(`${request.url ?? ''} ${JSON.stringify(request.headers)}`);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const TIEOUT_ACCESS_TOKEN = 'the-token';
    const run = await desk.json(OCTOBER, { env: { ...clock, HTTPS_PROXY, TIEOUT_ACCESS_TOKEN } });
    await new Promise((resolve) => proxy.close(resolve));
    expect(run.exitCode).toBe(3);
    expect(run.document).toMatchObject({
      error: { code: 'WEBEX_UNREACHABLE', params: { host: 'webexapis.com', reason: 'proxy HTTP 407' } },
    });
    expect(asked.length).toBeGreaterThan(0);
    for (const one of asked) expect(one).toMatch(/^webexapis\.com:443 /);
    expect(asked.join()).not.toContain('the-token');
    const direct = await desk.tieout(['reports', 'list'], { env: { ...online().env, HTTPS_PROXY } });
    expect(direct.exitCode).toBe(0);
  });

  it('because a proxy answers in HTML says so', async () => {
    emulator.faults.add({ on: 'listReports', kind: 'proxy-page', times: 3 });
    const { document, exitCode } = await desk.json(OCTOBER, online());
    expect(document).toMatchObject({
      error: { code: 'WEBEX_ANSWER_UNREADABLE', params: { detail: 'text/html' } },
    });
    expect(exitCode).toBe(3);
  });

  it('because the person cancels ends with 130, and the next one completes', async () => {
    const settings = online();
    emulator.settings.pollsUntilComplete = 1;
    const polled = emulator.arrival('getReport');
    const run = await desk.tieout([...OCTOBER, '--type', 'user'], {
      ...settings,
      onStart: (child) => {
        void polled.then(() => child.kill('SIGINT'));
      },
    });
    expect(run.exitCode).toBe(130);
    expect((await desk.json([...OCTOBER, '--type', 'user'], settings)).exitCode).toBe(0);
    expect(posts()).toHaveLength(1);
  });
});

describe('reports', () => {
  it('lists all pages as the API has them, and marks point-in-time reports for a person', async () => {
    const settings = online();
    emulator.settings.pageSize = 1;
    emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER', category: 'POINT_IN_TIME' });
    const { id } = emulator.reports.add({ start: '2026-09-01', end: '2026-09-30', type: 'PARTNER' });
    const all = await desk.json(['reports', 'list', '--sort-by', 'billingEndDate'], settings);
    expect((all.document as { items: unknown[] }).items).toHaveLength(2);
    const one = await desk.json(['reports', 'list', '--period', '2026-09', '--type', 'PARTNER'], settings);
    expect(one.document).toEqual({
      items: [
        {
          id,
          billingStartDate: '2026-09-01',
          billingEndDate: '2026-09-30',
          status: 'COMPLETED',
          type: 'PARTNER',
          category: 'RECONCILIATION',
        },
      ],
    });
    const whole = await desk.tieout(['reports', 'list'], settings);
    expect(whole.stdout).toContain('point in time');
    expect(whole.stderr).not.toContain('may not be complete');
    emulator.settings.linkDefect = 'repeats';
    const cut = await desk.json(['reports', 'list'], settings);
    expect([cut.exitCode, (cut.document as { items: unknown[] }).items.length]).toEqual([0, 1]);
    expect(cut.stderr).toContain('may not be complete');
    expect(desk.files(desk.folder)).toEqual([]);
  });

  it('creates, downloads, and deletes only when told twice', async () => {
    const settings = online();
    const made = await desk.json(['reports', 'create', '--period', '2026-10', '--type', 'user'], settings);
    const { id } = made.document as { id: string };
    const saved = await desk.json(['reports', 'download', id, '--out', 'user.csv'], settings);
    expect(saved.document).toMatchObject({ id, bytes: readFileSync(practiceFile('user.csv')).length });
    expect(readFileSync(desk.path('user.csv'))).toEqual(readFileSync(practiceFile('user.csv')));
    const refused = await desk.json(['reports', 'delete', id], settings);
    expect([refused.exitCode, emulator.reports.list().length]).toEqual([2, 1]);
    expect(refused.document).toMatchObject({ error: { code: 'CONFIRMATION_NEEDED' } });
    const deleted = await desk.json(['reports', 'delete', id, '--yes'], settings);
    expect([deleted.exitCode, deleted.document, emulator.reports.list()]).toEqual([
      0,
      { id, deleted: true },
      [],
    ]);
  });

  it('writes a deletion into the audit log of the workspace, and deletes nothing while another holds it', async () => {
    const settings = online();
    const { id } = emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
    const holder = openWorkspace({ folder: desk.workspace, ports: testPorts() });
    const refused = await desk.json(['reports', 'delete', id, '--yes'], settings);
    expect([refused.exitCode, emulator.reports.list().length]).toEqual([4, 1]);
    holder.close();
    expect((await desk.json(['reports', 'delete', id, '--yes'], settings)).exitCode).toBe(0);
    const workspace = openWorkspace({ folder: desk.workspace, ports: testPorts() });
    const [deletion] = [...eachEvent(workspace.database)].filter(({ what }) => what === 'report-deleted');
    workspace.close();
    expect(deletion?.before).toEqual({
      report: id,
      level: 'user',
      start: '2026-10-01',
      end: '2026-10-31',
      subPartner: null,
    });
  });

  it('leaves an older file as it was when the download fails', async () => {
    const settings = online();
    const { id } = emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
    desk.put('user.csv', 'older');
    emulator.faults.add({ on: 'download', kind: 'proxy-page' });
    expect((await desk.json(['reports', 'download', id, '--out', 'user.csv'], settings)).exitCode).toBe(3);
    expect(readFileSync(desk.path('user.csv'), 'utf8')).toBe('older');
    expect(desk.files(desk.folder)).toEqual(['user.csv']);
  });

  it('works with a refresh token, and tells when Webex has replaced it', async () => {
    const { clientId, clientSecret } = emulator.integration;
    const env = {
      TIEOUT_API_URL: emulator.apiUrl,
      TIEOUT_CLIENT_ID: clientId,
      TIEOUT_CLIENT_SECRET: clientSecret,
      TIEOUT_REFRESH_TOKEN: emulator.oauth.issueRefreshToken(ALL_SCOPES),
    };
    const run = await desk.tieout(['reports', 'list'], { env });
    expect([run.exitCode, run.stdout]).toEqual([0, 'No such reports at Webex.\n']);
    expect(run.stderr).toContain('Webex has replaced the refresh token');
    for (const secret of [clientSecret, env.TIEOUT_REFRESH_TOKEN]) expect(run.stderr).not.toContain(secret);
  });
});

describe('demo --online', () => {
  it('fetches, reconciles and exports, with the same result as from the files', async () => {
    const online = await desk.json(['demo', '--online', '--out', 'a']);
    const files = await desk.json(['demo', '--out', 'b']);
    expect([online.exitCode, files.exitCode]).toEqual([0, 0]);
    const hashes = [online, files].map(({ document }) => (document as { resultHash: string }).resultHash);
    expect(hashes[0]).toBe(hashes[1]);
    expect(desk.files(desk.path('a'))).toEqual(['practice-en.xlsx']);
    const told = await desk.tieout(['demo', '--online', '--out', 'a', '--lang', 'ja']);
    expect(told.stdout).toContain('51,333.5 ユーザー日');
  });
});
