import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PRACTICE = join(ROOT, 'resources', 'practice');
const file = (name: string): string => join(PRACTICE, name);

interface Labels {
  readonly verdict: string;
  readonly discrepancies: readonly {
    readonly id: string;
    readonly customer: { readonly externalId: string; readonly orgId: string | null };
    readonly subscriptionId: string;
    readonly sku: string;
    readonly class: string;
    readonly explanation: string;
    readonly direction: string;
    readonly varianceAmount: string;
    readonly invoiceRows: readonly number[];
  }[];
}
const labels = JSON.parse(readFileSync(file('labels.json'), 'utf8')) as Labels;

let scratch: string;
let result: ResultDocument;
let exitCode: number | null;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tieout-practice-'));
  const run = spawnSync(
    process.execPath,
    [
      join(ROOT, 'out', 'main', 'cli.js'),
      ...['reconcile', '--invoice', file('invoice.xlsx'), '--price-book', file('price-book.csv')],
      ...['--report', file('partner.csv'), file('customer.csv'), file('user.csv')],
      ...['--workspace', join(scratch, 'workspace'), '--json', '--quiet'],
    ],
    { encoding: 'utf8' },
  );
  exitCode = run.status;
  expect(run.stderr).toBe('');
  result = JSON.parse(run.stdout) as ResultDocument;
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** What a label and a line have in common. A customer that no report knows has no org id but the invoice's own text. */
const labelKey = ({ customer, subscriptionId, sku, ...label }: Labels['discrepancies'][number]): string =>
  [subscriptionId, sku, customer.orgId ?? customer.externalId, label.class].join(' ').toLowerCase();
const lineKey = (line: LineDocument): string =>
  [line.subscriptionId, line.sku, line.customerOrgId ?? line.customerExternalId, line.class]
    .join(' ')
    .toLowerCase();

const different = (): readonly LineDocument[] => result.lines.filter((line) => line.class !== 'none');

describe('reconciling the practice period', () => {
  test('finds variances, and the sources agree', () => {
    expect(exitCode).toBe(1);
    expect(result.verdict).toBe(labels.verdict);
    const statuses = new Map(result.checks.map(({ id, status }) => [id, status]));
    for (const id of ['T1', 'T2', 'T3', 'T4', 'T7', 'T8', 'T10'] as const)
      expect(statuses.get(id), id).toBe('ok');
  });

  test('accounts for every row of the invoice', () => {
    const { coverage } = result;
    expect(coverage.quarantined).toBe(0);
    expect(coverage.audited + coverage.excluded).toBe(coverage.invoiceRows);
    expect(coverage.excludedByClass).toMatchObject({ subtotal: 9, tax: 1, credit: 1, fee: 1 });
  });

  test('reads the unit off the figures', () => {
    expect(result.unitBasis).toHaveLength(7);
    for (const unit of result.unitBasis) {
      expect(unit).toMatchObject({ basis: 'user-months', decimals: 2, rounding: 'half-up', inferred: true });
    }
  });

  test.each(labels.discrepancies)('finds $id, $explanation', (label) => {
    const line = different().find((candidate) => lineKey(candidate) === labelKey(label));
    expect(line).toBeDefined();
    expect(line?.direction).toBe(label.direction);
    expect(line?.variance.amount).toBe(label.varianceAmount);
    expect(line?.explanations.map(({ code }) => code)).toContain(label.explanation);
    expect(line?.invoiced.rows.map(({ row }) => row)).toEqual(label.invoiceRows);
  });

  test('finds nothing else', () => {
    expect(different().map(lineKey).sort()).toEqual(labels.discrepancies.map(labelKey).sort());
    const explained = result.lines.filter(({ explanations }) => explanations.length > 0);
    expect(explained).toHaveLength(labels.discrepancies.length);
    expect(result.issues.map(({ code }) => code).sort()).toEqual(['DUPLICATE_LINE', 'OVER_FULL_USER']);
  });
});
