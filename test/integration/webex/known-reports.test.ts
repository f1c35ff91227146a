import { describe, expect, it, vi } from 'vitest';
import { READ, WRITE } from '../../support/webex/test-client.ts';
import { isOver } from '../../unit/engine-process/engine-line.ts';
import { engineWithWebex, type EngineWithWebex } from './engine-with-webex.ts';
import type { HoldingRow, ReportEntry } from '#shared/ipc/contract/reports.ts';

vi.mock('electron', async () => (await import('../../unit/shell/electron-module.ts')).electronModule());

const PAGE = { offset: 0, limit: 500 };
const SEPTEMBER = { start: '2026-09-01', end: '2026-09-30' };
const ORG = '00000000-0000-4000-8000-000000000042';

const holdings = async (engine: EngineWithWebex): Promise<readonly HoldingRow[]> =>
  (await engine.ask('reports:list-holdings', PAGE)).rows;
const september = async (engine: EngineWithWebex): Promise<HoldingRow> => {
  const row = (await holdings(engine)).find(({ period }) => period.start === SEPTEMBER.start);
  if (row === undefined) throw new Error('September is not there.');
  return row;
};
const statesOf = ({ levels }: HoldingRow) => levels.map(({ state }) => state);
const entries = async (engine: EngineWithWebex): Promise<readonly ReportEntry[]> =>
  (await engine.ask('reports:list-reports', PAGE)).rows;

describe('the list of reports', () => {
  it('is never empty of periods: the last month that is over is missing where nothing is known', async () => {
    const engine = await engineWithWebex();
    const answer = await engine.ask('reports:list-holdings', PAGE);
    expect(answer.listing).toBeNull();
    expect(answer.rows.map(statesOf)).toEqual([['missing', 'missing', 'missing']]);
  });

  it('shows what Webex has, of sub-partners as well, and marks what can not be held against an invoice', async () => {
    const engine = await engineWithWebex();
    const { reports, subPartners } = engine.emulator;
    subPartners.push({ orgId: ORG, subscriptionId: 'Sub1', provisioningState: 'active' });
    reports.add({ ...SEPTEMBER, type: 'PARTNER' });
    reports.add({ ...SEPTEMBER, type: 'USER', status: 'IN_PROGRESS', pollsLeft: 9 });
    reports.add({ ...SEPTEMBER, type: 'CUSTOMER', category: 'POINT_IN_TIME' });
    reports.add({ ...SEPTEMBER, type: 'PARTNER', subPartnerOrgId: ORG });
    reports.add({
      start: '2026-08-01',
      end: '2026-08-31',
      type: 'USER',
      status: 'FAILED',
      errors: [{ code: 2031, description: 'No data' }],
    });
    await engine.useToken();
    const job = await engine.run('jobs:start-list', {});
    expect(job.outcome).toEqual({ kind: 'list-reports', reports: 5, isComplete: true });

    const rows = (await holdings(engine)).filter(({ period }) => period.start === SEPTEMBER.start);
    expect(rows.map((row) => [row.subPartner, ...statesOf(row)])).toEqual([
      [null, 'ready', 'missing', 'running'],
      [ORG, 'ready', 'missing', 'missing'],
    ]);
    const all = await entries(engine);
    expect(all.find(({ category }) => category === 'POINT_IN_TIME')?.level).toBe('customer');
    expect(all.find(({ status }) => status === 'FAILED')?.failure).toBe('2031 No data');
    expect(await engine.ask('reports:list-sub-partners', undefined)).toHaveLength(1);
  });

  it('works with a token that may not list sub-partners, and says that they are not in it', async () => {
    const engine = await engineWithWebex();
    engine.emulator.reports.add({ ...SEPTEMBER, type: 'PARTNER' });
    await engine.useToken([READ, WRITE]);
    await engine.run('jobs:start-list', {});
    expect((await engine.ask('reports:list-reports', PAGE)).listing).toMatchObject({
      subPartners: 'no-scope',
    });
  });

  it('stays as it was when Webex can not be asked', async () => {
    const engine = await engineWithWebex();
    engine.emulator.reports.add({ ...SEPTEMBER, type: 'PARTNER' });
    await engine.useToken();
    await engine.run('jobs:start-list', {});
    const before = await engine.ask('reports:list-reports', PAGE);
    engine.emulator.faults.add({ on: 'listReports', kind: 'status', status: 403, times: 9 });
    expect((await engine.run('jobs:start-list', {})).state).toBe('failed');
    expect(await engine.ask('reports:list-reports', PAGE)).toEqual(before);
  });
});

describe('a fetch', () => {
  it('makes three levels be held, and lets other work go on while Webex makes them', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    engine.emulator.settings.pollsUntilComplete = 1000;
    const { jobId } = await engine.ask('jobs:start-fetch', {
      period: SEPTEMBER,
      levels: ['partner', 'customer', 'user'],
      account: await engine.account(),
    });
    await engine.emulator.arrival('getReport');
    // A list is asked for and answered in between.
    expect((await engine.run('jobs:start-list', {})).state).toBe('completed');
    expect(statesOf(await september(engine))).toEqual(['running', 'running', 'running']);
    for (const report of engine.emulator.reports.list()) report.status = 'COMPLETED';
    const job = await engine.line.job(jobId, isOver);
    expect(job.outcome).toMatchObject({ kind: 'fetch', reports: 3 });
    const row = await september(engine);
    expect(statesOf(row)).toEqual(['held', 'held', 'held']);
    expect(
      row.levels.map(({ rows, userDays, atWebex }) => [rows !== null, userDays !== null, atWebex]),
    ).toEqual(Array.from({ length: 3 }, () => [true, true, 'yes']));
  });

  it('that made a report anew shows what changed, to the last half-day', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    const wish = { period: SEPTEMBER, levels: ['customer' as const] };
    await engine.run('jobs:start-fetch', wish);
    const again = await engine.run('jobs:start-fetch', { ...wish, regenerate: true });
    if (again.outcome?.kind !== 'fetch') throw new Error(JSON.stringify(again.error));
    const [held] = again.outcome.held;
    expect(held?.changed).toMatchObject({ customers: 3 });

    const webexId = held?.webexId ?? '';
    const all = await engine.ask('reports:compare-versions', { ...PAGE, webexId });
    expect(all).toMatchObject({ change: '-14', customers: 3 });
    expect(all.rows.map(({ change }) => Number(change)).reduce((a, b) => a + b)).toBe(-14);
    const second = await engine.ask('reports:compare-versions', { offset: 1, limit: 1, webexId });
    expect(second.rows).toEqual(all.rows.slice(1, 2));
    const replaced = (await entries(engine)).find(({ here }) => here === 'replaced');
    expect(replaced).toMatchObject({ atWebex: 'no', hasEarlier: false });
  });

  it('is outdated once Webex holds a newer report than the one here', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    engine.emulator.reports.add({ ...SEPTEMBER, type: 'USER', created: '2026-10-02T00:00:00.000Z' });
    await engine.run('jobs:start-fetch', { period: SEPTEMBER, levels: ['user'] });
    expect((await september(engine)).levels[2]).toMatchObject({ state: 'held', newer: null });

    const newer = engine.emulator.reports.add({
      ...SEPTEMBER,
      type: 'USER',
      created: '2026-10-09T00:00:00.000Z',
    });
    await engine.run('jobs:start-list', {});
    expect((await september(engine)).levels[2]).toMatchObject({
      state: 'outdated',
      newer: { webexId: newer.id, createdAt: '2026-10-09T00:00:00.000Z' },
    });
    expect((await entries(engine)).filter(({ isOutdated }) => isOutdated)).toHaveLength(1);
  });

  it('of days that Webex has no reports of is refused before anything is sent', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    const day = new Date().toISOString().slice(0, 10);
    const job = await engine.run('jobs:start-fetch', { period: { start: day, end: day }, levels: ['user'] });
    expect(job.error?.code).toBe('FETCH_DATES_NOT_PAST');
    expect(engine.emulator.requests).toEqual([]);
  });
});

describe('a deletion', () => {
  it('makes the link of a report useless, and keeps what is held here', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    await engine.run('jobs:start-fetch', { period: SEPTEMBER, levels: ['user'] });
    await engine.run('jobs:start-list', {});
    const [report] = engine.emulator.reports.list();
    const job = await engine.run('jobs:start-delete', { webexId: report?.id ?? '' });
    expect(job.outcome).toEqual({ kind: 'delete-report', webexId: report?.id });
    expect(engine.emulator.reports.list()).toEqual([]);
    expect((await september(engine)).levels[2]).toMatchObject({ state: 'held', atWebex: 'no' });
  });

  it('needs the scope to write, and names it', async () => {
    const engine = await engineWithWebex();
    const { id } = engine.emulator.reports.add({ ...SEPTEMBER, type: 'USER' });
    await engine.useToken([READ]);
    const job = await engine.run('jobs:start-delete', { webexId: id });
    expect(job.error).toMatchObject({ code: 'WEBEX_SCOPE_MISSING', params: { scope: WRITE } });
    expect(engine.emulator.reports.get(id)).toBeDefined();
  });
});
