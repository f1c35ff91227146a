/** The same month in the files of several countries and programs: the figures do not change. */
import { expect, test } from 'vitest';
import { monthOf } from '../../support/truth/calendar.ts';
import { exact } from '../../support/truth/exact.ts';
import { columnsFor, HEADERS, type InvoiceStyle } from '../../support/truth/invoice-file.ts';
import { JAPANESE, rebill } from '../../support/truth/invoice.ts';
import { draftMonth, expectMonth, nth, type Draft } from '../../support/truth/month.ts';
import { makeWorld, type World } from '../../support/truth/world.ts';

const OCTOBER = monthOf('2026-10');
const columns = columnsFor('customer');
const EURO: InvoiceStyle = { currency: 'EUR', columns, delimiter: ';' };

const someWorld = (seed: number): World => makeWorld({ seed, period: OCTOBER });
/** A fault in each month, so that a month can't tie out by being read as nothing. */
const over = (draft: Draft = {}): Draft => ({
  closing: { subtotals: true, netTotal: true, taxPercent: 10, blanks: true },
  faults: (charges) => {
    rebill(
      nth(charges, 1),
      (nth(charges, 1).quantity ?? 0n) + exact(2),
      draft.billing?.currencyDecimals ?? 2,
    );
    return undefined;
  },
  ...draft,
});

const YEN_PRICES = { 'A-WX-CALL': '1850', 'A-WX-SUITE': '2700' };
const yen = (style: Partial<InvoiceStyle>, draft: Partial<Draft> = {}): Draft =>
  over({
    billing: { prices: YEN_PRICES, currencyDecimals: 0 },
    closing: { subtotals: true, netTotal: true, taxPercent: 10, blanks: true, words: JAPANESE },
    style: { currency: 'JPY', columns, headers: HEADERS.japanese, ...style },
    ...draft,
  });
const japanese = (seed: number): World => makeWorld({ seed, period: OCTOBER, japanese: true });

test('a Japanese invoice in Shift_JIS with yen is read', async () => {
  await expectMonth(
    draftMonth(japanese(201), yen({ encoding: 'Shift_JIS', crlf: true, dates: 'ymd-slashes' })),
  );
});

test('a Japanese invoice with full-width digits is read', async () => {
  await expectMonth(
    draftMonth(japanese(202), yen({ encoding: 'Shift_JIS', crlf: true, numbers: { wide: true } })),
  );
});

test('a Japanese invoice in UTF-8 with grouped yen is read where its locale is stated', async () => {
  await expectMonth(
    draftMonth(
      japanese(203),
      yen({ bom: true, numbers: { group: ',', symbol: '¥' } }, { args: ['--locale', 'ja-JP'] }),
    ),
  );
});

test('a Japanese workbook is read', async () => {
  await expectMonth(draftMonth(japanese(204), yen({ sheet: '請求明細' }, { format: 'xlsx' })));
});

test("a Japanese invoice with the totals' words in its first column is read", async () => {
  await expectMonth(draftMonth(japanese(205), yen({ encoding: 'Shift_JIS', labelIn: 'subscription' })));
});

test('a German invoice with semicolons and 1.234,56 is read', async () => {
  const numbers = { point: ',', group: '.', decimals: { quantity: 2, unitPrice: 2, amount: 2 } } as const;
  await expectMonth(draftMonth(someWorld(206), over({ style: { ...EURO, numbers } })));
});

test('a German invoice in windows-1252 with dates of 31.10.2026 is read', async () => {
  const numbers = { point: ',', decimals: { quantity: 2, unitPrice: 2, amount: 2 } } as const;
  const world = makeWorld({ seed: 207, period: OCTOBER, customers: 3 });
  const style: InvoiceStyle = {
    ...EURO,
    numbers,
    encoding: 'windows-1252',
    dates: 'dmy-dots',
    banner: [['Müller Großhandel – Rechnung für Oktober']],
  };
  await expectMonth(draftMonth(world, over({ style, args: ['--locale', 'de-DE'] })));
});

test('dates with slashes are read in the order that is stated', async () => {
  await expectMonth(
    draftMonth(
      someWorld(208),
      over({
        style: { currency: 'USD', columns, dates: 'dmy-slashes' },
        args: ['--date-order', 'dmy'],
        statesPeriod: false,
      }),
    ),
  );
});

test('dates of an American invoice are read where a day above twelve settles the order', async () => {
  await expectMonth(
    draftMonth(
      someWorld(209),
      over({ style: { currency: 'USD', columns, dates: 'mdy-slashes' }, statesPeriod: false }),
    ),
  );
});

test('an American invoice with $1,234.56 and parentheses is read', async () => {
  const numbers = {
    group: ',',
    symbol: '$',
    parentheses: true,
    decimals: { amount: 2, unitPrice: 2, quantity: 2 },
  } as const;
  await expectMonth(
    draftMonth(
      makeWorld({ seed: 210, period: OCTOBER, users: [60, 120] }),
      over({
        style: { currency: 'USD', columns, numbers },
        closing: {
          others: [
            {
              kind: 'credit',
              description: 'Credit for outage',
              chargeType: 'Credit',
              amount: exact('-1500.25'),
            },
          ],
          netTotal: true,
          taxPercent: 8,
        },
      }),
    ),
  );
});

test('a tab-separated invoice is read', async () => {
  await expectMonth(draftMonth(someWorld(211), over({ format: 'tsv' })));
});

test('a UTF-16 invoice with a byte order mark is read', async () => {
  await expectMonth(
    draftMonth(
      someWorld(212),
      over({ style: { currency: 'USD', columns, encoding: 'utf-16le', bom: true, delimiter: '\t' } }),
    ),
  );
});

test('a workbook with a banner above its header is read', async () => {
  const banner = [['Example Distributor Inc.'], ['Invoice INV-1001', '', 'Billing period October 2026'], []];
  await expectMonth(
    draftMonth(someWorld(213), over({ format: 'xlsx', style: { currency: 'USD', columns, banner } })),
  );
});

test('a CSV with a banner above its header is read', async () => {
  const banner = [['Example Distributor Inc.'], ['Invoice INV-1001', '', 'Billing period October 2026']];
  await expectMonth(draftMonth(someWorld(214), over({ style: { currency: 'USD', columns, banner } })));
});

test('a zip of an invoice header and its usage CSV is read', async () => {
  const world = someWorld(215);
  const month = draftMonth(world, over({ format: 'zip', around: { skip: ['coverage'] } }));
  const total = month.rows.find((row) => row.kind === 'total')?.amount ?? 0n;
  const { plain } = await import('../../support/truth/exact.ts');
  const zipHeader = `Invoice Number,Invoice Date,Currency,Bill To Number,Total Amount\nINV-1001,2026-11-01,USD,778899,${plain(total)}\n`;
  const { document } = await expectMonth({ ...month, zipHeader });
  expect(document.coverage.audited).toBe(8);
});

test('a workbook of ten-digit figures and tenths stays exact', async () => {
  const world = makeWorld({ seed: 216, period: OCTOBER, customers: 3, users: [2, 2] });
  world.holdings.forEach((holding, index) => {
    holding.userDays = exact(index % 2 === 0 ? '0.1' : '40123456.2');
  });
  await expectMonth(
    draftMonth(
      world,
      over({
        format: 'xlsx',
        billing: { basis: 'user-days', prices: { 'A-WX-CALL': '0.1', 'A-WX-SUITE': '19.99' } },
      }),
    ),
  );
});
