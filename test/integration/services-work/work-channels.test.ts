import { describe, expect, it, onTestFinished } from 'vitest';
import { defined } from '#core/assert.ts';
import type { PlainDate } from '#core/period.ts';
import { jobRegistry, type JobRegistry } from '#engine/dispatch/job-registry.ts';
import { openReader } from '#engine/dispatch/read-workspace.ts';
import { resultReader } from '#engine/dispatch/read-results.ts';
import { workHandlers, type WorkHandlers } from '#engine/dispatch/work-handlers.ts';
import type { Workspace } from '#engine/context.ts';
import { openVariances } from '#engine/repositories/open-variances.ts';
import { findLastRun, readRunHead } from '#engine/repositories/runs.ts';
import { listPeriods } from '#engine/services/periods.ts';
import type { LineFilter } from '#shared/ipc/contract/result-lines.ts';
import { internalError } from '#shared/ipc/to-wire-error.ts';
import { customerKey, OCTOBER, workMonth } from '../../support/work-month.ts';

const PERIOD = { start: '2026-10-01', end: '2026-10-31' };

/** The channels over a workspace, as the engine process has them. */
function channels(workspace: Workspace): { readonly work: WorkHandlers; readonly jobs: JobRegistry } {
  const reader = openReader(workspace);
  const jobs = jobRegistry({
    newId: workspace.ports.newId,
    clock: workspace.ports.clock,
    onChange: () => undefined,
    onWritten: () => undefined,
    toWire: () => internalError('test'),
    firstSeq: 0,
  });
  onTestFinished(async () => {
    await jobs.stop();
    reader.close();
  });
  return { work: workHandlers({ workspace, reader, jobs }), jobs };
}

const settled = (jobs: JobRegistry): Promise<void> => jobs.exclusively(() => undefined);

describe('the progress of a month', () => {
  it('is the money whose differences are judged at the figure that they have', async () => {
    const { workspace, result } = await workMonth();
    const { work } = channels(workspace);
    expect(await work['work:get-progress']({ runId: result.runId })).toMatchObject({
      differences: 4,
      settled: 0,
      // Beta 20, Gamma 30, Delta 40 billed without usage; its usage has no price.
      toExplain: '90',
      explained: '0',
      withoutAmount: 1,
      undo: null,
      redo: null,
      isCurrent: true,
    });
    await work['work:judge-lines']({
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'accepted', reason: 'PRORATION', note: 'joined mid-month' },
    });
    expect(await work['work:get-progress']({ runId: result.runId })).toMatchObject({
      settled: 1,
      reviewed: 1,
      explained: '20',
      byStatus: { open: 3, accepted: 1 },
      undo: { kind: 'judge', status: 'accepted', about: ['Sub1 / A-1 / beta'] },
    });
  });
});

describe('what is left of a month', () => {
  it('is what nobody has decided on, and what has changed since', async () => {
    const { workspace, result } = await workMonth();
    const { work } = channels(workspace);
    const left = (): unknown => listPeriods(workspace).periods[0]?.lastRun?.left;
    const run = defined(findLastRun(workspace.database, OCTOBER), 'a run');
    const { position } = defined(readRunHead(workspace.database, run.id), 'its head');
    const all = openVariances(workspace.database, position);
    expect(left()).toEqual(all);
    await work['work:judge-lines']({
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'accepted', reason: 'PRORATION', note: 'joined mid-month' },
    });
    await work['work:judge-lines']({
      runId: result.runId,
      lines: { keys: [customerKey(result, 'gamma')] },
      judgement: { assignee: 'Sato' },
    });
    // Beta's 20 are decided on; to be assigned is no decision.
    expect(left()).toEqual({ ...all, lines: all.lines - 1, amount: all.amount - 20_000_000_000_000n });
    await work['work:undo']({ period: PERIOD });
    await work['work:undo']({ period: PERIOD });
    expect(left()).toEqual(all);
  });
});

describe('an assignment', () => {
  it('is what lines are filtered by, in a list and in a sum, and what the progress counts', async () => {
    const { workspace, result } = await workMonth();
    const { work } = channels(workspace);
    const reader = openReader(workspace);
    onTestFinished(() => {
      reader.close();
    });
    const list = (filter: LineFilter, level: 'partner' | 'customer') =>
      resultReader(reader.database)['results:list-lines']({
        ...{ runId: result.runId, level, filter, offset: 0, limit: 100 },
      });
    const assign = (customer: string, judgement: { assignee?: string | null; due?: PlainDate }) =>
      work['work:judge-lines']({
        runId: result.runId,
        lines: { keys: [customerKey(result, customer)] },
        judgement,
      });
    await assign('beta', { assignee: '佐藤', due: '2026-11-20' as PlainDate });
    await assign('gamma', { assignee: '佐藤', due: '2026-11-25' as PlainDate });
    await assign('gamma', { assignee: null });
    expect(await work['work:get-progress']({ runId: result.runId })).toMatchObject({
      settled: 0,
      assignees: [{ name: '佐藤', differences: 1 }],
      withDue: 2,
    });
    const names = async (filter: LineFilter): Promise<(string | null)[]> =>
      (await list(filter, 'customer')).rows.map(({ customerExternalId }) => customerExternalId);
    expect(await names({ assignees: ['佐藤'] })).toEqual(['beta']);
    expect(await names({ assignees: [''] })).toHaveLength(3);
    expect(await names({ assignees: ['佐藤', ''] })).toHaveLength(4);
    expect(await names({ dueBy: '2026-11-24' })).toEqual(['beta']);
    expect(await names({ dueBy: '2026-11-25' })).toHaveLength(2);
    expect(await names({ dueBy: '2026-11-19' })).toEqual([]);
    expect((await list({ assignees: ['佐藤'] }, 'customer')).rows).toMatchObject([
      { assignee: '佐藤', due: '2026-11-20' },
    ]);
    expect((await list({ assignees: ['佐藤'] }, 'partner')).totals.lines).toBe(1);
  });
});

describe('an act that changes what is compared', () => {
  it('has the month reconciled anew, once for several acts in a row', async () => {
    const { workspace, result } = await workMonth();
    const { work, jobs } = channels(workspace);
    const match = work['work:match-lines']({
      runId: result.runId,
      invoice: [customerKey(result, 'delta', 'OLD')],
      usage: [customerKey(result, 'delta', 'NEW')],
    });
    expect((await match).jobId).not.toBeNull();
    expect(await work['work:get-progress']({ runId: result.runId })).toMatchObject({ isCurrent: false });
    await settled(jobs);
    const run = defined(findLastRun(workspace.database, OCTOBER), 'a run');
    expect(run.id).not.toBe(result.runId);
    expect(await work['work:get-progress']({ runId: run.id })).toMatchObject({
      isCurrent: true,
      differences: 2,
    });
    expect(await work['work:list-rules']({ period: PERIOD })).toMatchObject({
      rules: [{ rule: { kind: 'match' }, by: 'tester', file: null }],
    });
  });

  it('is taken back by undo, and the month is reconciled anew', async () => {
    const { workspace, result } = await workMonth();
    const { work, jobs } = channels(workspace);
    await work['work:match-lines']({
      runId: result.runId,
      invoice: [customerKey(result, 'delta', 'OLD')],
      usage: [customerKey(result, 'delta', 'NEW')],
    });
    await settled(jobs);
    expect((await work['work:undo']({ period: PERIOD })).jobId).not.toBeNull();
    await settled(jobs);
    expect(findLastRun(workspace.database, OCTOBER)?.resultHash).toBe(result.resultHash);
  });
});

describe('an act while a job runs', () => {
  it('waits for the job, and is not undone with it', async () => {
    const { workspace, result } = await workMonth();
    const { work, jobs } = channels(workspace);
    let fail: (error: Error) => void = () => undefined;
    const held = new Promise<never>((_, reject) => {
      fail = reject;
    });
    jobs.start({
      kind: 'import',
      files: [],
      work: async () => {
        workspace.database.execute('BEGIN IMMEDIATE');
        try {
          return await held;
        } finally {
          workspace.database.execute('ROLLBACK');
        }
      },
    });
    const act = work['work:judge-lines']({
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'carried' },
    });
    fail(new Error('the job fails'));
    expect((await act).changes).toBe(1);
    expect(
      (await work['work:list-states']({ runId: result.runId, keys: [customerKey(result, 'beta')] })).states,
    ).toEqual([expect.objectContaining({ key: customerKey(result, 'beta') })]);
  });
});

describe('the history of a month', () => {
  it('says what was done, what was taken back, and why', async () => {
    const { workspace, result } = await workMonth();
    const { work } = channels(workspace);
    await work['work:judge-lines']({
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta'), customerKey(result, 'gamma')] },
      judgement: { status: 'explained', reason: 'PRORATION' },
    });
    await work['work:undo']({ period: PERIOD });
    const { total, rows } = await work['work:get-history']({ period: PERIOD, offset: 0, limit: 10 });
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { kind: 'undo', of: rows[1]?.sequence, reason: 'PRORATION', isUndone: false, by: 'tester' },
      { kind: 'judge', changes: 2, isUndone: true, about: ['Sub1 / A-1 / beta', 'Sub1 / A-1 / gamma'] },
    ]);
  });
});

describe('the last reason of a cluster', () => {
  it('is offered for the next difference of its kind', async () => {
    const { workspace, result } = await workMonth([
      { name: 'acme', billed: 10, used: 8 },
      { name: 'beta', billed: 10, used: 8 },
    ]);
    const { work } = channels(workspace);
    const signature = defined(
      workspace.database
        .prepare<{ signature: string }>(
          'SELECT signature FROM result_line WHERE signature IS NOT NULL LIMIT 1',
        )
        .get()?.signature,
      'a cluster',
    );
    const last = (): unknown => work['work:get-last-reason']({ runId: result.runId, signature });
    expect(last()).toBeNull();
    await work['work:judge-lines']({
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'disputed', reason: 'PRICE_CHANGE', note: 'see the offer' },
    });
    expect(last()).toEqual({ reason: 'PRICE_CHANGE', note: 'see the offer', period: PERIOD });
  });
});
