import { describe, expect, it } from 'vitest';
import { readingMissing } from '../../support/recalculate.ts';
import {
  bookOf,
  csvOf,
  INVOICE_HEADER,
  reportOf,
  throughMonth,
  type BookCell,
  type ThroughMonth,
  type UsageText,
} from './through-month.ts';

const missing = readingMissing();
const WHY = missing === undefined ? '' : `: ${missing}`;
const OCTOBER = ['2026-10-01', '2026-10-31'] as const;

const usage = (sku: string, userDays: string, customer = '00123'): UsageText => [
  'Sub1',
  sku,
  customer,
  ...OCTOBER,
  userDays,
];
const charge = (sku: string, quantity: string, amount = '10', customer = '00123'): string[] => [
  'Sub1',
  sku,
  customer,
  'Calling',
  ...OCTOBER,
  quantity,
  '10',
  amount,
  'USD',
];
const bookCharge = (
  sku: BookCell,
  start: BookCell,
  end: BookCell,
  quantity: BookCell = 1,
  amount: BookCell = 10,
): BookCell[] => ['Sub1', sku, '00123', 'Calling', start, end, quantity, 10, amount, 'USD'];
const invoiceOf = (rows: readonly (readonly string[])[]): string =>
  csvOf('invoice.csv', [[...INVOICE_HEADER], ...rows]);

/** A column of the invoice's rows in the workbook, by SKU. */
const columnBySku = (month: ThroughMonth, header: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    month
      .table('tblInvoice')
      .map((row): [string, unknown] => [String(row['SKU']?.v), row[header]?.v ?? null]),
  );

describe.skipIf(missing !== undefined)(`figures from the file to the workbook${WHY}`, () => {
  it('0.1 + 0.2 is 0.3 wherever it is added up: by a spreadsheet, by rows, by the workbook', async () => {
    const month = await throughMonth({
      invoice: bookOf([
        INVOICE_HEADER,
        bookCharge('A', { day: OCTOBER[0] }, { day: OCTOBER[1] }, 0.1 + 0.2, 0.3 * 10),
        bookCharge('B', { day: OCTOBER[0] }, { day: OCTOBER[1] }, 1.1 * 3, 3.3 * 10),
      ]),
      report: reportOf([
        usage('A', '0.1'),
        usage('A', '0.2'),
        usage('B', '1.1'),
        usage('B', '1.1'),
        usage('B', '1.1'),
      ]),
      unitBasis: 'user-days',
    });
    expect(columnBySku(month, 'Quantity')).toEqual({ A: 0.3, B: 3.3 });
    expect(columnBySku(month, 'Amount')).toEqual({ A: 3, B: 33 });
    const bySku = month
      .table('tblBySku')
      .map((row) => [row['SKU']?.v, row['Usage user-days']?.v, row['Variance']?.v]);
    expect(bySku).toEqual([
      ['A', 0.3, 0],
      ['B', 3.3, 0],
    ]);
    expect(month.result.verdict).toBe('tied');
  });

  it('10^15 is no quantity on either side: its rows are quarantined and named, and count as nothing', async () => {
    const month = await throughMonth({
      invoice: invoiceOf([charge('A', '1'), charge('B', '1000000000000000'), charge('C', '1E+15')]),
      report: reportOf([usage('A', '31'), usage('B', '1000000000000000'), usage('C', '999999999.999999')]),
    });
    expect(columnBySku(month, 'Treated as')).toEqual({ A: 'Audited', B: 'Quarantined', C: 'Quarantined' });
    expect(columnBySku(month, 'Quantity')).toEqual({ A: 1, B: null, C: null });
    for (const text of ['1000000000000000', '1E+15']) {
      expect(month.exceptions).toContain(`QUANTITY_UNPARSABLE: ${text}`);
    }
    const [, unread] = month.result.issues.filter(({ code, file }) => code === 'QUANTITY_UNPARSABLE' && file);
    expect(unread).toBeDefined();
    expect(month.result.issues.map(({ code, file, row }) => `${code} ${file ?? ''} ${row ?? ''}`)).toContain(
      'QUANTITY_UNPARSABLE customer.csv 3',
    );
    // The largest that a report may say comes through to its last digit.
    expect(month.result.lines.map(({ usage: { userDays } }) => userDays)).toContain('999999999.999999');
    expect(month.result.verdict).not.toBe('tied');
  });

  it('-0 is 0, and no sign of it is left', async () => {
    const month = await throughMonth({
      invoice: invoiceOf([charge('A', '-0', '-0.00'), charge('B', '1')]),
      report: reportOf([usage('A', '-0'), usage('B', '31')]),
    });
    expect(columnBySku(month, 'Quantity')).toEqual({ A: 0, B: 1 });
    expect(Object.is(columnBySku(month, 'Quantity')['A'], 0)).toBe(true);
    expect(JSON.stringify(month.result)).not.toMatch(/"-0(\.0*)?"/);
  });

  const SPACES = { nbsp: '\u00a0', thin: '\u2009', 'narrow nbsp': '\u202f', figure: '\u2007' };
  const GROUPED = Object.entries(SPACES).map(([name, space]): readonly [string, string, number] => [
    `${name} space`,
    `1${space}000`,
    1000,
  ]);
  const COMMON: readonly (readonly [string, string, number])[] = [
    ...GROUPED,
    ['apostrophe', "1'000", 1000],
    ['curly apostrophe', '1’000', 1000],
    ['arabic digits and marks', '١٬٢٣٤٫٥', 1234.5],
    ['persian digits', '۳۱', 31],
  ];
  const POINT: typeof COMMON = [
    ['point', '1.000', 1],
    ['comma', '1,000', 1000],
    ['both', '1,000.50', 1000.5],
    ['full width', '１，２３４．５', 1234.5],
  ];
  const COMMA: typeof COMMON = [
    ['point', '1.000', 1000],
    ['comma', '1,000', 1],
    ['both', '1.000,50', 1000.5],
    ['full width', '１．２３４，５', 1234.5],
  ];
  it.each([
    ['en-US', POINT],
    ['ja-JP', POINT],
    ['de-CH', POINT],
    ['de-DE', COMMA],
    ['fr-FR', COMMA],
    ['es-ES', COMMA],
  ])('1.000, 1,000 and their like are what %s writes', async (locale, own) => {
    const figures = [...COMMON, ...own];
    const month = await throughMonth({
      invoice: invoiceOf(figures.map(([name, text]) => charge(name, text))),
      report: reportOf([usage('A', '31')]),
      locale,
    });
    expect(columnBySku(month, 'Quantity')).toEqual(
      Object.fromEntries(figures.map(([name, , value]) => [name, value])),
    );
  });

  it.each(['1.000', '1,000'])(
    '%s is not guessed at where nothing proves it: the import asks',
    async (text) => {
      const invoice = invoiceOf([charge('A', text, '17')]);
      await expect(throughMonth({ invoice, report: reportOf([usage('A', '31')]) })).rejects.toMatchObject({
        code: 'NUMBER_STYLE_AMBIGUOUS',
      });
    },
  );
});

describe.skipIf(missing !== undefined)(`days from the file to the workbook${WHY}`, () => {
  const days = (month: ThroughMonth): readonly unknown[] =>
    month.table('tblInvoice').map((row) => [row['Charge start']?.v ?? null, row['Charge end']?.v ?? null]);
  const report = (): string => reportOf([usage('A', '31')]);

  it.each([1900, 1904] as const)('of a workbook that counts from %i are the same', async (epoch) => {
    const invoice = bookOf(
      [INVOICE_HEADER, bookCharge('A', { day: OCTOBER[0] }, { day: OCTOBER[1] })],
      epoch,
    );
    const month = await throughMonth({ invoice, report: report() });
    expect(days(month)).toEqual([[...OCTOBER]]);
    expect(month.result.verdict).toBe('tied');
  });

  it('29 February is a day of a leap year alone', async () => {
    const dated = (sku: string, start: string, end: string): string[] => [
      'Sub1',
      sku,
      '00123',
      'Calling',
      start,
      end,
      '1',
      '10',
      '10',
      'USD',
    ];
    const month = await throughMonth({
      invoice: invoiceOf([
        dated('A', '2028-02-01', '2028-02-29'),
        dated('B', '2026-02-01', '2026-02-29'),
        dated('C', '1900-02-29', '2028-02-29'),
        dated('D', '2100-02-01', '2100-02-29'),
      ]),
      report: reportOf([['Sub1', 'A', '00123', '2028-02-01', '2028-02-29', '29']]),
      period: '2028-02',
    });
    expect(days(month)[0]).toEqual(['2028-02-01', '2028-02-29']);
    expect(columnBySku(month, 'Treated as')).toEqual({
      A: 'Audited',
      B: 'Quarantined',
      C: 'Quarantined',
      D: 'Quarantined',
    });
    for (const text of ['2026-02-29', '1900-02-29', '2100-02-29']) {
      expect(month.exceptions).toContain(`DATE_UNPARSABLE: ${text}`);
    }
    expect(month.result.lines.find(({ sku }) => sku === 'A')).toMatchObject({
      invoiced: { quantity: '1' },
      usage: { userDays: '29', quantity: '1' },
      variance: { quantity: '0', amount: '0' },
    });
  });

  it('before 1900 are none: no spreadsheet can count them', async () => {
    const charged = charge('A', '1').with(4, '1899-12-31');
    const month = await throughMonth({ invoice: invoiceOf([charged, charge('B', '1')]), report: report() });
    expect(columnBySku(month, 'Treated as')).toEqual({ A: 'Quarantined', B: 'Audited' });
    expect(month.exceptions).toContain('DATE_UNPARSABLE: 1899-12-31');
  });

  it('before 1 March 1900 are those that Excel shows; the one that never was is none', async () => {
    const month = await throughMonth({
      invoice: bookOf([
        INVOICE_HEADER,
        bookCharge('A', { serial: 1 }, { serial: 59 }),
        bookCharge('B', { serial: 60 }, { serial: 61 }),
        bookCharge('C', { serial: 0 }, { serial: -1 }),
        bookCharge('D', { day: OCTOBER[0] }, { day: OCTOBER[1] }),
        bookCharge('E', { day: OCTOBER[0] }, { day: OCTOBER[1] }),
      ]),
      report: report(),
    });
    expect(days(month)).toEqual([
      ['1900-01-01', '1900-02-28'],
      [null, '1900-03-01'],
      [null, null],
      [...OCTOBER],
      [...OCTOBER],
    ]);
    for (const text of ['60', '0', '-1']) expect(month.exceptions).toContain(`DATE_UNPARSABLE: ${text}`);
    expect(columnBySku(month, 'Treated as')).toMatchObject({ B: 'Quarantined', C: 'Quarantined' });
  });
});

describe.skipIf(missing !== undefined)(`ids from the file to the workbook${WHY}`, () => {
  it('keep their leading zeros, as texts', async () => {
    const month = await throughMonth({
      invoice: invoiceOf([charge('007', '1', '10', '00123')]),
      report: reportOf([usage('007', '31', '00123'), usage('7', '31', '123')]),
    });
    const [row] = month.table('tblInvoice');
    expect([row?.['SKU'], row?.['Customer id']]).toMatchObject([
      { v: '007', format: '@' },
      { v: '00123', format: '@' },
    ]);
    const usageRows = month.table('tblUsageCustomer').map((own) => Object.values(own).map((cell) => cell?.v));
    expect(usageRows[0]).toEqual(expect.arrayContaining(['007', '00123']));
    // 7 of customer 123 is another thing.
    expect(month.result.lines.map(({ sku, customerExternalId }) => [sku, customerExternalId])).toEqual(
      expect.arrayContaining([
        ['007', '00123'],
        ['7', '123'],
      ]),
    );
  });

  it('that a spreadsheet has made numbers of are flagged as damaged, and in a report kept out', async () => {
    const month = await throughMonth({
      invoice: bookOf([
        INVOICE_HEADER,
        bookCharge(1914000000000000000, { day: OCTOBER[0] }, { day: OCTOBER[1] }),
        bookCharge('1.914E+18', { day: OCTOBER[0] }, { day: OCTOBER[1] }),
      ]),
      report: reportOf([usage('1.914E+18', '31'), usage('1914000000000000123', '31')]),
    });
    const damaged = month.result.issues
      .filter(({ code }) => code === 'ID_DAMAGED')
      .map(({ severity, file, row, text }) => `${severity} ${file ?? ''} ${row ?? ''} ${text ?? ''}`);
    expect(damaged.sort()).toEqual([
      'error customer.csv 2 1.914E+18',
      'warning invoice.xlsx 2 1914000000000000000',
      'warning invoice.xlsx 3 1.914E+18',
    ]);
    expect(month.exceptions).toContain('ID_DAMAGED: 1.914E+18');
    // None of them is taken for the one that is whole.
    expect(month.result.lines.filter(({ match }) => match === 'exact')).toEqual([]);
  });

  it('that look like others, or hide what they are, are flagged and match nothing', async () => {
    const month = await throughMonth({
      invoice: invoiceOf([charge('\u0410-1', '1'), charge('A-1\u202e', '1'), charge('A\u200b-1', '1')]),
      report: reportOf([usage('A-1', '93'), usage('\u0391-1', '31')]),
    });
    expect(
      month.result.issues
        .filter(({ code }) => code.startsWith('ID_'))
        .map(({ code, file, row }) => `${code} ${file ?? ''} ${row ?? ''}`)
        .sort(),
    ).toEqual([
      'ID_INVISIBLE_CHARACTERS invoice.csv 3',
      'ID_INVISIBLE_CHARACTERS invoice.csv 4',
      'ID_MIXED_SCRIPTS customer.csv 3',
      'ID_MIXED_SCRIPTS invoice.csv 2',
    ]);
    expect(month.result.lines.filter(({ match }) => match === 'exact')).toEqual([]);
    expect(month.result.lines).toHaveLength(5);
  });
});
