import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { type Desk, makeDesk } from '../support/run-cli.ts';
import { customerReport, invoice, partnerReport } from '../support/small-month.ts';

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => {
  desk.dispose();
});

/** Files of a month in which acme is billed as used, and beta 25.00 USD too high. */
function putMonth(): readonly string[] {
  return [
    'reconcile',
    '--invoice',
    desk.put('invoice.csv', invoice('10.00', '7.50', '175.00')),
    '--report',
    desk.put('partner.csv', partnerReport('465')),
    desk.put('customer.csv', customerReport({ acme: '310', beta: '155' })),
  ];
}

describe('reconcile', () => {
  it('exits 0 and says so where the invoice ties out', async () => {
    const { exitCode, stdout, stderr } = await desk.tieout([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00')),
      '--report',
      desk.put('customer.csv', customerReport({ acme: '310', beta: '155' })),
    ]);
    expect(stdout).toContain('The invoice ties out');
    expect(stdout).toContain('Audited 2 of 3 invoice rows, 100 % of the amount');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('exits 1 and names amount, cause and row where it does not', async () => {
    const { exitCode, stdout } = await desk.tieout(putMonth());
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Variance: over-billed');
    expect(stdout).toMatch(/\+25\.00 {2}Quantity: A-1 \/ subscription Sub1 \/ customer beta/);
    expect(stdout).toContain('invoice.csv, row 3');
    expect(stdout).toMatch(/T1 +OK/);
  });

  it('exits 1 where there is nothing to compare, and never says that it ties out', async () => {
    const { exitCode, stdout } = await desk.tieout([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00')),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Not reconcilable');
    expect(stdout).toContain('Audited 0 of 3 invoice rows, 0 % of the amount');
    expect(stdout).not.toContain('ties out');
  });

  it('prints the result document alone with --json', async () => {
    const { document, stderr, exitCode } = await desk.json(putMonth());
    const result = document as ResultDocument;
    expect(exitCode).toBe(1);
    expect(stderr).toBe('');
    expect(result).toMatchObject({
      schema: 'tieout.result/1',
      period: { start: '2026-10-01', end: '2026-10-31', days: 31 },
      currency: 'USD',
      verdict: 'variances',
      totals: { invoiced: '175', expected: '150', variance: '25' },
    });
    expect(result.resultHash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('gives the same document for the same files, in any order', async () => {
    const args = putMonth();
    const first = (await desk.json(args)).document as ResultDocument;
    const [command = '', flag = '', file = '', reportFlag = '', ...reports] = args;
    const again = await desk.json([command, flag, file, reportFlag, ...reports.toReversed()]);
    const second = again.document as ResultDocument;
    expect(second.resultHash).toBe(first.resultHash);
    expect({ ...second, runId: '', generatedAt: '' }).toEqual({ ...first, runId: '', generatedAt: '' });
  });

  it('uses the reports that the workspace holds where none are given', async () => {
    await desk.tieout([
      'import-report',
      desk.put('customer.csv', customerReport({ acme: '310', beta: '155' })),
    ]);
    const { document } = await desk.json([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00')),
    ]);
    expect(document).toMatchObject({ verdict: 'tied' });
  });

  it('takes prices from a price book, and aliases from an alias file', async () => {
    const { document } = await desk.json([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00').replaceAll('acme', 'ACME-OLD')),
      '--report',
      desk.put('customer.csv', customerReport({ acme: '310', beta: '155' })),
      '--price-book',
      desk.put('prices.csv', 'SKU,UNIT_PRICE,CURRENCY\nA-1,9.5,USD\n'),
      '--alias',
      desk.put('alias.csv', 'FIELD,FROM,TO\ncustomer,ACME-OLD,acme\n'),
    ]);
    expect(document).toMatchObject({
      totals: { expected: '142.5', variance: '7.5', components: { price: '7.5', quantity: '0' } },
    });
  });

  it('reads the dates of reports in the order that --date-order says', async () => {
    const report = customerReport({ acme: '310', beta: '155' })
      .replaceAll('2026-10-01', '01/10/2026')
      .replaceAll('2026-10-31', '10/10/2026');
    const args = [
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00')),
      '--report',
      desk.put('customer.csv', report),
    ];
    expect((await desk.json(args)).document).toMatchObject({ error: { code: 'REPORT_DATE_AMBIGUOUS' } });
    const { document } = await desk.json([...args, '--date-order', 'dmy']);
    expect(document).toMatchObject({ verdict: 'tied', coverage: { audited: 2 } });
  });

  it('keeps within a tolerance that is given exactly', async () => {
    const args = [...putMonth(), '--tolerance-amount', '25', '--tolerance-qty', '2.5'];
    expect((await desk.json(args)).document).toMatchObject({ verdict: 'tied' });
    const tighter = [...putMonth(), '--tolerance-amount', '24.999999', '--tolerance-qty', '2.5'];
    expect((await desk.json(tighter)).document).toMatchObject({ verdict: 'variances' });
  });

  it('writes the workbook where --out says', async () => {
    const { stdout } = await desk.tieout([...putMonth(), '--out', 'variance.xlsx']);
    expect(stdout).toContain(`Workbook: ${desk.path('variance.xlsx')}`);
    expect(readFileSync(desk.path('variance.xlsx')).subarray(0, 2).toString()).toBe('PK');
  });

  it('speaks Japanese, with the same figures', async () => {
    const args = putMonth();
    const english = await desk.tieout(args);
    const japanese = await desk.tieout([...args, '--lang', 'ja']);
    expect(japanese.stdout).toContain('対応が必要な差異があります');
    expect(japanese.stdout).toContain('照合チェック');
    const figures = (text: string): readonly string[] => text.match(/[+-]?\d[\d,]*\.\d+/g) ?? [];
    expect(figures(japanese.stdout)).toEqual(figures(english.stdout));
    expect(japanese.exitCode).toBe(1);
  });
});

describe('what reconcile refuses', () => {
  const refusal = async (
    args: readonly string[],
  ): Promise<{ code: string; message: string; params: object }> => {
    const { document, exitCode, stderr } = await desk.json(args);
    expect(exitCode).toBe(2);
    expect(stderr).not.toBe('');
    return (document as { error: { code: string; message: string; params: object } }).error;
  };

  it.each([
    ['--tolerance-amount', '1,5'],
    ['--tolerance-pct', '-1'],
    ['--unit-decimals', '7'],
    ['--period', '2026-10-31..2026-10-01'],
    ['--unit-basis', 'months'],
    ['--rounding', 'nearest'],
    ['--rounding-grain', 'partner'],
    ['--locale', 'klingon'],
    ['--date-order', 'ydm'],
    ['--detail', 'all'],
    ['--out', 'variance.csv'],
  ])('a wrong value of %s: exit 2 naming option, value and what is accepted', async (option, value) => {
    const error = await refusal([...putMonth(), `${option}=${value}`]);
    expect(error.code).toBe('BAD_OPTION');
    expect(error.params).toMatchObject({ option, value });
    expect(error.message).toContain(value);
    expect(error.message).toContain('Accepted:');
  });

  it('an option that there is not', async () => {
    const error = await refusal([...putMonth(), '--tolerence-amount', '1']);
    expect(error).toMatchObject({
      code: 'OPTION_UNKNOWN',
      params: { option: '--tolerence-amount', suggestion: '--tolerance-amount' },
    });
  });

  it('no invoice at all', async () => {
    expect(await refusal(['reconcile'])).toMatchObject({
      code: 'OPTION_MISSING',
      params: { option: '--invoice <file...>' },
    });
  });

  it('a file that is not there', async () => {
    const error = await refusal(['reconcile', '--invoice', 'none.xlsx']);
    expect(error.code).toBe('FILE_NOT_FOUND');
    expect(error.message).toContain('none.xlsx');
  });

  it('a file that is no table', async () => {
    const file = desk.put('scan.pdf', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n');
    expect((await refusal(['reconcile', '--invoice', file])).code).toBe('FILE_FORMAT_UNKNOWN');
  });

  it('an invoice without a column for the SKU, naming what was found', async () => {
    const file = desk.put('invoice.csv', 'Customer,Quantity,Amount\nacme,1,10.00\nbeta,2,20.00\n');
    const error = await refusal(['reconcile', '--invoice', file]);
    expect(error.code).toMatch(/^(COLUMN_MISSING|HEADER_NOT_FOUND)$/);
    expect(error.message).toContain('invoice.csv');
  });

  it('the same file twice, under two names', async () => {
    const report = customerReport({ acme: '310', beta: '155' });
    const error = await refusal([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00')),
      '--report',
      desk.put('a.csv', report),
      desk.put('b.csv', report),
    ]);
    expect(error.code).toBe('FILE_GIVEN_TWICE');
    expect(error.message).toContain('a.csv');
    expect(error.message).toContain('b.csv');
  });

  it('a bad cell of the price book, by row and column', async () => {
    const prices = desk.put('prices.csv', 'SKU,UNIT_PRICE,CURRENCY\nA-1,"9,5",USD\n');
    const error = await refusal([...putMonth(), '--price-book', prices]);
    expect(error).toMatchObject({
      code: 'PRICE_BOOK_INVALID',
      params: { row: '2', column: 'UNIT_PRICE', badPrice: '9,5' },
    });
  });

  it('an output folder that is missing, before any work', async () => {
    expect((await refusal([...putMonth(), '--out', 'missing/variance.xlsx'])).code).toBe(
      'OUTPUT_FOLDER_MISSING',
    );
    expect(existsSync(desk.workspace)).toBe(false);
  });

  it('an output that would overwrite an input', async () => {
    const file = desk.put('invoice.xlsx', invoice('10.00', '5.00', '150.00'));
    const before = statSync(file).mtimeMs;
    const error = await refusal(['reconcile', '--invoice', file, '--out', 'invoice.xlsx']);
    expect(error.code).toBe('BAD_OPTION');
    expect(statSync(file).mtimeMs).toBe(before);
  });

  it('leaves the workspace as it was', async () => {
    await desk.tieout([
      'import-report',
      desk.put('customer.csv', customerReport({ acme: '310', beta: '155' })),
    ]);
    const before = desk.files(desk.workspace).filter((name) => name.startsWith('sources'));
    const periods = (await desk.json(['periods'])).document;
    await refusal([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00')),
      '--report',
      desk.put('other.csv', customerReport({ acme: '310', beta: '31' })),
      desk.put('bad.csv', 'NO,REPORT\n1,2\n'),
    ]);
    expect(desk.files(desk.workspace).filter((name) => name.startsWith('sources'))).toEqual(before);
    expect((await desk.json(['periods'])).document).toEqual(periods);
  });
});
