import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { formatMicros, formatPicos, sumMicros } from '#core/decimal/micros.ts';
import { parsePeriod } from '#core/period.ts';
import { readPriceBook } from '#engine/importers/parameters/read-price-book.ts';
import { importReport } from '#engine/services/import-report.ts';
import { rebill, type RebillOutcome, type RebillRequest } from '#engine/services/rebill.ts';
import { agrees, recalculate, recalculationMissing } from '../../support/recalculate.ts';
import { readParts, readWorkbook } from '../../support/workbook-file.ts';
import {
  plainContext,
  temporaryFolder,
  temporaryWorkspace,
  writeTemporary,
} from '../../support/workspace.ts';

const missing = recalculationMissing();
const HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';
const [ACME, BETA] = ['0a000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000002'];
const used = (org: string, external: string, sku: string, userDays: string): string =>
  `Example,52cf576d-60a8-407a-b22c-467c51591908,Sub100,${org},${external},${sku},2026-10-01,2026-10-31,${userDays}`;
const REPORT = [
  HEADER,
  used(ACME, '=Acme/[1]', 'A-1', '310'),
  used(ACME, '=Acme/[1]', 'A-1', '15.5'),
  used(ACME, '=Acme/[1]', 'B-2', '100'),
  used(BETA, '', 'A-1', '31'),
  used(BETA, '', 'NO-PRICE', '62'),
  used('', '', 'A-1', '7'),
  '',
].join('\n');
const PRICES = [
  'SKU,UNIT_PRICE,CURRENCY,CUSTOMER_ORG_ID',
  'A-1,12.345,USD,',
  `A-1,10,USD,${BETA}`,
  'B-2,7.5,USD,',
  '',
].join('\n');

/** As a workbook keeps what XML can't hold; openpyxl shows it so. */
const escaped = (text: string): string =>
  text.replace('\u0007', '_x0007_').replace('\ufffe', '_xFFFE_').replace('_x0041', '_x005F_x0041');
/** LibreOffice writes the numbers of such characters in small letters. */
const small = <Value>(value: Value): Value | string =>
  typeof value === 'string' ? value.toLowerCase() : value;

async function billed(
  options: Partial<RebillRequest> & {
    readonly prices?: string;
    readonly report?: string;
    readonly folder?: string;
  } = {},
): Promise<RebillOutcome> {
  const { prices = PRICES, report = REPORT, folder = temporaryFolder(), ...request } = options;
  const workspace = temporaryWorkspace();
  await importReport(workspace, { path: writeTemporary('customer.csv', report) }, plainContext());
  const book = await readPriceBook(writeTemporary('prices.csv', prices), plainContext());
  return rebill(
    workspace,
    {
      period: defined(parsePeriod('2026-10'), 'a month'),
      priceBook: book.entries,
      priceBookName: 'prices.csv',
      currency: undefined,
      basis: 'user-months',
      quantityDecimals: 2,
      rounding: 'half-up',
      out: join(folder, 'bills.xlsx'),
      language: 'en',
      appVersion: '0',
      ...request,
    },
    plainContext(),
  );
}

describe('the bills of a month', () => {
  it('multiply exact quantities by the most specific price, rounded once each', async () => {
    const { bills } = await billed();
    const shown = bills.map(({ customer, lines, amount }) => [
      customer?.externalId ?? customer?.orgId,
      lines.map((line) => [
        line.sku,
        formatMicros(line.userDays),
        formatMicros(line.quantity),
        line.amount === undefined ? undefined : formatPicos(line.amount),
      ]),
      formatPicos(amount),
    ]);
    expect(shown).toEqual([
      [
        BETA,
        [
          ['A-1', '31', '1', '10'],
          ['NO-PRICE', '62', '2', undefined],
        ],
        '10',
      ],
      [
        '=Acme/[1]',
        [
          ['A-1', '325.5', '10.5', '129.62'],
          ['B-2', '100', '3.23', '24.23'],
        ],
        '153.85',
      ],
      [undefined, [['A-1', '7', '0.23', undefined]], '0'],
    ]);
  });

  it('lose no user-day, and say what is not billed instead of billing 0', async () => {
    const { bills, path } = await billed();
    expect(formatMicros(sumMicros(bills.map(({ userDays }) => userDays)))).toBe('525.5');
    expect(formatMicros(sumMicros(bills.map(({ unpricedUserDays }) => unpricedUserDays)))).toBe('69');
    const text = [...(await readParts(path)).values()].join('');
    expect(text).toContain('No price in the price book: not billed');
    expect(text).toContain('The report names no customer: not billed');
  });

  it('are the same bytes each time', async () => {
    const [one, two] = [await billed(), await billed()];
    expect(readFileSync(one.path).equals(readFileSync(two.path))).toBe(true);
  });

  it.skipIf(missing !== undefined).each(['en', 'ja'] as const)(
    'recalculate to themselves in %s',
    async (language) => {
      const cells = recalculate((await billed({ language })).path);
      expect(cells.length).toBeGreaterThan(10);
      expect(cells.filter((cell) => !agrees(cell) || String(cell.calculated).startsWith('#'))).toEqual([]);
    },
  );
});

it('a price book of two currencies needs a choice', async () => {
  const prices = `${PRICES}A-1,1500,JPY,\n`;
  await expect(billed({ prices })).rejects.toMatchObject({
    code: 'BAD_OPTION',
    params: { option: '--currency', accepted: 'JPY, USD' },
  });
  const { bills } = await billed({ prices, currency: 'JPY', rounding: 'down' });
  expect(bills.map(({ amount }) => formatPicos(amount))).toEqual(['1500', '15750', '0']);
});

it('a period without usage by customer is not billed', async () => {
  const period = defined(parsePeriod('2026-09'), 'a month');
  await expect(billed({ period })).rejects.toMatchObject({ code: 'PERIOD_NOT_HELD' });
});

it.skipIf(missing !== undefined).each([
  ['longer than a text in a formula may be', `"${'x'.repeat(300)}`],
  ['with what XML can’t hold', 'Bell\u0007 and \ufffe and _x0041_'],
  ['whose 31st character is half of one', `${'x'.repeat(30)}😀 & Söhne`],
])('a customer’s name %s leaves a workbook that opens and says it', async (_, name) => {
  const report = REPORT.replaceAll('=Acme/[1]', `"${name.replaceAll('"', '""')}"`);
  const { path } = await billed({ report });
  const { sheets } = readWorkbook(path);
  const told = sheets.flatMap(({ cells }) => Object.values(cells)).filter(({ v }) => v === escaped(name));
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(
    recalculate(path).filter(
      (cell) => !agrees({ ...cell, stored: small(cell.stored), calculated: small(cell.calculated) }),
    ),
  ).toEqual([]);
});

it('a figure that no spreadsheet can hold is refused, and nothing is written', async () => {
  const report = REPORT.replace(
    'A-1,2026-10-01,2026-10-31,310',
    'A-1,2026-10-01,2026-10-31,999999999.123456',
  );
  const folder = temporaryFolder();
  await expect(billed({ report, folder })).rejects.toMatchObject({ code: 'BILL_TOO_LARGE' });
  expect(readdirSync(folder)).toEqual([]);
});
