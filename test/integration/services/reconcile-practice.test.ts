import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDecimal } from '#core/decimal/micros.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { readPriceBook } from '#engine/importers/parameters/read-price-book.ts';
import { runJob } from '#engine/jobs/run-job.ts';
import { nodePorts } from '#engine/ports.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import type { ReconcileOutcome } from '#engine/services/keep-run.ts';
import { reconcile, type ReconcileRequest } from '#engine/services/reconcile.ts';
import { wholeResult } from '../../support/whole-result.ts';

const practice = resolve(import.meta.dirname, '../../../resources/practice');
const file = (name: string): string => join(practice, name);

let folder: string;
let workspace: Workspace;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-reconcile-'));
  workspace = openWorkspace({ folder, ports: nodePorts() });
});

afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

const inJob = <T>(work: Parameters<typeof runJob<T>>[0]): Promise<T> =>
  runJob(work, { signal: new AbortController().signal });

async function request(own: Partial<ReconcileRequest> = {}): Promise<ReconcileRequest> {
  const priceBook = await inJob((context) => readPriceBook(file('price-book.csv'), context));
  return {
    invoices: [file('invoice.xlsx')],
    reports: ['partner.csv', 'customer.csv', 'user.csv'].map(file),
    read: {},
    parameters: {
      period: undefined,
      unitBasis: 'auto',
      unitDecimals: undefined,
      rounding: undefined,
      roundingGrain: undefined,
      tolerance: {
        quantity: undefined,
        amount: undefined,
        percent: parseDecimal('0')!.value,
        cap: undefined,
      },
    },
    priceBook,
    ...own,
  };
}

const run = async (own: Partial<ReconcileRequest> = {}): Promise<ReconcileOutcome> => {
  const wanted = await request(own);
  return inJob((context) => reconcile(workspace, wanted, context));
};

const exact = (text: string | null): bigint => parseDecimal(text ?? '')!.value;

interface Label {
  readonly id: string;
  readonly sku: string;
  readonly customer: { readonly orgId: string | null };
  readonly class: string;
  readonly explanation: string;
  readonly varianceAmount: string;
}

describe('the practice period', () => {
  it('comes out with every labelled discrepancy and no other', async () => {
    const result = await wholeResult(workspace, run());
    const labels = JSON.parse(readFileSync(file('labels.json'), 'utf8')) as {
      verdict: string;
      varianceOfAllDiscrepancies: string;
      discrepancies: readonly Label[];
    };
    expect(result.verdict).toBe(labels.verdict);
    const found = result.lines
      .filter((line) => !line.withinTolerance)
      .map(
        (line) =>
          `${line.sku} ${line.customerOrgId ?? ''} ${line.class} ${line.variance.amount ?? ''} ${line.explanations[0]?.code ?? ''}`,
      )
      .sort();
    const labelled = labels.discrepancies
      .map(
        ({ sku, customer, class: own, varianceAmount, explanation }) =>
          `${sku} ${customer.orgId ?? ''} ${own} ${varianceAmount} ${explanation}`,
      )
      .sort();
    expect(found).toEqual(labelled);
    // What is left of the total is the rounding of amounts, each within tolerance.
    const tolerated = result.lines
      .filter((line) => line.withinTolerance)
      .map((line) => exact(line.variance.amount));
    const rest = exact(result.totals.variance) - exact(labels.varianceOfAllDiscrepancies);
    expect(tolerated.reduce((sum, own) => sum + own, 0n)).toBe(rest);
  });

  it('gives the same result hash in another workspace, and when it is run again', async () => {
    const first = await run();
    const again = await run();
    expect(again.result.resultHash).toBe(first.result.resultHash);
    expect(again.runId).not.toBe(first.runId);
    const elsewhere = mkdtempSync(join(tmpdir(), 'tieout-reconcile-'));
    const other = openWorkspace({ folder: elsewhere, ports: nodePorts() });
    try {
      const wanted = await request({ reports: ['user.csv', 'partner.csv', 'customer.csv'].map(file) });
      const outcome = await inJob((context) => reconcile(other, wanted, context));
      expect(outcome.result.resultHash).toBe(first.result.resultHash);
    } finally {
      other.close();
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('uses the usage that the workspace holds where no report is given', async () => {
    const given = await run();
    const held = await run({ reports: [] });
    expect(held.result.resultHash).toBe(given.result.resultHash);
  });

  it('is not reconcilable without usage', async () => {
    const { result } = await run({ reports: [] });
    expect(result.verdict).toBe('not-reconcilable');
    expect(result.verdictReasons).toEqual(['NO_USAGE']);
    expect(result.coverage.audited).toBe(0);
  });

  it('leaves nothing behind where one of its files is unreadable', async () => {
    const bad = join(folder, 'bad.csv');
    writeFileSync(bad, 'NAME,VALUE\na,1\n');
    await expect(run({ reports: [file('user.csv'), bad] })).rejects.toMatchObject({
      code: 'REPORT_COLUMN_MISSING',
    });
    expect(listBatches(workspace.database)).toEqual([]);
    expect(readdirSync(join(folder, 'sources'))).toEqual([]);
  });

  it('refuses the same bytes twice, under whatever name', async () => {
    const copy = join(folder, 'copy.csv');
    copyFileSync(file('user.csv'), copy);
    await expect(run({ reports: [file('user.csv'), copy] })).rejects.toMatchObject({
      code: 'FILE_GIVEN_TWICE',
      params: { file: 'copy.csv', other: 'user.csv' },
    });
  });
});
