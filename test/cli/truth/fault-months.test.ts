/** Months with planted faults: each is found, put into money to the last digit, and laid to its cause. */
import { expect, test } from 'vitest';
import { addDays, monthOf } from '../../support/truth/calendar.ts';
import { exact, plain } from '../../support/truth/exact.ts';
import { close, inUnit, priced, rebill, reprice, type BilledRow } from '../../support/truth/invoice.ts';
import { columnsFor } from '../../support/truth/invoice-file.ts';
import { allReports, draftMonth, expectMonth, nth, PRICES } from '../../support/truth/month.ts';
import { reportRows } from '../../support/truth/reports.ts';
import { makeFolder } from '../../support/truth/run.ts';
import { makeConsumer, makeWorld, type Customer, type World } from '../../support/truth/world.ts';

const OCTOBER = monthOf('2026-10');
const world = (seed: number, more: Partial<Parameters<typeof makeWorld>[0]> = {}): World =>
  makeWorld({ seed, period: OCTOBER, ...more });
const stranger = (of: World, name = 'Nobody Ltd'): Customer => ({
  orgId: of.chance.uuid(),
  externalId: 'EXT-NOBODY',
  name,
  locations: [of.chance.uuid()],
});

test('an over-billed customer is a quantity variance over', async () => {
  await expectMonth(
    draftMonth(world(101), {
      faults: (charges) => {
        const row = nth(charges, 2);
        rebill(row, (row.quantity ?? 0n) + exact('2.5'));
        return undefined;
      },
    }),
  );
});

test('an over-billed customer is found where the unit is inferred', async () => {
  await expectMonth(
    draftMonth(world(102, { customers: 7, partial: 0.8 }), {
      infers: 'everything',
      faults: (charges) => {
        const row = nth(charges, 3);
        rebill(row, (row.quantity ?? 0n) + exact('1.75'));
        return undefined;
      },
    }),
  );
});

test('an under-billed customer is a quantity variance under', async () => {
  await expectMonth(
    draftMonth(world(103), {
      faults: (charges) => {
        const row = nth(charges, -1);
        rebill(row, (row.quantity ?? 0n) - exact('1.01'));
        return undefined;
      },
    }),
  );
});

test('over and under do not cancel out in the verdict', async () => {
  const { document } = await expectMonth(
    draftMonth(world(104, { skus: ['A-WX-CALL'] }), {
      faults: (charges) => {
        rebill(nth(charges, 0), (nth(charges, 0).quantity ?? 0n) + exact(1));
        rebill(nth(charges, 1), (nth(charges, 1).quantity ?? 0n) - exact(1));
        return undefined;
      },
    }),
  );
  expect(document.verdict).toBe('variances');
});

test('a duplicated row is added up and named with its amount and its place', async () => {
  let copy: BilledRow | undefined;
  const month = draftMonth(world(105), {
    faults: (charges) => {
      copy = { ...nth(charges, 3) };
      return [...charges.slice(0, 6), copy, ...charges.slice(6)];
    },
  });
  const { document, written } = await expectMonth(month);
  if (copy === undefined) throw new Error('no copy');
  const explanation = document.lines
    .flatMap((line) => line.explanations)
    .find((found) => found.code === 'DUPLICATE_LINE');
  expect(explanation?.amount).toBe(plain(copy.amount ?? 0n));
  expect(explanation?.evidence.map((place) => place.row)).toContain(written.rowOf.get(copy));
});

test('identical rows that the usage bears out are added up, tie out, and are reported all the same', async () => {
  const here = world(134, { partial: 0, users: [4, 4] });
  const { document } = await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        const half = nth(charges, 2);
        rebill(half, exact(2));
        return [...charges, { ...half }];
      },
      around: { skip: ['duplicates'] },
    }),
  );
  const codes = [
    ...document.lines.flatMap((line) => line.explanations.map((found) => found.code as string)),
    ...document.issues.map((issue) => issue.code),
  ];
  expect(codes).toContain('DUPLICATE_LINE');
});

test('rows of one key at two prices that the usage bears out tie out', async () => {
  const here = world(135, { partial: 0, users: [3, 3] });
  const { document } = await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        const one = nth(charges, 0);
        const two = { ...one };
        rebill(one, exact(1));
        reprice(two, exact('11.5'));
        rebill(two, exact(2));
        return [...charges, two];
      },
    }),
  );
  expect(document.verdict).toBe('tied');
});

test('rows of an unknown SKU at two prices expect nothing, to the last digit', async () => {
  const here = world(136);
  await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        const one: BilledRow = { ...nth(charges, 0), sku: 'A-WX-VOICE' };
        const two = { ...one };
        rebill(one, exact(1));
        reprice(two, exact('11.5'));
        rebill(two, exact(2));
        return [...charges, one, two];
      },
    }),
  );
});

test('usage that is missing on the invoice is under-billed at the price of its SKU', async () => {
  await expectMonth(
    draftMonth(world(106), { faults: (charges) => charges.filter((_, index) => index !== 4) }),
  );
});

test('usage of a SKU that the invoice never prices has no expected amount and says so', async () => {
  const { document } = await expectMonth(
    draftMonth(world(107, { skus: ['A-WX-CALL', 'A-WX-SUITE', 'A-WX-MEET'] }), {
      faults: (charges) => charges.filter((row) => row.sku !== 'A-WX-MEET'),
    }),
  );
  expect(document.issues.map((issue) => issue.code)).toContain('PRICE_UNKNOWN');
});

test('an unknown customer is billed without usage', async () => {
  const here = world(108);
  const { document } = await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        const row: BilledRow = {
          ...nth(charges, 0),
          customer: stranger(here),
          because: ['CUSTOMER_NOT_IN_USAGE'],
        };
        rebill(row, exact(3));
        return [...charges, row];
      },
    }),
  );
  expect(document.lines.find((line) => line.match === 'unmatched-invoice')?.variance.amount).toBe('37.5');
});

test('a known customer billed for an unknown SKU is billed without usage', async () => {
  await expectMonth(
    draftMonth(world(109), {
      faults: (charges) => {
        const row: BilledRow = {
          ...nth(charges, 0),
          sku: 'A-WX-VOICE',
          description: 'Webex Voice',
          because: ['SKU_NOT_IN_USAGE'],
        };
        reprice(row, exact('9.99'));
        return [...charges, row];
      },
    }),
  );
});

test('an unknown SKU on a partner invoice is billed without usage', async () => {
  await expectMonth(
    draftMonth(world(110, { skus: ['A-WX-CALL', 'A-WX-SUITE', 'A-WX-MEET'] }), {
      billing: { grain: 'partner' },
      faults: (charges) => {
        const row: BilledRow = {
          ...nth(charges, 0),
          sku: 'A-WX-VOICE',
          description: 'Webex Voice',
          because: ['SKU_NOT_IN_USAGE'],
        };
        rebill(row, exact(4));
        return [...charges, row];
      },
    }),
  );
});

test('credits, taxes, fees, subtotals and blank rows stay out of the comparison and inside the total', async () => {
  const here = world(111);
  const credit = (amount: string, more: Partial<BilledRow> = {}): BilledRow => ({
    kind: 'credit',
    description: 'Credit for September',
    chargeType: 'Credit',
    amount: exact(amount),
    ...more,
  });
  const { document } = await expectMonth(
    draftMonth(here, {
      closing: {
        subtotals: true,
        blanks: true,
        netTotal: true,
        taxPercent: 10,
        others: [
          credit('-120.5'),
          credit('-12.5', {
            subscription: 'Sub100200',
            sku: 'A-WX-CALL',
            quantity: exact(-1),
            unitPrice: exact('12.5'),
            ...(here.customers[0] ? { customer: here.customers[0] } : {}),
            window: here.period,
          }),
        ],
      },
    }),
  );
  expect(document.coverage.excludedByClass).toMatchObject({ credit: 2, tax: 1, subtotal: 6, blank: 4 });
});

test('price differences against a price book are price variances', async () => {
  await expectMonth(
    draftMonth(world(112), {
      terms: {
        book: [
          { sku: 'A-WX-CALL', unitPrice: '11.75' },
          { sku: 'A-WX-SUITE', unitPrice: '18' },
        ],
      },
      faults: (charges) => {
        for (const row of charges) if (row.sku === 'A-WX-CALL') row.because = ['PRICE_DIFFERS'];
        return undefined;
      },
    }),
  );
});

test('quantity and price differ at once, and each has its effect', async () => {
  await expectMonth(
    draftMonth(world(113), {
      terms: { book: Object.entries(PRICES).map(([sku, unitPrice]) => ({ sku, unitPrice })) },
      faults: (charges) => {
        const row = nth(charges, 1);
        reprice(row, exact('19.5'));
        rebill(row, (row.quantity ?? 0n) + exact('3.33'));
        return undefined;
      },
    }),
  );
});

test('the most specific valid row of the price book wins', async () => {
  const here = world(114, { subscriptions: ['Sub1', 'Sub2'], skus: ['A-WX-CALL'] });
  const special = here.customers[1]?.orgId ?? '';
  await expectMonth(
    draftMonth(here, {
      terms: {
        book: [
          { sku: 'A-WX-CALL', unitPrice: '99', to: '2026-09-30' },
          { sku: 'A-WX-CALL', unitPrice: '12.5', from: '2026-10-01', to: '2026-10-31' },
          { sku: 'A-WX-CALL', unitPrice: '77', from: '2026-10-02' },
          { sku: 'A-WX-CALL', unitPrice: '12', subscription: 'Sub2', from: '2026-01-01' },
          { sku: 'A-WX-CALL', unitPrice: '10.25', subscription: 'Sub2', customer: special },
        ],
      },
    }),
  );
});

test('a price book with two equally specific rows is refused', async () => {
  const here = world(115);
  const folder = makeFolder();
  try {
    const month = draftMonth(here, {
      terms: {
        book: [
          { sku: 'A-WX-CALL', unitPrice: '12.5' },
          { sku: 'A-WX-CALL', unitPrice: '13' },
        ],
      },
    });
    const { writeMonth } = await import('../../support/truth/month.ts');
    const { tieout } = await import('../../support/truth/run.ts');
    const { args } = await writeMonth(month, folder);
    const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args]);
    expect({ exit: outcome.exitCode, names: outcome.stderr.includes('prices.csv') }).toEqual({
      exit: 2,
      names: true,
    });
  } finally {
    folder.dispose();
  }
});

test('a price book prices the usage that the invoice never priced', async () => {
  await expectMonth(
    draftMonth(world(116, { skus: ['A-WX-CALL', 'A-WX-SUITE', 'A-WX-MEET'] }), {
      terms: { book: Object.entries(PRICES).map(([sku, unitPrice]) => ({ sku, unitPrice })) },
      faults: (charges) => charges.filter((row) => row.sku !== 'A-WX-MEET'),
    }),
  );
});

test('a mid-period start that is billed in full is laid to the start', async () => {
  const here = world(117, { partial: 0, users: [4, 4] });
  const [customer] = here.customers;
  if (customer === undefined) throw new Error('no customer');
  here.holdings.push({
    subscription: 'Sub100200',
    sku: 'A-WX-CALL',
    customer,
    location: customer.locations[0] ?? '',
    consumer: makeConsumer(here.chance),
    window: { start: '2026-10-17', end: '2026-10-31' },
    userDays: exact(15),
  });
  await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        const row = charges.find((charge) => charge.customer === customer && charge.sku === 'A-WX-CALL');
        if (row === undefined) throw new Error('no row');
        rebill(row, exact(5));
        row.because = ['MID_PERIOD_START_OR_STOP'];
        return undefined;
      },
    }),
  );
});

test('a package change that is billed in full on both SKUs is laid to the change', async () => {
  const here = world(118, { partial: 0, users: [4, 4] });
  const [, customer] = here.customers;
  if (customer === undefined) throw new Error('no customer');
  const common = {
    subscription: 'Sub100200',
    customer,
    location: customer.locations[0] ?? '',
    consumer: makeConsumer(here.chance),
  };
  here.holdings.push(
    { ...common, sku: 'A-WX-CALL', window: { start: '2026-10-01', end: '2026-10-15' }, userDays: exact(15) },
    { ...common, sku: 'A-WX-SUITE', window: { start: '2026-10-16', end: '2026-10-31' }, userDays: exact(16) },
  );
  await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        for (const row of charges)
          if (row.customer === customer) {
            rebill(row, exact(5));
            row.because = ['PACKAGE_CHANGE'];
          }
        return undefined;
      },
    }),
  );
});

test('a user with more user-days than the period has is named', async () => {
  const here = world(119, { partial: 0, users: [3, 3] });
  const holding = here.holdings[0];
  if (holding === undefined) throw new Error('no holding');
  holding.userDays = exact(45);
  const { document } = await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        rebill(nth(charges, 0), exact(3));
        return undefined;
      },
    }),
  );
  const named = [
    ...document.lines.flatMap((line) => line.explanations.map((found) => found.code as string)),
    ...document.issues.map((issue) => issue.code),
  ];
  expect(named.filter((code) => code.includes('OVER_FULL')).length).toBeGreaterThan(0);
});

test('one line in user-days on an invoice in months is told as a mismatch of units', async () => {
  const here = world(120, { customers: 6 });
  await expectMonth(
    draftMonth(here, {
      faults: (charges) => {
        const row = nth(charges, 2);
        const mine = here.holdings.filter(
          (holding) => holding.customer === row.customer && holding.sku === row.sku,
        );
        rebill(
          row,
          mine.reduce((total, holding) => total + holding.userDays, 0n),
        );
        row.because = ['UNIT_MISMATCH'];
        return undefined;
      },
    }),
  );
});

test('an amount that is not quantity times price is line rounding beyond tolerance', async () => {
  await expectMonth(
    draftMonth(world(121), {
      faults: (charges) => {
        const row = nth(charges, 2);
        row.amount = (row.amount ?? 0n) + exact('5.55');
        return undefined;
      },
    }),
  );
});

test('differences within the stated tolerances tie out as within tolerance', async () => {
  await expectMonth(
    draftMonth(world(122), {
      terms: { toleranceQty: '0.1', toleranceAmount: '2' },
      faults: (charges) => {
        rebill(nth(charges, 0), (nth(charges, 0).quantity ?? 0n) + exact('0.1'));
        rebill(nth(charges, 1), (nth(charges, 1).quantity ?? 0n) - exact('0.05'));
        return undefined;
      },
    }),
  );
});

test('a difference just beyond the tolerance is a variance', async () => {
  await expectMonth(
    draftMonth(world(123), {
      terms: { toleranceQty: '0.1', toleranceAmount: '2' },
      faults: (charges) => {
        rebill(nth(charges, 0), (nth(charges, 0).quantity ?? 0n) + exact('0.11'));
        return undefined;
      },
    }),
  );
});

test('a tolerance in percent is taken of the expected figure', async () => {
  const here = world(124, { users: [20, 20], partial: 0 });
  await expectMonth(
    draftMonth(here, {
      terms: { percent: '1' },
      faults: (charges) => {
        // 20 expected: 0.2 is one percent, 0.21 is more.
        rebill(nth(charges, 0), exact('20.2'));
        rebill(nth(charges, 1), exact('19.79'));
        return undefined;
      },
    }),
  );
});

test.for([
  ['3', 'tied'],
  ['2', 'variances'],
] as const)('tolerated differences of 2.5 in sum under a cap of %s are %s', async ([cap, verdict]) => {
  const here = world(125, { partial: 0 });
  const { document } = await expectMonth(
    draftMonth(here, {
      terms: { toleranceQty: '0.2', toleranceAmount: '2', cap },
      faults: (charges) => {
        const calls = charges.filter((row) => row.sku === 'A-WX-CALL');
        rebill(nth(calls, 0), (nth(calls, 0).quantity ?? 0n) + exact('0.1'));
        rebill(nth(calls, 1), (nth(calls, 1).quantity ?? 0n) - exact('0.1'));
        return undefined;
      },
    }),
  );
  expect(document.verdict).toBe(verdict);
});

test('a quantity difference at the default tolerance of 0.005 user-months is tolerated, above it not', async () => {
  const here = world(126, { partial: 0, users: [3, 3] });
  const prices = { 'A-WX-CALL': '1', 'A-WX-SUITE': '1' };
  await expectMonth(
    draftMonth(here, {
      billing: { prices, decimals: 3 },
      // 3.005 alone could be three thousand and five.
      args: ['--locale', 'en-US'],
      faults: (charges) => {
        for (const [index, text] of ['3.005', '2.995', '3.006'].entries()) {
          const row = nth(charges, index);
          row.quantity = exact(text);
          row.amount = exact(text);
        }
        return undefined;
      },
    }),
  );
});

test('aliases lead customers, SKUs and subscriptions of the invoice to those of the reports', async () => {
  const here = world(127);
  const folder = makeFolder();
  try {
    const [first, second] = here.customers;
    if (first === undefined || second === undefined) throw new Error('no customers');
    const alias = folder.put(
      'alias.csv',
      [
        'FIELD,FROM,TO',
        'subscription,CONTRACT-7,Sub100200',
        'sku,Webex Calling Wholesale,A-WX-CALL',
        `customer,C0001,${first.orgId}`,
        `customer,C0002,${second.externalId}`,
        '',
      ].join('\n'),
    );
    const month = draftMonth(here, {
      args: ['--alias', alias],
      faults: (charges) => {
        for (const row of charges) {
          row.texts = { subscription: 'CONTRACT-7' };
          if (row.sku === 'A-WX-CALL') row.texts.sku = 'Webex Calling Wholesale';
          if (row.customer === first) row.texts.customerId = 'C0001';
          if (row.customer === second) row.texts.customerId = 'C0002';
        }
        return undefined;
      },
    });
    await expectMonth(month, folder);
  } finally {
    folder.dispose();
  }
});

test('rows that a second report repeats are reported and not added twice', async () => {
  const here = world(128);
  const all = allReports(here);
  const repeated = all.user.slice(0, 5);
  const month = draftMonth(here, {
    reports: { user: all.user },
    reportParts: { user: [all.user, repeated] },
    around: { hasErrors: true },
  });
  const { document } = await expectMonth(month);
  expect(document.issues.filter((issue) => issue.file === 'user-2.csv').length).toBeGreaterThan(0);
});

test('a wrong quantity of one user is found on an invoice by user', async () => {
  await expectMonth(
    draftMonth(world(129, { customers: 2 }), {
      billing: { grain: 'user' },
      faults: (charges) => {
        rebill(nth(charges, 5), (nth(charges, 5).quantity ?? 0n) + exact('0.5'));
        return charges.filter((_, index) => index !== 9);
      },
    }),
  );
});

test('a customer missing on an invoice with only the USER report is found', async () => {
  const here = world(130);
  await expectMonth(
    draftMonth(here, {
      reports: { user: reportRows(here, 'user') },
      faults: (charges) => charges.filter((row) => row.customer !== here.customers[2]),
    }),
  );
});

test('a variance in one SKU is found where customers can only be compared by SKU', async () => {
  const here = world(131);
  await expectMonth(
    draftMonth(here, {
      billing: { basis: 'user-days', prices: { 'A-WX-CALL': '0.4', 'A-WX-SUITE': '0.6' } },
      reports: { partner: reportRows(here, 'partner') },
      faults: (charges) => {
        rebill(nth(charges, 0), (nth(charges, 0).quantity ?? 0n) + exact(31));
        return undefined;
      },
    }),
  );
});

test("usage of a customer outside the invoice's period does not count", async () => {
  const here = world(132);
  const all = allReports(here);
  const shift = (date: string): string => addDays(date, -31);
  const september = all.user
    .slice(0, 6)
    .map((row) => ({ ...row, start: shift(row.start), end: shift(row.end) }));
  const month = draftMonth(here, {
    reports: { user: all.user },
    reportParts: { user: [all.user, september] },
    around: { hasErrors: true },
  });
  await expectMonth(month);
});

test('a quantity of usage that no unit explains is rounded at the line and nowhere else', async () => {
  const here = world(133, { customers: 3 });
  const month = draftMonth(here, {
    billing: { decimals: 2 },
    faults: (charges) => {
      const row = nth(charges, 0);
      // One customer is billed in two rows that are whole together.
      const one = { ...row };
      const two = { ...row };
      const whole = row.quantity ?? 0n;
      rebill(one, exact(1));
      rebill(two, whole - exact(1));
      return [one, two, ...charges.slice(1)];
    },
  });
  await expectMonth(month);
});

test("the truth's own unit arithmetic agrees with a hand-worked line", () => {
  // 170 user-days / 31 = 5.4838... -> 5.48; at 12.5 that is 68.5
  const quantity = inUnit(exact(170), { basis: 'user-months', decimals: 2 }, 31);
  expect([plain(quantity), plain(priced(quantity, exact('12.5')))]).toEqual(['5.48', '68.5']);
  expect(close([], {}).length).toBe(1);
  expect(columnsFor('partner')).not.toContain('customerId');
});
