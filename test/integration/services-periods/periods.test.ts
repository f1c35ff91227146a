import { describe, expect, it } from 'vitest';
import { parsePeriod, type Period } from '#core/period.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { finish } from '#core/steps.ts';
import type { Workspace } from '#engine/context.ts';
import { addRun } from '#engine/repositories/runs.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { listPeriods } from '#engine/services/periods.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';
import { keptResult } from '../../support/kept-result.ts';

const HEADER = 'SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';
const october: Period | undefined = parsePeriod('2026-10');

const importRows = (
  workspace: Workspace,
  name: string,
  header: string,
  ...rows: string[]
): Promise<unknown> =>
  importReport(workspace, { path: writeTemporary(name, [header, ...rows].join('\n')) }, plainContext());

const INVOICE = [
  'Invoice Number,Invoice Date,Currency,Subscription ID,SKU,Quantity,Unit Price,Amount,Start Date,End Date',
  'INV-1,2026-11-01,USD,Sub1,A-1,10.5,10,105,2026-10-01,2026-10-31',
  'INV-1,2026-11-01,USD,Sub1,A-2,2.25,10,22.5,2026-10-01,2026-10-31',
].join('\n');

describe('the periods of a workspace', () => {
  it('are none where it holds nothing', () => {
    expect(listPeriods(temporaryWorkspace())).toEqual({ periods: [], withoutPeriod: [] });
  });

  it('show the invoice, the reports by level, and how old each is', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, 'u.csv', `${HEADER},USER_ID`, 'Sub1,A-1,2026-10-05,2026-10-31,26.5,u');
    await importRows(
      workspace,
      'p.csv',
      HEADER,
      'Sub1,A-1,2026-10-01,2026-10-31,31',
      'Sub1,A-2,2026-10-01,2026-10-31,5',
    );
    await importInvoice(workspace, { path: writeTemporary('i.csv', INVOICE) }, plainContext());
    const { periods, withoutPeriod } = listPeriods(workspace);
    expect(withoutPeriod).toEqual([]);
    expect(periods).toMatchObject([
      {
        period: october,
        invoices: [{ fileName: 'i.csv', number: 'INV-1', currency: 'USD', rows: 2, ageDays: 0 }],
        reports: [
          { fileName: 'p.csv', level: 'partner', rows: 2, userDays: 36_000_000n },
          { fileName: 'u.csv', level: 'user', rows: 1, userDays: 26_500_000n },
        ],
        lastRun: undefined,
      },
    ]);
  });

  it('show of a report only the rows within each of them', async () => {
    const workspace = temporaryWorkspace();
    await importInvoice(workspace, { path: writeTemporary('i.csv', INVOICE) }, plainContext());
    await importRows(
      workspace,
      'both.csv',
      HEADER,
      'Sub1,A-1,2026-09-01,2026-09-30,30',
      'Sub1,A-1,2026-10-01,2026-10-31,31',
    );
    const { periods } = listPeriods(workspace);
    expect(periods.map(({ period, reports }) => [period.start, period.end, reports[0]?.userDays])).toEqual([
      ['2026-10-01', '2026-10-31', 31_000_000n],
      ['2026-09-01', '2026-10-31', 61_000_000n],
    ]);
  });

  it('come newest first', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, 'a.csv', HEADER, 'Sub1,A-1,2026-08-01,2026-08-31,31');
    await importRows(workspace, 'b.csv', HEADER, 'Sub1,A-1,2026-10-01,2026-10-31,31');
    await importRows(workspace, 'c.csv', HEADER, 'Sub1,A-1,2026-09-01,2026-09-30,30');
    expect(listPeriods(workspace).periods.map(({ period }) => period.start)).toEqual([
      '2026-10-01',
      '2026-09-01',
      '2026-08-01',
    ]);
  });

  it('have beside them the files that name no day', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, 'empty.csv', HEADER);
    expect(listPeriods(workspace)).toMatchObject({
      periods: [],
      withoutPeriod: [{ kind: 'report', fileName: 'empty.csv' }],
    });
  });

  it('say how the last run went', () => {
    const workspace = temporaryWorkspace();
    if (!october) throw new Error('no period');
    const run = (id: string, verdict: 'blocked' | 'tied'): void => {
      const hash = '0'.repeat(64);
      finish(
        addRun(
          workspace.database,
          {
            ...{ id, period: october, verdict, inputsHash: hash, parameters: '{}', parametersHash: hash },
            ...{ createdAt: workspace.ports.clock(), batchIds: [] },
          },
          keptResult({
            ...{ schema: 'tieout.result/1', lines: [], checks: [], resultHash: `sha256:${hash}` },
          } as unknown as ResultDocument),
        ),
      );
    };
    run('first', 'blocked');
    run('second', 'tied');
    expect(listPeriods(workspace).periods).toMatchObject([
      { period: october, lastRun: { id: 'second', verdict: 'tied' } },
    ]);
  });
});
