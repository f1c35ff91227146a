/** What an auditor tries next: windows, sub-partners, currencies, odd numbers and columns that look alike. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rulesBroken } from '../../support/truth/compare.ts';
import { addDays, monthOf } from '../../support/truth/calendar.ts';
import { exact, plain } from '../../support/truth/exact.ts';
import { columnsFor, HEADERS } from '../../support/truth/invoice-file.ts';
import { close, JAPANESE, priced, rebill, type BilledRow } from '../../support/truth/invoice.ts';
import {
  allReports,
  draftMonth,
  expectMonth,
  nth,
  writeMonth,
  type Month,
} from '../../support/truth/month.ts';
import { reportRows, writeReport } from '../../support/truth/reports.ts';
import { makeFolder, reconcile, tieout, type Folder } from '../../support/truth/run.ts';
import { makeWorld } from '../../support/truth/world.ts';

const OCTOBER = monthOf('2026-10');
const columns = columnsFor('customer');
let folder: Folder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  folder.dispose();
});

/** Either the month is as the truth has it, or it is refused with the file's name: never something between. */
async function expectReadOrRefused(month: Month): Promise<void> {
  const { args } = await writeMonth(month, folder);
  const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args]);
  if (outcome.exitCode === 2) expect(outcome.stderr).toContain('invoice.');
  else await expectMonth(month);
}

describe('windows', () => {
  test('a user who stops and starts again has both windows added up', async () => {
    const world = makeWorld({ seed: 601, period: OCTOBER });
    const holding = world.holdings[0];
    if (holding === undefined) throw new Error('no holding');
    holding.window = { start: '2026-10-01', end: '2026-10-08' };
    holding.userDays = exact('7.5');
    world.holdings.push({
      ...holding,
      window: { start: '2026-10-20', end: '2026-10-31' },
      userDays: exact(12),
    });
    await expectMonth(draftMonth(world));
  });

  test('a CUSTOMER report in two halves of the month is added up', async () => {
    const world = makeWorld({ seed: 602, period: OCTOBER, partial: 0 });
    const customer = reportRows(world, 'customer').flatMap((row) => [
      { ...row, end: '2026-10-15', userDays: (row.userDays / 31n) * 15n },
      { ...row, start: '2026-10-16', userDays: (row.userDays / 31n) * 16n },
    ]);
    await expectMonth(draftMonth(world, { reports: { ...allReports(world), customer } }));
  });

  test('rows of two windows in user-months are each divided by their own days', async () => {
    const world = makeWorld({ seed: 603, period: OCTOBER, customers: 3, skus: ['A-WX-CALL'], partial: 0 });
    const halves = [
      { start: '2026-10-01', end: '2026-10-15' },
      { start: '2026-10-16', end: '2026-10-31' },
    ] as const;
    const price = exact('6.25');
    const charges = world.customers.flatMap((customer) =>
      halves.map((window): BilledRow => {
        const users = exact(world.holdings.filter((holding) => holding.customer === customer).length);
        return {
          kind: 'charge',
          subscription: 'Sub100200',
          sku: 'A-WX-CALL',
          description: 'Webex Calling package',
          chargeType: 'Recurring',
          customer,
          window,
          quantity: users,
          unitPrice: price,
          amount: priced(users, price),
        };
      }),
    );
    world.holdings = world.holdings.flatMap((holding) =>
      halves.map((window, index) => ({ ...holding, window, userDays: exact(index === 0 ? 15 : 16) })),
    );
    const { args } = await writeMonth(
      { ...draftMonth(world), rows: close(charges), reports: { user: reportRows(world, 'user') } },
      folder,
    );
    const { document } = await reconcile(folder, args);
    expect([document.verdict, document.totals.variance, rulesBroken(document)]).toEqual(['tied', '0', []]);
  });

  test('an invoice of September and reports of October are not reconcilable', async () => {
    const world = makeWorld({ seed: 604, period: OCTOBER });
    const month = draftMonth(world, { statesPeriod: false, billing: { window: monthOf('2026-09') } });
    const { args } = await writeMonth(month, folder);
    const { document, exitCode } = await reconcile(folder, args);
    expect([exitCode, document.verdict, document.period.start]).toEqual([
      1,
      'not-reconcilable',
      '2026-09-01',
    ]);
  });

  test('an invoice of September never ties out for October', async () => {
    const world = makeWorld({ seed: 605, period: OCTOBER });
    const { args } = await writeMonth(draftMonth(world, { billing: { window: monthOf('2026-09') } }), folder);
    const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args]);
    expect(outcome.exitCode).not.toBe(0);
  });

  test('a late charge for September on the invoice of October is told as such', async () => {
    const world = makeWorld({ seed: 606, period: OCTOBER });
    const month = draftMonth(world, {
      faults: (charges) => {
        const late = { ...nth(charges, 0), window: monthOf('2026-09') };
        rebill(late, exact('1.5'));
        return [...charges, late];
      },
    });
    const { args } = await writeMonth(month, folder);
    const { document } = await reconcile(folder, args);
    const codes = document.lines.flatMap((line) => line.explanations.map((found) => found.code));
    expect(document.verdict).not.toBe('tied');
    expect(rulesBroken(document)).toEqual([]);
    expect(codes).toContain('PERIOD_DIFFERS');
  });
});

describe('sub-partners', () => {
  test('PARTNER reports of two sub-partners under one subscription are added up', async () => {
    const world = makeWorld({ seed: 611, period: OCTOBER });
    const [a, b, ...others] = world.customers;
    const east = new Set([a, b]);
    const eastern = world.holdings.filter((holding) => east.has(holding.customer));
    const western = world.holdings.filter((holding) => !east.has(holding.customer));
    expect(others.length).toBeGreaterThan(0);
    const month = draftMonth(world, { billing: { grain: 'partner' }, reports: {} });
    const { args } = await writeMonth(month, folder);
    const other = { ...world, partnerName: 'Sub-partner West', partnerOrgId: world.chance.uuid() };
    const files = [
      folder.put('east.csv', writeReport(world, 'partner', reportRows(world, 'partner', eastern))),
      folder.put('west.csv', writeReport(other, 'partner', reportRows(world, 'partner', western))),
    ];
    const { document } = await reconcile(folder, [...args, ...files.flatMap((file) => ['--report', file])]);
    expect([document.verdict, document.totals.variance === document.totals.components.lineRounding]).toEqual([
      'tied',
      true,
    ]);
  });
});

describe('nothing', () => {
  test('a row of no quantity for a customer without usage is no variance', async () => {
    const world = makeWorld({ seed: 621, period: OCTOBER });
    const stranger = { orgId: world.chance.uuid(), externalId: 'EXT-ZERO', name: 'Zero Ltd', locations: [] };
    const month = draftMonth(world, {
      faults: (charges) => {
        const row: BilledRow = { ...nth(charges, 0), customer: stranger };
        rebill(row, 0n);
        return [...charges, row];
      },
    });
    const { args } = await writeMonth(month, folder);
    const { document } = await reconcile(folder, args);
    expect([document.verdict, document.coverage.audited, rulesBroken(document)]).toEqual(['tied', 9, []]);
  });

  test('usage of no quantity that is not on the invoice is no variance', async () => {
    const world = makeWorld({ seed: 622, period: OCTOBER });
    const holding = world.holdings[0];
    if (holding === undefined) throw new Error('no holding');
    const month = draftMonth(world);
    const user = [...allReports(world).user, { ...nthRow(world), sku: 'A-WX-CAC', userDays: 0n }];
    const { args } = await writeMonth({ ...month, reports: { user } }, folder);
    const { document } = await reconcile(folder, args);
    expect([document.verdict, rulesBroken(document)]).toEqual(['tied', []]);
  });

  test('rows without a price are compared by quantity', async () => {
    const world = makeWorld({ seed: 623, period: OCTOBER });
    await expectMonth(draftMonth(world, { billing: { prices: { 'A-WX-CALL': '0', 'A-WX-SUITE': '18' } } }));
  });
});

const nthRow = (world: ReturnType<typeof makeWorld>): ReturnType<typeof reportRows>[number] => {
  const row = reportRows(world, 'user')[0];
  if (row === undefined) throw new Error('no row');
  return row;
};

describe('money', () => {
  test('amounts of two currencies are never added up', async () => {
    const world = makeWorld({ seed: 631, period: OCTOBER });
    const month = draftMonth(world, {
      closing: { total: false },
      faults: (charges) => {
        nth(charges, 2).texts = { currency: 'EUR' };
        return undefined;
      },
    });
    const { args } = await writeMonth(month, folder);
    const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args]);
    expect(outcome.exitCode).not.toBe(0);
  });

  test('a price book in another currency is never applied', async () => {
    const world = makeWorld({ seed: 632, period: OCTOBER });
    const { args } = await writeMonth(draftMonth(world), folder);
    const book = folder.put('euro.csv', 'SKU,UNIT_PRICE,CURRENCY\nA-WX-CALL,11,EUR\nA-WX-SUITE,17,EUR\n');
    const outcome = await tieout([
      'reconcile',
      '--workspace',
      folder.workspace,
      '--json',
      ...args,
      '--price-book',
      book,
    ]);
    expect(outcome.stdout).not.toContain('"priceSource":"price-book"');
  });

  test.for([
    ['1 234,56', ' '],
    ["1'234,56", "'"],
    ['1 234,56 with a narrow space', '\u202f'],
    ['1 234,56 with a hard space', '\u00a0'],
  ] as const)('amounts written %s are read or refused', async ([, group]) => {
    const world = makeWorld({ seed: 633, period: OCTOBER, users: [60, 90] });
    const numbers = {
      point: ',',
      group: group as ' ',
      decimals: { amount: 2, unitPrice: 2, quantity: 2 },
    } as const;
    await expectReadOrRefused(
      draftMonth(world, { style: { currency: 'EUR', columns, delimiter: ';', numbers } }),
    );
  });

  test.for(['▲1500', '△1500', '-1500', '(1500)', '1500-', '－１５００', '−1500'])(
    'a credit written %s is a credit or unreadable, never a charge',
    async (text) => {
      const world = makeWorld({ seed: 634, period: OCTOBER, japanese: true });
      const month = draftMonth(world, {
        billing: { prices: { 'A-WX-CALL': '1850', 'A-WX-SUITE': '2700' }, currencyDecimals: 0 },
        style: { currency: 'JPY', columns, headers: HEADERS.japanese },
        closing: {
          words: JAPANESE,
          others: [
            {
              kind: 'credit',
              description: '前月分クレジット',
              chargeType: 'クレジット',
              amount: exact(-1500),
              texts: { amount: text },
            },
          ],
        },
      });
      const { args } = await writeMonth(month, folder);
      const { document } = await reconcile(folder, args);
      const isCredit =
        document.coverage.excludedByClass.credit === 1 &&
        document.totals.notAudited === '-1500' &&
        document.verdict === 'tied';
      const isUnread = document.coverage.quarantined === 1 && document.verdict !== 'tied';
      expect([isCredit || isUnread, document.coverage.audited]).toEqual([true, 8]);
    },
  );
});

describe('columns that look alike', () => {
  test('a column of tax and a column with tax do not take the place of the amount', async () => {
    const world = makeWorld({ seed: 641, period: OCTOBER });
    const share = (row: BilledRow, percent: bigint): string => plain(((row.amount ?? 0n) * percent) / 100n);
    await expectReadOrRefused(
      draftMonth(world, {
        style: {
          currency: 'USD',
          columns,
          extra: [
            { header: 'Tax Amount', textOf: (row) => share(row, 10n) },
            { header: 'Total Amount', textOf: (row) => share(row, 110n) },
          ],
        },
      }),
    );
  });

  test('a list price and an ordered quantity do not take the place of what is billed', async () => {
    const world = makeWorld({ seed: 642, period: OCTOBER });
    await expectReadOrRefused(
      draftMonth(world, {
        style: {
          currency: 'USD',
          columns,
          extra: [
            { header: 'List Price', textOf: (row) => (row.kind === 'charge' ? '99' : '') },
            { header: 'Ordered Quantity', textOf: (row) => (row.kind === 'charge' ? '500' : '') },
          ],
        },
      }),
    );
  });

  test('headers with their unit in brackets are understood or refused', async () => {
    const world = makeWorld({ seed: 643, period: OCTOBER });
    await expectReadOrRefused(
      draftMonth(world, {
        style: {
          currency: 'USD',
          columns,
          headers: { amount: 'Amount (USD)', unitPrice: 'Unit Price (USD)', quantity: 'Qty' },
        },
      }),
    );
  });

  test('an external id that two customers share is never settled by a guess', async () => {
    const world = makeWorld({ seed: 644, period: OCTOBER });
    const [first, second] = world.customers;
    if (first === undefined || second === undefined) throw new Error('no customers');
    const customer = { ...second, externalId: first.externalId };
    world.holdings = world.holdings.map((holding) =>
      holding.customer === second ? { ...holding, customer } : holding,
    );
    const month = draftMonth(world, {
      style: { currency: 'USD', columns, customerText: (_, external) => external },
    });
    const { args } = await writeMonth(month, folder);
    const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args]);
    expect(outcome.exitCode).not.toBe(0);
  });

  test('usage of the day after the period does not slip in', async () => {
    const world = makeWorld({ seed: 645, period: OCTOBER });
    const user = allReports(world).user;
    const next = user.slice(0, 3).map((row) => ({
      ...row,
      start: addDays(OCTOBER.end, 1),
      end: addDays(OCTOBER.end, 1),
      userDays: exact(1),
    }));
    const month = draftMonth(world, {
      reports: { user },
      reportParts: { user: [[...user, ...next]] },
      around: { hasErrors: true },
    });
    await expectMonth(month);
  });
});
