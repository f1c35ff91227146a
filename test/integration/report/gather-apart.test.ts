import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '#core/errors.ts';
import { finish } from '#core/steps.ts';
import type { JobProgress } from '#engine/jobs/job-context.ts';
import { runJob } from '#engine/jobs/run-job.ts';
import { gatherApart, startReportThread } from '#engine/importers/report/apart/gather-apart.ts';
import { gatherReport, type BlockSink, type GatheredReport } from '#engine/importers/report/gather-report.ts';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { findChangedContents } from '#engine/repositories/content-digests.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { importReport } from '#engine/services/import-report.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const HEADER =
  'PARTNER_NAME,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,SUBSCRIBER_ID,USER_ID,WORKSPACE_ID,SERVICE_NAME,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,LOCATION_ID';
const OPTIONS = { phase: 'read-report' } as const;

const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const row = (index: number, { name = 'Example', user = uuid(index), quantity = '31' } = {}): string =>
  `${name},Sub1,c-${index % 700},${user},,,CALLING,A-${index % 3},2026-10-${index % 2 === 0 ? '01' : '15'},2026-10-31,${quantity},L1`;
const rows = (count: number, of: (index: number) => string = row): string =>
  [HEADER, ...Array.from({ length: count }, (_, index) => of(index)), ''].join('\n');

/** Everything that a reading hands over, in its order; typed columns as lists, so that they are compared by value. */
async function gathered(
  read: (sink: BlockSink) => Promise<GatheredReport | undefined>,
): Promise<{ readonly handed: readonly unknown[]; readonly end: unknown }> {
  const handed: unknown[] = [];
  const listed = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_key, inner: unknown) => {
        if (ArrayBuffer.isView(inner)) return Array.from(inner as Uint8Array, String);
        return typeof inner === 'bigint' ? String(inner) : inner;
      }),
    );
  const sink: BlockSink = {
    begin: (header) => handed.push(listed(header)),
    take: (block, issues) => handed.push(listed([block, issues])),
  };
  try {
    return { handed, end: listed(await read(sink)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { handed: [], end: { code: error.code, params: error.params } };
  }
}

async function bothWays(
  content: string | Buffer,
): Promise<{ readonly apart: unknown; readonly here: unknown }> {
  const path = writeTemporary('report.csv', content);
  const of = { source: { id: 's'.repeat(64), name: 'report.csv' }, dateOrder: undefined };
  const apart = await gathered((sink) =>
    gatherApart({ path, options: OPTIONS, ...of }, sink, plainContext()),
  );
  const file = await openTableFile(path, OPTIONS, plainContext());
  onTestFinished(() => file.close());
  const here = await gathered((sink) => gatherReport({ file, ...of }, sink, plainContext()));
  return { apart, here };
}

describe('a report that is read in a thread of its own', () => {
  it.each([
    ['in its usual form, of many blocks', rows(40_000)],
    ['with ids that are no UUIDs', rows(3000, (index) => row(index, { user: `user-${index}` }))],
    ['with texts in quotes, and in Japanese', rows(3000, (index) => row(index, { name: '"例示, 通信"' }))],
    [
      'with commas too many, which are put together at the end',
      rows(3000, (index) => row(index, index % 9 === 0 ? { name: 'A, B' } : {})),
    ],
    [
      'with rows that can not be read',
      rows(3000, (index) => row(index, index % 5 === 0 ? { quantity: 'many' } : {})),
    ],
    [
      'with quantities that need their whole column',
      rows(3000, (index) => row(index, { quantity: '"1.234,5"' })),
    ],
    [
      'with a column that nobody knows',
      rows(3000).replaceAll(',L1', ',L1,CC').replace('LOCATION_ID', 'LOCATION_ID,COST_CENTER'),
    ],
    ['without rows', `${HEADER}\n`],
    ['in semicolons and CRLF', rows(3000).replaceAll(',', ';').replaceAll('\n', '\r\n')],
    ['in UTF-16', Buffer.from(`\ufeff${rows(500)}`, 'utf16le')],
  ])('%s: hands over the same blocks, and comes to the same', async (_what, content) => {
    const { apart, here } = await bothWays(content);
    expect(apart).toEqual(here);
  });

  it.each([
    ['a NUL', rows(30_000).replace(`,${uuid(29_000)}`, ',\0')],
    ['a quote that is never closed', `${rows(30_000)}"`],
    ['no column of quantities', rows(100).replace('QUANTITY', 'AMOUNT')],
  ])('with %s: is refused with the same words', async (_what, content) => {
    const { apart, here } = await bothWays(content);
    expect(apart).toEqual(here);
    expect(here).toMatchObject({ end: { code: expect.any(String) as unknown } });
  });

  it('is left to the caller where no thread can be started', async () => {
    const task = {
      path: writeTemporary('a.csv', rows(3)),
      options: OPTIONS,
      source: { id: 's', name: 'a.csv' },
      dateOrder: undefined,
    };
    const handed: unknown[] = [];
    const sink: BlockSink = {
      begin: (header) => handed.push(header),
      take: (block) => handed.push(block),
    };
    expect(
      await gatherApart(
        task,
        sink,
        plainContext(),
        startReportThread(writeTemporary('no-thread.mjs', 'throw new Error("no");')),
      ),
    ).toBe(undefined);
    expect(await gatherApart(task, sink, plainContext(), startReportThread('/nowhere/no-thread.mjs'))).toBe(
      undefined,
    );
    const ended = startReportThread(writeTemporary('ended.mjs', 'process.exit(3);'));
    if (ended === undefined) throw new Error('no thread');
    await once(ended, 'exit');
    expect(await gatherApart(task, sink, plainContext(), ended)).toBe(undefined);
    expect(handed).toEqual([]);
  });

  it('whose thread ends on its way fails', async () => {
    const task = {
      path: 'a.csv',
      options: OPTIONS,
      source: { id: 's', name: 'a.csv' },
      dateOrder: undefined,
    };
    const sink: BlockSink = { begin: () => undefined, take: () => undefined };
    const entry = writeTemporary(
      'dying.mjs',
      `import { parentPort } from 'node:worker_threads';
      parentPort.once('message', () => { parentPort.postMessage({ kind: 'ready' }); process.exit(3); });`,
    );
    await expect(gatherApart(task, sink, plainContext(), startReportThread(entry))).rejects.toThrow(
      'ended with 3',
    );
  });
});

/** So large that the import starts a thread. */
const LARGE = 150_000;

describe('an import of a large report', () => {
  it.each([
    [
      'whose rows are read twice, for their quantities',
      (index: number) => row(index, { quantity: '"1.234,5"' }),
    ],
    [
      'with rows that come late, and ids that are no UUIDs',
      (index: number) =>
        row(index, index % 999 === 5 ? { name: 'A, B' } : index % 800 === 7 ? { user: 'someone' } : {}),
    ],
  ])('%s: the digest of its rows is that of what is stored', async (_what, of) => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('user.csv', rows(LARGE, of));
    const { counts } = await importReport(workspace, { path }, plainContext());
    expect(counts.stored).toBe(LARGE);
    expect(finish(findChangedContents(workspace.database))).toEqual([]);
  });

  it('comes to what its rows say, and tells how far it is', async () => {
    const workspace = temporaryWorkspace();
    const told: JobProgress[] = [];
    const context = { ...plainContext(), report: (progress: JobProgress) => told.push(progress) };
    const { counts, userDays } = await importReport(
      workspace,
      { path: writeTemporary('user.csv', rows(LARGE)) },
      context,
    );
    expect(counts).toEqual({ read: LARGE, stored: LARGE, quarantined: 0, blank: 0 });
    expect(userDays).toBe(BigInt(LARGE) * 31_000_000n);
    expect(finish(findChangedContents(workspace.database))).toEqual([]);
    expect(new Set(told.map(({ phase }) => phase))).toEqual(
      new Set(['keep-copy', 'read-report', 'store-rows']),
    );
    // The rows were digested while they were stored: nobody knows how many groups there are.
    expect(told.filter(({ phase, total }) => phase === 'store-rows' && total !== undefined)).toEqual([]);
  });

  it.each(['read-report', 'store-rows'])(
    'that is cancelled in the phase %s leaves nothing',
    async (phase) => {
      const workspace = temporaryWorkspace();
      const abort = new AbortController();
      let words = 0;
      const job = runJob(
        (context) => importReport(workspace, { path: writeTemporary('user.csv', rows(LARGE)) }, context),
        {
          signal: abort.signal,
          onProgress: (progress) => {
            if (progress.phase !== phase) return;
            words += 1;
            if (words === 1) abort.abort();
          },
        },
      );
      await expect(job).rejects.toThrow('CANCELLED');
      expect(words).toBeGreaterThanOrEqual(1);
      expect(listBatches(workspace.database, { status: 'pending' })).toEqual([]);
      expect(listBatches(workspace.database)).toEqual([]);
      for (const table of ['usage_row', 'usage_group', 'usage_total', 'source_file']) {
        expect(workspace.database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0n });
      }
      expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
    },
  );
});
