import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { micros } from '#core/decimal/micros.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { runJob } from '#engine/jobs/run-job.ts';
import { nodePorts } from '#engine/ports.ts';
import { exportRun } from '#engine/services/export.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { agrees, recalculate, recalculationMissing } from '../../support/recalculate.ts';

const practice = resolve(import.meta.dirname, '../../../resources/practice');
const missing = recalculationMissing();
if (missing !== undefined) console.warn(`skipped: nothing is recalculated, since ${missing}`);

let folder: string;
let workspace: Workspace;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-export-'));
  workspace = openWorkspace({ folder: join(folder, 'workspace'), ports: nodePorts() });
});
afterAll(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

const inJob = <T>(work: Parameters<typeof runJob<T>>[0]): Promise<T> =>
  runJob(work, { signal: new AbortController().signal });

/** Reconciles files and writes the workbook, on the way that a person's month takes. */
async function workbookOf(
  name: string,
  invoices: readonly string[],
  reports: readonly string[],
  language: 'en' | 'ja',
): Promise<string> {
  const out = join(folder, `${name}-${language}.xlsx`);
  const tolerance = { quantity: undefined, amount: undefined, percent: micros(0n), cap: undefined };
  const parameters = {
    period: undefined,
    unitBasis: 'auto' as const,
    unitDecimals: undefined,
    rounding: undefined,
    roundingGrain: undefined,
    tolerance,
  };
  const { runId } = await inJob((context) =>
    reconcile(workspace, { invoices, reports, read: {}, parameters }, context),
  );
  const request = {
    run: { id: runId },
    out,
    language,
    detail: 'user' as const,
    appVersion: '0',
    describeIssue: () => '',
  };
  await inJob((context) => exportRun(workspace, request, context));
  return out;
}

const file = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

const [ACME, BETA] = ['0a000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000002'];
const HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';
const usage = (customer: string, external: string, quantity: string): string =>
  `Example,52cf576d-60a8-407a-b22c-467c51591908,Sub100,${customer},${external},A-1,2026-10-01,2026-10-31,${quantity}`;

describe.skipIf(missing !== undefined)('the workbook of a real run recalculates to itself', () => {
  it.each(['en', 'ja'] as const)('for the practice period, in %s', async (language) => {
    const report = (level: string): string => join(practice, `${level}.csv`);
    const reports = ['partner', 'customer', 'user'].map(report);
    const out = await workbookOf('practice', [join(practice, 'invoice.xlsx')], reports, language);
    const cells = recalculate(out);
    expect(cells.length).toBeGreaterThan(1000);
    expect(cells.filter((cell) => !agrees(cell) || String(cell.calculated).startsWith('#'))).toEqual([]);
  });

  it('for unlike prices, unreadable figures, names like formulas and overlapping reports', async () => {
    const invoice = file('prices.csv', [
      'SubscriptionID,SKU,Quantity,Rate,Amount,ConsumptionStartDate,ConsumptionEndDate,Currency,EndCustomerName,EndCustomerID',
      'Sub100,A-1,5,10,50.00,2026-10-01,2026-10-31,USD,=SUM Holdings,C-1',
      'Sub100,A-1,5.5,11.33,62.32,2026-10-01,2026-10-31,USD,=SUM Holdings,C-1',
      'Sub100,A-1,1,12.5,12.50,2026-10-01,2026-10-31,USD,@Ghost,C-9',
      'Sub100,A-1,2,11.5,23.00,2026-10-01,2026-10-31,USD,@Ghost,C-9',
      'Sub100,A-1,12x,11.5,23.00,2026-10-01,2026-10-31,USD,+49 Firma,C-2',
      ',,,,-5.00,,,USD,Credit,',
    ]);
    const reports = [
      file('one.csv', [HEADER, usage(ACME, 'C-1', '310'), usage(BETA, 'C-2', '139.5')]),
      file('two.csv', [HEADER, usage(ACME, 'C-1', '310')]),
    ];
    const out = await workbookOf('prices', [invoice], reports, 'en');
    const cells = recalculate(out);
    expect(cells.filter((cell) => !agrees(cell) || String(cell.calculated).startsWith('#'))).toEqual([]);
    // W4 holds the rows of the sheet against the run: the row that stands in two files counts once in both.
    const proofs = cells.filter(({ sheet, cell }) => sheet === 'Checks' && /^[A-Z]+1[4-8]$/.test(cell));
    expect(proofs.filter(({ stored }) => stored === 'CHECK')).toEqual([]);
  });
});
