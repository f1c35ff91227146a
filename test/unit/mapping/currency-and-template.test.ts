import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimOf } from '#core/mapping/column-claims.ts';
import { decideCurrency, readCurrencyHint } from '#core/mapping/currency.ts';
import {
  describeDifference,
  fitMapping,
  headerFingerprint,
  MAPPING_SCHEMA,
  type InvoiceMapping,
} from '#core/mapping/invoice-mapping.ts';
import { documentFieldOf, readDocumentColumns, readDocumentValues } from '#core/mapping/preamble.ts';
import { cellText, type SheetRow } from '#core/tabular/table.ts';

describe('the currency of a file', () => {
  test.each([
    [['USD'], { kind: 'one', currency: 'USD', assumed: false }],
    [['JPY', '¥'], { kind: 'one', currency: 'JPY', assumed: false }],
    [['¥'], { kind: 'one', currency: 'JPY', assumed: false }],
    [['CNY', '¥'], { kind: 'one', currency: 'CNY', assumed: false }],
    [['$'], { kind: 'one', currency: 'USD', assumed: true }],
    [['CAD', '$'], { kind: 'one', currency: 'CAD', assumed: false }],
    [['EUR', '$'], { kind: 'mixed', found: ['EUR', '$'] }],
    [['USD', 'EUR'], { kind: 'mixed', found: ['EUR', 'USD'] }],
    [['$', '¥'], { kind: 'mixed', found: ['$', '¥'] }],
    [[], { kind: 'none' }],
  ])('of %j is %j', (hints, decision) => {
    expect(decideCurrency(hints)).toEqual(decision);
  });

  test('is known by code, sign and word', () => {
    expect(['usd', '￥', '円', '€', 'US$', '\\', 'Euro', 'abc', ''].map(readCurrencyHint)).toEqual([
      'USD',
      '¥',
      'JPY',
      'EUR',
      'USD',
      '¥',
      'EUR',
      undefined,
      undefined,
    ]);
  });
});

const row = (number: number, ...cells: string[]): SheetRow => ({ row: number, hidden: false, cells });
const said = (rows: SheetRow[]): unknown =>
  readDocumentValues(rows).map(({ field, cell, row: at }) => [field, cellText(cell), at]);

describe('the lines above a table', () => {
  test('say things in one cell and in two', () => {
    expect(
      said([
        row(1, 'Invoice Number: INV-77', '', 'Currency', 'USD'),
        row(2, '請求日', '2026年11月1日'),
        row(3, 'Total Amount Due (USD):', '', '', '1,234.50'),
        row(4, '（単位：円）'),
        row(5, 'Webex Wholesale', 'Total Care'),
      ]),
    ).toEqual([
      ['invoiceNumber', 'INV-77', 1],
      ['currency', 'USD', 1],
      ['invoiceDate', '2026年11月1日', 2],
      ['total', '1,234.50', 3],
      ['currency', '円', 4],
    ]);
  });

  test('may have labels in one row and values in the next', () => {
    const rows = [
      row(1, 'Invoice Number', 'Invoice Date', 'Currency', 'Total Amount'),
      row(2, 'INV-1', '2026-11-01', 'USD', '9.50'),
    ];
    expect(said(rows)).toEqual([]);
    expect(readDocumentColumns(rows).map(({ field, cell }) => [field, cellText(cell)])).toEqual([
      ['invoiceNumber', 'INV-1'],
      ['invoiceDate', '2026-11-01'],
      ['currency', 'USD'],
      ['total', '9.50'],
    ]);
  });

  test('of a list of invoices say nothing of one', () => {
    const labels = row(1, 'Invoice Number', 'Total');
    expect(readDocumentColumns([labels, row(2, 'INV-1', '9'), row(3, 'INV-2', '8')])).toEqual([]);
  });

  test('know their labels in four languages', () => {
    expect(
      ['Rechnungsnummer', 'Total TTC', 'ご請求金額', 'Amount Due', 'Weather'].map(documentFieldOf),
    ).toEqual(['invoiceNumber', 'total', 'total', 'total', undefined]);
  });
});

const MAPPING: InvoiceMapping = {
  schema: MAPPING_SCHEMA,
  headerFingerprint: headerFingerprint(['SKU', 'Qty', 'Rate', 'Note']),
  headers: ['SKU', 'Qty', 'Rate', 'Note'],
  sheet: { rule: 'recognised' },
  header: { row: 1, rows: 1 },
  columns: [
    { name: 'SKU', field: 'sku', numberStyle: null },
    { name: 'Qty', field: 'quantity', numberStyle: 'decimal-comma' },
    { name: 'Rate', field: 'unitPrice', numberStyle: null },
  ],
  dateOrder: null,
  encoding: null,
  delimiter: null,
  currency: null,
  skipRows: [],
};
const fit = (...names: string[]): ReturnType<typeof fitMapping> =>
  fitMapping(MAPPING, names, (name) => claimOf(name)?.meaning);

describe('a saved mapping', () => {
  test('finds its columns wherever they have moved', () => {
    expect(fit('Note', 'RATE', '', 'sku', 'New', 'qty.')).toEqual({
      fits: true,
      columns: [
        { column: 3, name: 'sku', field: 'sku' },
        { column: 5, name: 'qty.', field: 'quantity' },
        { column: 1, name: 'RATE', field: 'unitPrice' },
      ],
    });
  });

  test('names what is missing, added and renamed where it does not fit', () => {
    const result = fit('SKU', 'Quantity', 'Colour');
    expect(result.fits).toBe(false);
    expect(result.fits ? '' : describeDifference(result.difference)).toBe(
      '- Rate; + Colour; Qty -> Quantity',
    );
  });

  test('does not fit where one of its columns stands there twice', () => {
    expect(fit('SKU', 'Qty', 'Rate', 'rate')).toMatchObject({
      fits: false,
      difference: { missing: ['Rate'] },
    });
  });

  test('has a fingerprint that the order of columns does not change, and their names do', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(MAPPING.headers as string[], { minLength: 4 }), (names) => {
        expect(headerFingerprint(names)).toBe(MAPPING.headerFingerprint);
      }),
    );
    expect(headerFingerprint(['SKU', 'Qty', 'Rate'])).not.toBe(MAPPING.headerFingerprint);
    expect(MAPPING.headerFingerprint).toMatch(/^[0-9a-f]{16}$/);
  });
});
