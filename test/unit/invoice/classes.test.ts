import { describe, expect, test } from 'vitest';
import { AppError } from '#core/errors.ts';
import { glance, issuesOf, num, readGrid, readGrids, type Grid } from './grid.ts';

const HEADER = ['Subscription ID', 'SKU', 'Description', 'Customer', 'Quantity', 'Unit Price', 'Amount'];
const charge = (sku: string, quantity: string, price: string, amount: string): string[] => [
  'Sub1',
  sku,
  'Webex Calling',
  'Acme',
  quantity,
  price,
  amount,
];
const label = (text: string, amount: string): string[] => ['', '', text, '', '', '', amount];
const glances = (...rows: Grid): string[] => readGrid([HEADER, ...rows]).document.rows.map(glance);

describe('a row', () => {
  test('of SKU, quantity and price is a charge', () => {
    expect(glances(charge('A-1', '2', '10.50', '21.00'))).toEqual(['2 charge 21 sku-quantity-price']);
  });

  test('between rows is blank, also where a reader left it out; at the end it is none', () => {
    expect(
      glances(charge('A-1', '1', '2', '2'), [], ['', ' '], charge('A-2', '1', '3', '3'), [''], []),
    ).toEqual([
      '2 charge 2 sku-quantity-price',
      '3 blank - empty',
      '4 blank - empty',
      '5 charge 3 sku-quantity-price',
    ]);
  });

  test('with a negative amount or quantity is a credit', () => {
    expect(glances(charge('A-1', '-1', '5', '-5'), charge('A-1', '1', '5', '(5.00)'))).toEqual([
      '2 credit -5 negative-amount',
      '3 credit -5 negative-amount',
    ]);
  });

  test('of tax, fee, adjustment or rounding without SKU is known by its words', () => {
    expect(
      glances(
        label('Sales tax 8%', '1.60'),
        label('Setup fee', '100.00'),
        label('True-up of September', '7.00'),
        label('端数調整', '0.01'),
        label('クレジット', '3.00'),
      ),
    ).toEqual([
      '2 tax 1.6 words:tax',
      '3 fee 100 words:fee',
      '4 adjustment 7 words:adjustment',
      '5 rounding 0.01 words:rounding',
      '6 credit 3 words:credit',
    ]);
  });

  test('of a setup charge is a fee although it has SKU, quantity and price', () => {
    const [row] = glances(['Sub1', 'A-SETUP', 'Setup Assist - Quick Start', 'Acme', '1', '500', '500']);
    expect(row).toBe('2 fee 500 words:fee');
  });

  test('of a product whose name holds such words is a charge all the same', () => {
    const named = (description: string, customer: string): string[] => [
      'Sub1',
      'A-1',
      description,
      customer,
      '2',
      '5',
      '10',
    ];
    expect(
      glances(
        named('Webex Credit Card Reader', 'Credit Union East'),
        named('Total Care', 'Total'),
        named('Tax & Audit rooms', 'Tax & Co'),
        named('Activation-ready device', 'Subtotal'),
        named('Total', 'Grand Total'),
      ).map((text) => text.split(' ')[1]),
    ).toEqual(['charge', 'charge', 'charge', 'charge', 'charge']);
  });

  test('with an amount that fits nothing is unknown, named and quarantined', () => {
    const built = readGrid([HEADER, charge('A-1', '1', '5', '5'), label('Mystery', '17')]);
    expect(built.document.rows.map(glance)).toContain('3 unknown! 17 no-rule');
    expect(issuesOf(built)).toEqual(['ROW_UNKNOWN@3:']);
  });

  test('without figures is a note: unknown, and not quarantined', () => {
    expect(
      glances(charge('A-1', '1', '5', '5'), label('Payable within 30 days', ''), ['Recurring charges']),
    ).toEqual(expect.arrayContaining(['3 unknown - note', '4 unknown - note']));
  });

  test('that repeats the header is no charge', () => {
    expect(glances(charge('A-1', '1', '5', '5'), HEADER, charge('A-2', '1', '5', '5'))[1]).toBe(
      '3 unknown - repeated-header',
    );
  });

  test('with a separator too many is quarantined: its cells are shifted', () => {
    const built = readGrid([HEADER, ['Sub1', 'A-1', 'Webex', 'Acme', '1', '1', '234.56', '1234.56']]);
    expect(built.document.rows.map(glance)).toEqual(['2 unknown! - ragged']);
    expect(issuesOf(built)).toEqual(['ROW_RAGGED@2:']);
  });

  test('with a separator too few is quarantined as well', () => {
    const built = readGrid([HEADER, ['Sub1', 'A-1', 'Webex', '2', '5', '10'], charge('A-2', '1', '5', '5')]);
    expect(built.document.rows.map(glance)).toEqual(['2 unknown! - ragged', '3 charge 5 sku-quantity-price']);
  });

  test('of the header in a second language is no charge', () => {
    const other = ['契約番号', '品番', '説明', '顧客名', '数量', '単価', '金額'];
    expect(glances(other, charge('A-1', '1', '5', '5'))[0]).toBe('2 unknown - repeated-header');
  });

  test('of a charge type is what that says, before any other word', () => {
    const header = [...HEADER, 'Charge Type'];
    const rows = ['Recurring', 'One-time', 'Credit', 'Tax', 'Adjustment'].map((type) => [
      ...charge('A-1', '1', '5', '5'),
      type,
    ]);
    expect(readGrid([header, ...rows]).document.rows.map(({ rowClass }) => rowClass)).toEqual([
      'charge',
      'fee',
      'credit',
      'tax',
      'adjustment',
    ]);
  });

  test('whose label stands in the column of subscriptions or in one without a field is known as well', () => {
    const grid = [
      [...HEADER, 'Plan'],
      [...charge('A-1', '1', '5', '5'), 'Basic'],
      ['小計', '', '', '', '', '', '5', ''],
      ['消費税', '', '', '', '', '', '1', ''],
      ['', '', '', '', '', '', '6', 'Total'],
    ];
    expect(readGrid(grid).document.rows.map(({ rowClass }) => rowClass)).toEqual([
      'charge',
      'subtotal',
      'tax',
      'subtotal',
    ]);
  });

  test('of tax is known although its label stands in the column of prices', () => {
    const built = readGrid([
      HEADER,
      charge('A-1', '1', '50', '50'),
      ['', '', '', '', '', '消費税（10%）', '5'],
      ['', '', '', '', '', '合　計', '55'],
    ]);
    expect(built.document.rows.map(glance).slice(1)).toEqual([
      '3 tax 5 words:tax',
      '4 subtotal 55 words:total',
    ]);
    expect(built.issues).toEqual([]);
  });

  test('with a SKU and a word for its price has an unreadable price', () => {
    const built = readGrid([HEADER, ['Sub1', 'A-1', 'x', 'Acme', '1', 'Tax', '5']]);
    expect(issuesOf(built)).toEqual(['PRICE_UNPARSABLE@2:Unit Price']);
  });

  test('whose label stands in a column of figures has no unreadable figure', () => {
    const built = readGrid([HEADER, charge('A-1', '1', '5', '5'), ['', '', '', '', '', 'Total:', '5']]);
    expect(built.document.rows.map(glance)[1]).toBe('3 subtotal 5 words:total');
    expect(built.issues).toEqual([]);
  });
});

describe('lines below the rows', () => {
  test('of terms and bank details are notes, in whatever columns they stand', () => {
    const built = readGrid([
      HEADER,
      charge('A-1', '1', '5', '5'),
      ['', '', '', '', 'Bank: Example', 'IBAN: DE89 3704', 'Payable within 30 days'],
      ['', '', '', '', '', 'Page 1 of 3', ''],
    ]);
    expect(built.document.rows.map(glance).slice(1)).toEqual(['3 unknown - note', '4 unknown - note']);
    expect(built.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('that hold a figure which can not be read are no notes', () => {
    const built = readGrid([
      HEADER,
      charge('A-1', '1', '5.50', '5.50'),
      label('', '12,5O'),
      label('Late', '#REF!'),
    ]);
    expect(built.document.rows.map(({ quarantined }) => quarantined)).toEqual([false, true, true]);
  });

  test('may state a total beside the column of amounts', () => {
    const grid = [
      HEADER,
      charge('A-1', '1', '5', '5'),
      ['', '', '', '', 'Total', '5', ''],
      ['', '', '', '', '', '', 'Total due', '5.00'],
    ];
    const built = readGrids({ Usage: grid });
    expect(built.document.rows.map(glance).slice(1)).toEqual([
      '3 subtotal 5 words:total',
      '4 subtotal 5 words:total',
    ]);
    expect(built.document.statedTotals).toMatchObject([{ kind: 'total', amount: 5_000_000n }]);
  });
});

describe('a customer column', () => {
  const header = ['SKU', 'Customer', 'Quantity', 'Amount'];
  const ORG = '52cf576d-60a8-407a-b22c-467c51591908';
  test('of nothing but org ids names customers by id', () => {
    const [row] = readGrid([header, ['A', ORG, '1', '1'], ['A', '', '1', '1']]).document.rows;
    expect([row?.customerId, row?.customerName]).toEqual([ORG, undefined]);
  });

  test('of names stays one of names', () => {
    const [row] = readGrid([header, ['A', ORG, '1', '1'], ['A', 'Acme', '1', '1']]).document.rows;
    expect([row?.customerId, row?.customerName]).toEqual([undefined, ORG]);
  });
});

describe('a figure', () => {
  test.each([
    [['Sub1', 'A-1', 'x', 'Acme', '1', '5', '12,5O'], 'AMOUNT_UNPARSABLE@2:Amount'],
    [['Sub1', 'A-1', 'x', 'Acme', 'approx. 5', '5', '25'], 'QUANTITY_UNPARSABLE@2:Quantity'],
    [['Sub1', 'A-1', 'x', 'Acme', '5', '#REF!', '25'], 'PRICE_UNPARSABLE@2:Unit Price'],
    [['Sub1', 'A-1', 'x', 'Acme', '5', '5', '10%'], 'AMOUNT_UNPARSABLE@2:Amount'],
    [['Sub1', 'A-1', 'x', 'Acme', '5', '5', '-'], 'AMOUNT_UNPARSABLE@2:Amount'],
    [['Sub1', 'A-1', 'x', 'Acme', '5', '5', '99999999999999'], 'AMOUNT_UNPARSABLE@2:Amount'],
  ])('that can not be read is an issue, never 0: %j', (row, issue) => {
    const built = readGrid([HEADER, row, charge('A-2', '1', '2.50', '2.50')]);
    expect(issuesOf(built)).toEqual([issue]);
    expect(built.document.rows[0]).toMatchObject({ rowClass: 'charge', quarantined: true });
    expect(built.document.rows[1]).toMatchObject({ quarantined: false });
  });

  test('of more than six decimals is rounded half up, and said so', () => {
    const built = readGrid([HEADER, ['Sub1', 'A-1', 'x', 'Acme', num('3'), num('1.2345675'), num('3.70')]]);
    expect(built.document.rows[0]).toMatchObject({ unitPrice: 1_234_568n, quarantined: false });
    expect(issuesOf(built)).toEqual(['PRECISION_REDUCED@2:Unit Price']);
  });

  test('that is missing follows from the other two where it comes out even', () => {
    const rows = readGrid([
      HEADER,
      ['Sub1', 'A-1', 'x', 'Acme', '4', '', '10.00'],
      ['Sub1', 'A-1', 'x', 'Acme', '4', '2.50', ''],
      ['Sub1', 'A-1', 'x', 'Acme', '3', '', '10.00'],
      ['Sub1', 'A-1', 'x', 'Acme', '0', '', '10.00'],
    ]).document.rows;
    expect(rows.map(({ unitPrice, amount, flags }) => [unitPrice, amount, flags])).toEqual([
      [2_500_000n, 10_000_000n, ['price-derived']],
      [2_500_000n, 10_000_000n, ['amount-derived']],
      [undefined, 10_000_000n, []],
      [undefined, 10_000_000n, []],
    ]);
  });

  test('of a formula without a value stops the import and names the cell', () => {
    const grid: Grid = [
      HEADER,
      ['Sub1', 'A-1', 'x', 'Acme', num('1'), num('2'), { kind: 'missing-value', formula: 'E2*F2' }],
    ];
    expect(() => readGrid(grid)).toThrow(AppError);
    expect(() => readGrid(grid)).toThrow(/FORMULA_WITHOUT_VALUE.*"row":"2","column":"Amount"/);
  });
});

describe('an id', () => {
  test('keeps its leading zeros and loses its spreadsheet wrapping', () => {
    const [row] = readGrid([HEADER, ["'00123", '="0042"', 'x', 'Acme', '1', '2.50', '2.50']]).document.rows;
    expect(row).toMatchObject({ subscriptionId: '00123', sku: '0042' });
  });

  test('that a spreadsheet has cut is named', () => {
    const built = readGrid([
      HEADER,
      [
        { kind: 'number', text: '1914000000000000000', damaged: true },
        'A-1',
        'x',
        'Acme',
        num('1'),
        num('2'),
        num('2'),
      ],
      ['1.914E+18', 'A-1', 'x', 'Acme', num('1'), num('2'), num('2')],
    ]);
    expect(issuesOf(built)).toEqual(['ID_DAMAGED@2:Subscription ID', 'ID_DAMAGED@3:Subscription ID']);
  });

  test('that mixes letters that look alike is named, and kept as it is written', () => {
    const built = readGrid([HEADER, ['Sub1', '\u0410-1', 'x', 'Acme', num('1'), num('2'), num('2')]]);
    expect(issuesOf(built)).toEqual(['ID_MIXED_SCRIPTS@2:SKU']);
    expect(built.document.rows[0]?.sku).toBe('\u0410-1');
  });

  test('that is an error value keeps its row out of the figures', () => {
    const built = readGrid([
      HEADER,
      ['Sub1', { kind: 'error', text: '#N/A' }, 'x', 'Acme', num('1'), num('2'), num('2')],
    ]);
    expect(issuesOf(built)).toEqual(['ID_UNREADABLE@2:SKU']);
    expect(built.document.rows[0]).toMatchObject({ rowClass: 'charge', quarantined: true });
  });
});

describe('dates', () => {
  const header = ['SKU', 'Quantity', 'Amount', 'Start Date', 'End Date'];
  test('may be real dates, serial numbers and texts', () => {
    const rows = readGrid([
      header,
      [
        'A',
        num('1'),
        num('1'),
        { kind: 'date', date: '2026-10-01' as never, text: '46296' },
        num('46326.75'),
      ],
      ['A', num('1'), num('1'), '2026年10月1日', '令和8年10月31日'],
    ]).document.rows;
    expect(rows.map(({ chargeStart, chargeEnd }) => [chargeStart, chargeEnd])).toEqual([
      ['2026-10-01', '2026-10-31'],
      ['2026-10-01', '2026-10-31'],
    ]);
  });

  test('that can not be read keep the row out of the figures', () => {
    const built = readGrid([
      header,
      ['A', '1', '1', 'soon', '2026-10-31'],
      ['A', '1', '1', '2026-10-31', '2026-10-01'],
    ]);
    expect(issuesOf(built)).toEqual(['DATE_UNPARSABLE@2:Start Date', 'WINDOW_REVERSED@3:End Date']);
    expect(built.document.rows.map(({ quarantined }) => quarantined)).toEqual([true, true]);
  });

  test('that may be day first or month first stop the import', () => {
    expect(() => readGrid([header, ['A', '1', '1', '01/10/2026', '10/10/2026']])).toThrow(
      /DATE_ORDER_AMBIGUOUS/,
    );
    const stated = readGrid([header, ['A', '1', '1', '01/10/2026', '10/10/2026']], { dateOrder: 'dmy' });
    expect(stated.document.rows[0]).toMatchObject({ chargeStart: '2026-10-01', chargeEnd: '2026-10-10' });
  });

  test('of a period column are the charge window', () => {
    const rows = readGrid([
      ['SKU', 'Quantity', 'Amount', 'Billing Period'],
      ['A', '1', '1', '2026-10'],
      ['A', '1', '1', '10/01/2026 - 10/31/2026'],
    ]).document.rows;
    expect(rows.map(({ chargeStart, chargeEnd }) => `${chargeStart ?? ''}..${chargeEnd ?? ''}`)).toEqual([
      '2026-10-01..2026-10-31',
      '2026-10-01..2026-10-31',
    ]);
  });
});

describe('a second header', () => {
  test('of other columns stops the import: what follows can not be read by the first', () => {
    const grid = [
      HEADER,
      charge('A-1', '1', '5', '5'),
      ['SKU', 'Description', 'Customer', 'Quantity', 'Amount'],
    ];
    expect(() => readGrid(grid)).toThrow(/HEADER_CHANGES.*"row":"3"/);
  });
});

describe('the currency', () => {
  const header = ['SKU', 'Quantity', 'Unit Price', 'Amount', 'Currency'];
  test('of two kinds stops the import', () => {
    expect(() => readGrid([header, ['A', '1', '1', '1', 'USD'], ['A', '1', '1', '1', 'EUR']])).toThrow(
      /CURRENCY_MIXED.*EUR, USD/,
    );
    expect(() => readGrid([header, ['A', '1', '1', '$1', 'EUR']])).toThrow(/CURRENCY_MIXED/);
  });

  test('is read from column, sign, header or the lines above', () => {
    const currencies = [
      readGrid([header, ['A', '1', '1', '1', 'eur']]),
      readGrid([header.slice(0, 4), ['A', '1', '¥1', '¥1']]),
      readGrid([
        ['SKU', 'Quantity', 'Amount (GBP)'],
        ['A', '1', '1'],
      ]),
      readGrid([['Currency: CHF'], [], header.slice(0, 4), ['A', '1', '1', '1']]),
      readGrid([header.slice(0, 4), ['A', '1', '1', '1']]),
    ].map(({ document }) => document.currency);
    expect(currencies).toEqual(['EUR', 'JPY', 'GBP', 'CHF', undefined]);
  });

  test('of a column of bare signs is that of the file', () => {
    const { document } = readGrid([header, ['A', '1', '1', '1', '$'], ['A', '1', '1', '1', 'CAD']]);
    expect([document.currency, document.rows.map(({ currency }) => currency)]).toEqual([
      'CAD',
      ['CAD', 'CAD'],
    ]);
  });

  test('of a bare dollar sign is assumed to be of the United States, and said so', () => {
    const built = readGrid([header.slice(0, 4), ['A', '1', '$1', '$1']]);
    expect([built.document.currency, issuesOf(built)]).toEqual(['USD', ['CURRENCY_ASSUMED@:']]);
  });
});

test('several sheets of one layout are read one after the other, each row keeping its sheet', () => {
  const built = readGrids({
    North: [HEADER, charge('A-1', '1', '5', '5')],
    South: [HEADER, charge('A-2', '1', '7', '7')],
  });
  expect(built.document.rows.map(({ ref, sku }) => [ref.sheet, ref.row, sku])).toEqual([
    ['North', 2, 'A-1'],
    ['South', 2, 'A-2'],
  ]);
});

describe('an amount that follows from quantity and price', () => {
  test('and is too large to be held keeps its row out of the figures, by name', () => {
    const header = ['Subscription ID', 'SKU', 'Customer', 'Quantity', 'Unit Price'];
    const built = readGrid([header, ['Sub1', 'A-1', 'Acme', num('999999999'), num('999999999')]]);
    expect(issuesOf(built)).toEqual(['AMOUNT_UNPARSABLE@2:Unit Price']);
    expect(built.document.rows[0]).toMatchObject({ quarantined: true });
    expect(built.document.rows[0]).not.toHaveProperty('amount');
  });
});
