/** One and the same invoice, as several countries, programs and encodings have it, says the same. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formatMicros, type Micros } from '#core/decimal/micros.ts';
import type { InvoiceReading } from '#engine/importers/invoice/read-invoice.ts';
import { readFileAt } from './support.ts';

const read = (name: string): Promise<InvoiceReading> =>
  readFileAt(fileURLToPath(new URL(`../../fixtures/invoice/${name}`, import.meta.url)));
const figure = (value: Micros | undefined): string => (value === undefined ? '' : formatMicros(value));

const lines = ({ document }: InvoiceReading): string[] =>
  document.rows.map((row) =>
    [
      row.rowClass,
      row.subscriptionId ?? '',
      row.sku ?? '',
      row.customerId ?? '',
      row.chargeStart ?? '',
      row.chargeEnd ?? '',
      figure(row.quantity),
      figure(row.unitPrice),
      figure(row.amount),
    ].join(' '),
  );
const OCTOBER = '2026-10-01 2026-10-31';
const EXPECTED = [
  `charge Sub100 A-1 0001 ${OCTOBER} 12.5 1200 15000`,
  `charge Sub100 A-2 0042 ${OCTOBER} 3 1234 3702`,
  `charge 000123 A-1 0042 ${OCTOBER} 0.25 1200 300`,
  'blank        ',
  `credit Sub100 A-2 0042 ${OCTOBER} -1 1234 -1234`,
  'fee        500',
  'subtotal        18268',
  'tax        1827',
  'subtotal        20095',
];

const LAYOUTS = [
  { name: 'english.csv', currency: 'USD', encoding: 'utf-8', delimiter: ',', firstRow: 2, sheet: undefined },
  {
    name: 'japanese-sjis.csv',
    currency: 'JPY',
    encoding: 'shift_jis',
    delimiter: ',',
    firstRow: 6,
    sheet: undefined,
  },
  {
    name: 'japanese-eucjp.csv',
    currency: 'JPY',
    encoding: 'euc-jp',
    delimiter: ',',
    firstRow: 6,
    sheet: undefined,
  },
  {
    name: 'german-cp1252.csv',
    currency: 'EUR',
    encoding: 'windows-1252',
    delimiter: ';',
    firstRow: 6,
    sheet: undefined,
  },
  {
    name: 'french-utf16.tsv',
    currency: 'EUR',
    encoding: 'utf-16le',
    delimiter: '\t',
    firstRow: 6,
    sheet: undefined,
  },
  { name: 'workbook.xlsx', currency: 'USD', encoding: null, delimiter: null, firstRow: 5, sheet: 'Detail' },
  { name: 'workbook.xls', currency: 'USD', encoding: null, delimiter: null, firstRow: 5, sheet: 'Detail' },
  { name: 'workbook.ods', currency: 'USD', encoding: null, delimiter: null, firstRow: 5, sheet: 'Detail' },
] as const;

describe.each(LAYOUTS)('$name', ({ name, currency, encoding, delimiter, firstRow, sheet }) => {
  test('has the same lines, each with its place', async () => {
    const reading = await read(name);
    expect(lines(reading)).toEqual(EXPECTED);
    expect(reading.document.rows.map(({ ref }) => `${ref.sheet ?? ''}:${String(ref.row)}`)).toEqual(
      EXPECTED.map((_, index) => `${sheet ?? ''}:${String(firstRow + index)}`),
    );
  });

  test('says number, date, currency and totals', async () => {
    const { document } = await read(name);
    expect([document.number, document.date, document.currency]).toEqual(['INV-1001', '2026-11-01', currency]);
    const last = (kind: string): string =>
      figure(document.statedTotals.findLast((total) => total.kind === kind)?.amount);
    expect([last('subtotal'), last('total')]).toEqual(['18268', '20095']);
  });

  test('has nothing quarantined and no errors', async () => {
    const { document, issues } = await read(name);
    expect(document.rows.filter(({ quarantined }) => quarantined)).toEqual([]);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('gives a mapping by which it reads the same again', async () => {
    const first = await read(name);
    expect([first.mapping.encoding, first.mapping.delimiter]).toEqual([encoding, delimiter]);
    const again = await readFileAt(
      fileURLToPath(new URL(`../../fixtures/invoice/${name}`, import.meta.url)),
      {
        mapping: first.mapping,
      },
    );
    expect(again.document).toEqual(first.document);
    expect(again.mapping).toEqual(first.mapping);
  });
});

test('hidden rows, columns and sheets are read or named, and flagged', async () => {
  const { document, issues, tables } = await read('workbook.xlsx');
  expect(document.rows[1]?.flags).toEqual(['hidden-row', 'hidden-column']);
  expect(document.rows[0]?.flags).toEqual(['hidden-column']);
  expect(issues.map(({ code, sheet, row, column, text }) => [code, sheet, row, column, text])).toEqual([
    ['HIDDEN_ROWS', 'Detail', 6, undefined, '6'],
    ['HIDDEN_COLUMN', 'Detail', undefined, 'SKU', undefined],
    ['TABLE_NOT_READ', 'Cover', undefined, undefined, 'no-header'],
    ['TABLE_NOT_READ', 'Notes', undefined, undefined, 'no-header'],
  ]);
  expect(tables.map(({ sheet, verdict, hidden }) => [sheet, verdict, hidden])).toEqual([
    ['Cover', 'no-header', false],
    ['Detail', 'read', false],
    ['Notes', 'no-header', true],
  ]);
});
