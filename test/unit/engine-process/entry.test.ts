import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { until } from '../../support/until.ts';
import { temporaryFolder, temporaryWorkspace } from '../../support/workspace.ts';
import { engineLine, isOver, practice, valueOf } from './engine-line.ts';

const REPORTS = ['partner.csv', 'customer.csv', 'user.csv'].map(practice);

describe('the engine process', () => {
  test('says that it is ready once its workspace is open', () => {
    expect(engineLine().told[0]).toEqual({ kind: 'ready' });
  });

  test('says why a workspace can not be opened, names no folder, and ends', () => {
    const folder = join(temporaryFolder(), 'held');
    temporaryWorkspace(folder);
    const line = engineLine({ folder });
    const [failed] = line.told.filter(({ kind }) => kind === 'failed');
    expect(failed).toMatchObject({ error: { code: 'WORKSPACE_LOCKED', incidentId: null } });
    expect(JSON.stringify(failed)).not.toContain(folder);
    expect(line.exits[0]).toBe(3);
  });

  test('imports files of either kind, told by their content', async () => {
    const line = engineLine();
    const { jobId } = valueOf(
      await line.ask('jobs:start-import', { files: [practice('invoice.xlsx'), ...REPORTS] }),
    );
    const job = await line.job(jobId, isOver);
    expect(job.error).toBeNull();
    expect(job.outcome?.kind === 'import' && job.outcome.files.map(({ kind }) => kind)).toEqual([
      'invoice',
      'report',
      'report',
      'report',
    ]);
  });

  test('reconciles, lists the period with its run, pages its lines and writes its workbook', async () => {
    const line = engineLine();
    const started = valueOf(
      await line.ask('jobs:start-reconcile', {
        invoices: [practice('invoice.xlsx')],
        reports: REPORTS,
        priceBook: practice('price-book.csv'),
      }),
    );
    const job = await line.job(started.jobId, isOver);
    if (job.outcome?.kind !== 'reconcile') throw new Error(JSON.stringify(job.error));
    const { runId, verdict } = job.outcome;

    const periods = valueOf(await line.ask('periods:list-periods', { offset: 0, limit: 500 }));
    expect(periods.rows[0]?.lastRun).toMatchObject({ runId, verdict });
    const summary = valueOf(await line.ask('results:get-summary', { runId }));
    const all = valueOf(await line.ask('results:list-lines', { runId, offset: 0, limit: 500 }));
    const second = valueOf(await line.ask('results:list-lines', { runId, offset: 1, limit: 1 }));
    expect(all.total).toBe(summary.lines);
    expect(second.rows).toEqual(all.rows.slice(1, 2));

    const out = join(temporaryFolder(), 'variance.xlsx');
    const written = valueOf(
      await line.ask('jobs:start-export', {
        run: { runId },
        output: { path: out, name: 'variance.xlsx' },
        detail: 'customer',
        language: 'ja',
      }),
    );
    expect((await line.job(written.jobId, isOver)).state).toBe('completed');
    expect(existsSync(out)).toBe(true);
  });

  test('shows nothing of an import that is still running', async () => {
    const line = engineLine();
    const { jobId } = valueOf(
      await line.ask('jobs:start-import', { files: [practice('invoice.xlsx'), ...REPORTS] }),
    );
    await line.job(jobId, ({ state }) => state === 'running');
    const during = valueOf(await line.ask('periods:list-periods', { offset: 0, limit: 500 }));
    expect(during).toMatchObject({ total: 0, withoutPeriod: [] });
    await line.job(jobId, isOver);
    expect(valueOf(await line.ask('periods:list-periods', { offset: 0, limit: 500 })).total).toBe(1);
  });

  test('a cancelled import leaves nothing', async () => {
    const line = engineLine();
    const { jobId } = valueOf(
      await line.ask('jobs:start-import', { files: [practice('invoice.xlsx'), ...REPORTS] }),
    );
    await line.job(jobId, ({ state }) => state === 'running');
    valueOf(await line.ask('jobs:cancel-job', { jobId }));
    expect((await line.job(jobId, isOver)).state).toBe('cancelled');
    expect(valueOf(await line.ask('periods:list-periods', { offset: 0, limit: 500 })).total).toBe(0);
  });

  test('a job that waits behind another is cancelled at once', async () => {
    const line = engineLine();
    const first = valueOf(await line.ask('jobs:start-import', { files: [practice('user.csv')] }));
    const second = valueOf(await line.ask('jobs:start-import', { files: [practice('customer.csv')] }));
    valueOf(await line.ask('jobs:cancel-job', second));
    expect((await line.job(second.jobId, isOver)).state).toBe('cancelled');
    expect((await line.job(first.jobId, isOver)).state).toBe('completed');
    const { jobs } = valueOf(await line.ask('jobs:list-jobs', undefined));
    expect(jobs.map(({ state }) => state)).toEqual(['completed', 'cancelled']);
  });

  test('a file that is neither invoice nor report fails with its sentence, and the next job runs', async () => {
    const path = join(temporaryFolder(), 'letter.csv');
    writeFileSync(path, 'Dear customer,\nthank you\n');
    const line = engineLine();
    const { jobId } = valueOf(await line.ask('jobs:start-import', { files: [{ path, name: 'letter.csv' }] }));
    expect(await line.job(jobId, isOver)).toMatchObject({
      state: 'failed',
      error: { code: 'HEADER_NOT_FOUND', incidentId: null },
    });
    const next = valueOf(await line.ask('jobs:start-import', { files: [practice('user.csv')] }));
    expect((await line.job(next.jobId, isOver)).state).toBe('completed');
  });

  test('a report with a flaw fails as a report, not as an invoice', async () => {
    const path = join(temporaryFolder(), 'user.csv');
    writeFileSync(
      path,
      'SUBSCRIPTION_ID,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY\nS1,2026-10-01,2026-10-31,31\n',
    );
    const line = engineLine();
    const { jobId } = valueOf(await line.ask('jobs:start-import', { files: [{ path, name: 'user.csv' }] }));
    expect(await line.job(jobId, isOver)).toMatchObject({
      error: { code: 'REPORT_COLUMN_MISSING', params: { columns: 'SKU' } },
    });
  });

  test('refuses input that does not fit its channel', async () => {
    const line = engineLine();
    expect(await line.ask('periods:list-periods', { offset: 0, limit: 501 })).toMatchObject({
      ok: false,
      error: { code: 'REQUEST_INVALID' },
    });
  });

  test('is not disturbed by messages that it does not understand', async () => {
    const line = engineLine();
    for (const message of [null, 'x', {}, { kind: 'request' }, { kind: 'stop', extra: 1 }])
      line.sendRaw(message);
    expect((await line.ask('jobs:list-jobs', undefined)).ok).toBe(true);
  });

  test('sends the next snapshot of a job only after the last has arrived, and then the newest', async () => {
    const line = engineLine({ acknowledges: false });
    const { jobId } = valueOf(await line.ask('jobs:start-import', { files: [practice('user.csv')] }));
    let isThere = false;
    const look = setInterval(() => {
      void line.ask('jobs:list-jobs', undefined).then((listed) => {
        isThere = valueOf(listed).jobs.some(isOver);
      });
    }, 10);
    await until('the job is over', () => isThere);
    clearInterval(look);
    const snapshots = (): unknown[] =>
      line.told.filter((message) => message.kind === 'event' && message.event === 'jobs:changed');
    expect(snapshots()).toHaveLength(1);
    line.send({ kind: 'acknowledge', jobId });
    expect(snapshots()).toHaveLength(2);
    expect((await line.job(jobId, isOver)).state).toBe('completed');
  });

  test('numbers its snapshots above those of the engine before', async () => {
    const line = engineLine({ firstSeq: 1000 });
    const { jobId } = valueOf(await line.ask('jobs:start-import', { files: [practice('user.csv')] }));
    expect((await line.job(jobId, isOver)).seq).toBeGreaterThan(1000);
  });

  test('told to stop, it cancels its jobs and ends', async () => {
    const line = engineLine();
    const { jobId } = valueOf(await line.ask('jobs:start-import', { files: REPORTS }));
    line.send({ kind: 'stop' });
    expect((await line.job(jobId, isOver)).state).toBe('cancelled');
  });
});
