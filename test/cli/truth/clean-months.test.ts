/** Months that were billed as used: they tie out, to the last digit, whatever their grain, unit and shape. */
import { expect, test } from 'vitest';
import { monthOf } from '../../support/truth/calendar.ts';
import { exact } from '../../support/truth/exact.ts';
import { columnsFor, HEADERS } from '../../support/truth/invoice-file.ts';
import { bill, close } from '../../support/truth/invoice.ts';
import { allReports, draftMonth, expectMonth, PRICES } from '../../support/truth/month.ts';
import { reportRows } from '../../support/truth/reports.ts';
import { makeConsumer, makeWorld, webexId } from '../../support/truth/world.ts';

const OCTOBER = monthOf('2026-10');

test('a clean month by customer in user-months ties out', async () => {
  const world = makeWorld({ seed: 1, period: OCTOBER });
  const { document } = await expectMonth(draftMonth(world));
  expect(document.checks.find((check) => check.id === 'T1')).toMatchObject({ difference: '0', status: 'ok' });
});

test('the unit and its decimals are inferred where nobody states them', async () => {
  const world = makeWorld({ seed: 2, period: OCTOBER, customers: 6, partial: 0.8 });
  const { document } = await expectMonth(draftMonth(world, { infers: 'everything' }));
  expect(
    document.unitBasis.map(({ sku, basis, days, decimals, inferred }) => ({
      sku,
      basis,
      days,
      decimals,
      inferred,
    })),
  ).toEqual(
    ['A-WX-CALL', 'A-WX-SUITE'].map((sku) => ({
      sku,
      basis: 'user-months',
      days: 31,
      decimals: 2,
      inferred: true,
    })),
  );
});

test('a partner invoice in user-days ties out', async () => {
  const world = makeWorld({ seed: 3, period: OCTOBER, skus: ['A-WX-CALL', 'A-WX-SUITE', 'A-WX-MEET'] });
  await expectMonth(
    draftMonth(world, {
      billing: {
        grain: 'partner',
        basis: 'user-days',
        prices: { 'A-WX-CALL': '0.4', 'A-WX-SUITE': '0.5806', 'A-WX-MEET': '0.25' },
      },
    }),
  );
});

test('a partner invoice in user-days is recognised as such', async () => {
  const world = makeWorld({ seed: 4, period: OCTOBER, subscriptions: ['Sub1', 'Sub2', 'Sub3'] });
  const { document } = await expectMonth(
    draftMonth(world, { infers: 'everything', billing: { grain: 'partner', basis: 'user-days' } }),
  );
  expect(document.unitBasis.map((unit) => unit.basis)).toEqual(['user-days', 'user-days']);
});

test('a partner invoice in user-months with two decimals ties out', async () => {
  const world = makeWorld({ seed: 5, period: OCTOBER });
  await expectMonth(draftMonth(world, { billing: { grain: 'partner' } }));
});

test('a customer invoice in months of thirty days ties out', async () => {
  const world = makeWorld({ seed: 6, period: OCTOBER });
  await expectMonth(draftMonth(world, { billing: { basis: 'user-months-30' } }));
});

test('months of thirty days are told from calendar months', async () => {
  const world = makeWorld({ seed: 7, period: OCTOBER, customers: 6, partial: 0.8 });
  const { document } = await expectMonth(
    draftMonth(world, { infers: 'everything', billing: { basis: 'user-months-30' } }),
  );
  expect(document.unitBasis.map((unit) => unit.basis)).toEqual(['user-months-30', 'user-months-30']);
});

test('an invoice by user ties out, workspaces among them', async () => {
  const world = makeWorld({ seed: 8, period: OCTOBER, customers: 3 });
  await expectMonth(draftMonth(world, { billing: { grain: 'user' } }));
});

test('an invoice by user in user-days ties out with the USER report alone', async () => {
  const world = makeWorld({ seed: 9, period: OCTOBER, customers: 2 });
  await expectMonth(
    draftMonth(world, {
      billing: { grain: 'user', basis: 'user-days' },
      reports: { user: reportRows(world, 'user') },
    }),
  );
});

test.for([
  ['half-even', 1],
  ['up', 0],
  ['down', 0],
  ['up', 2],
  ['half-up', 4],
] as const)('quantities rounded %s to %i decimals are rounded so', async ([rounding, decimals]) => {
  const world = makeWorld({ seed: 10 + decimals, period: OCTOBER });
  await expectMonth(draftMonth(world, { billing: { rounding, decimals } }));
});

test('rounding up to whole users is no difference between the invoice and the PARTNER report', async () => {
  const world = makeWorld({ seed: 41, period: OCTOBER, customers: 6 });
  const { document } = await expectMonth(draftMonth(world, { billing: { rounding: 'up', decimals: 0 } }));
  expect(document.checks.filter((check) => check.status === 'check').map((check) => check.id)).toEqual([]);
});

test('a partner invoice that rounds each customer up to whole users ties out at that grain', async () => {
  const world = makeWorld({ seed: 16, period: OCTOBER });
  const byCustomer = bill(world, {
    grain: 'customer',
    basis: 'user-months',
    decimals: 0,
    rounding: 'up',
    prices: PRICES,
  });
  const month = draftMonth(world, {
    billing: { grain: 'partner', decimals: 0, rounding: 'up' },
    terms: { roundingGrain: 'customer' },
    faults: (charges) => {
      for (const charge of charges) {
        const parts = byCustomer.filter((row) => row.sku === charge.sku);
        charge.quantity = parts.reduce((total, row) => total + (row.quantity ?? 0n), 0n);
        charge.amount = parts.reduce((total, row) => total + (row.amount ?? 0n), 0n);
      }
      return undefined;
    },
    around: { skip: ['unit-rounding'] },
  });
  await expectMonth(month);
});

test('a February of twenty-nine days is divided by twenty-nine', async () => {
  const world = makeWorld({ seed: 17, period: monthOf('2028-02') });
  await expectMonth(draftMonth(world, { statesPeriod: false }));
});

test('the period is taken from the charge windows where nobody states it', async () => {
  const world = makeWorld({ seed: 18, period: monthOf('2026-09') });
  await expectMonth(draftMonth(world, { statesPeriod: false }));
});

test('a billing period that is no calendar month is divided by its own days', async () => {
  const world = makeWorld({ seed: 19, period: { start: '2026-09-11', end: '2026-10-10' } });
  await expectMonth(draftMonth(world));
  const odd = makeWorld({ seed: 20, period: { start: '2026-10-11', end: '2026-10-31' } });
  await expectMonth(draftMonth(odd, { statesPeriod: false }));
});

test('base64 ids in the reports meet UUIDs on the invoice', async () => {
  const world = makeWorld({ seed: 21, period: OCTOBER });
  await expectMonth(draftMonth(world, { reportStyle: { base64: 1 } }));
});

test('UUIDs and base64 ids mixed within the reports are one customer', async () => {
  const world = makeWorld({ seed: 22, period: OCTOBER });
  await expectMonth(draftMonth(world, { reportStyle: { base64: 0.5, seed: 22, odd: true } }));
});

test('base64 ids on the invoice meet UUIDs in the reports', async () => {
  const world = makeWorld({ seed: 23, period: OCTOBER });
  await expectMonth(
    draftMonth(world, {
      style: {
        currency: 'USD',
        columns: columnsFor('customer'),
        customerText: (id) => webexId('ORGANIZATION', id),
      },
    }),
  );
});

test('upper-case ids wrapped for a spreadsheet meet the reports', async () => {
  const world = makeWorld({ seed: 24, period: OCTOBER });
  await expectMonth(
    draftMonth(world, {
      style: {
        currency: 'USD',
        columns: columnsFor('customer'),
        customerText: (id) => `="${id.toUpperCase()}"`,
      },
    }),
  );
});

test('external ids on the invoice stand for the customers of the reports', async () => {
  const world = makeWorld({ seed: 25, period: OCTOBER });
  await expectMonth(
    draftMonth(world, {
      style: { currency: 'USD', columns: columnsFor('customer'), customerText: (_, external) => external },
    }),
  );
});

test('one SKU in several subscriptions is kept apart', async () => {
  const world = makeWorld({
    seed: 26,
    period: OCTOBER,
    subscriptions: ['Sub300', 'Sub301', 'Sub302'],
    skus: ['A-WX-CALL'],
  });
  await expectMonth(draftMonth(world));
});

test('a customer with several locations is one customer', async () => {
  const world = makeWorld({ seed: 27, period: OCTOBER, locations: 4, users: [6, 12] });
  await expectMonth(draftMonth(world));
});

test('two USER report files are added up', async () => {
  const world = makeWorld({ seed: 28, period: OCTOBER, customers: 4 });
  const user = reportRows(world, 'user');
  const east = new Set(world.customers.slice(0, 2).map((customer) => customer.orgId));
  const isEast = (id: string | undefined): boolean => east.has(id ?? '');
  await expectMonth(
    draftMonth(world, {
      reportParts: {
        user: [
          user.filter((row) => isEast(row.customerOrgId)),
          user.filter((row) => !isEast(row.customerOrgId)),
        ],
      },
    }),
  );
});

test('the PARTNER report alone is enough for a partner invoice', async () => {
  const world = makeWorld({ seed: 29, period: OCTOBER });
  await expectMonth(
    draftMonth(world, { billing: { grain: 'partner' }, reports: { partner: reportRows(world, 'partner') } }),
  );
});

test('the USER report alone is enough for a customer invoice', async () => {
  const world = makeWorld({ seed: 30, period: OCTOBER });
  await expectMonth(draftMonth(world, { reports: { user: reportRows(world, 'user') } }));
});

test('the CUSTOMER report alone is enough for a customer invoice', async () => {
  const world = makeWorld({ seed: 31, period: OCTOBER });
  await expectMonth(draftMonth(world, { reports: { customer: reportRows(world, 'customer') } }));
});

test('an invoice with customers and only a PARTNER report is compared by SKU', async () => {
  const world = makeWorld({ seed: 32, period: OCTOBER });
  await expectMonth(
    draftMonth(world, {
      billing: { basis: 'user-days' },
      reports: { partner: reportRows(world, 'partner') },
    }),
  );
});

test('two invoice files are one invoice', async () => {
  const world = makeWorld({ seed: 33, period: OCTOBER });
  const charges = bill(world, { grain: 'customer', basis: 'user-months', decimals: 2, prices: PRICES });
  const parts = [close(charges.slice(0, 3)), close(charges.slice(3), { subtotals: true })];
  await expectMonth({ ...draftMonth(world), rows: parts.flat(), invoiceParts: parts });
});

test('rows of several windows are added up to their key', async () => {
  const world = makeWorld({ seed: 34, period: OCTOBER, customers: 3, skus: ['A-WX-CALL'] });
  const halves = [
    { start: '2026-10-01', end: '2026-10-15' },
    { start: '2026-10-16', end: '2026-10-31' },
  ] as const;
  // Everybody is there all month; each half is reported and billed on its own.
  world.holdings = world.holdings.flatMap((holding) =>
    halves.map((window, index) => ({ ...holding, window, userDays: exact(index === 0 ? 15 : 16) })),
  );
  const charges = world.customers.flatMap((customer) =>
    halves.map((window, index) => {
      const users = BigInt(world.holdings.filter((holding) => holding.customer === customer).length) / 2n;
      const quantity = users * exact(index === 0 ? 15 : 16);
      const unitPrice = exact('0.4');
      return {
        kind: 'charge' as const,
        subscription: 'Sub100200',
        sku: 'A-WX-CALL',
        description: 'Webex Calling package',
        chargeType: 'Recurring',
        customer,
        window,
        quantity,
        unitPrice,
        amount: (quantity * 2n) / 5n,
      };
    }),
  );
  const month = draftMonth(world, { billing: { basis: 'user-days' } });
  await expectMonth({ ...month, rows: close(charges) });
});

test('tenths stay exact: three times 0.1 is 0.3', async () => {
  const world = makeWorld({ seed: 35, period: OCTOBER, customers: 5, users: [3, 3] });
  world.holdings.forEach((holding, index) => {
    holding.userDays = exact(index % 3 === 0 ? '0.1' : index % 3 === 1 ? '0.2' : '0.7');
  });
  const prices = { 'A-WX-CALL': '0.1', 'A-WX-SUITE': '0.2' };
  const { document } = await expectMonth(draftMonth(world, { billing: { basis: 'user-days', prices } }));
  expect(document.totals).toMatchObject({ invoiced: '1.5', expected: '1.5', variance: '0' });
});

test('figures of ten digits stay exact', async () => {
  const world = makeWorld({ seed: 36, period: OCTOBER, customers: 3, users: [1, 1] });
  world.holdings.forEach((holding, index) => {
    holding.userDays = exact(['123456789.5', '98765432.25', '40000000'][index % 3] ?? '1');
  });
  const prices = { 'A-WX-CALL': '999.99', 'A-WX-SUITE': '1234.5678' };
  await expectMonth(
    draftMonth(world, { billing: { basis: 'user-days', prices }, terms: { toleranceAmount: '0.01' } }),
  );
});

test('a user whose package changed in the middle of the month ties out on both SKUs', async () => {
  const world = makeWorld({ seed: 37, period: OCTOBER });
  const [customer] = world.customers;
  if (customer === undefined) throw new Error('no customer');
  const consumer = makeConsumer(world.chance);
  const common = { subscription: 'Sub100200', customer, location: customer.locations[0] ?? '', consumer };
  world.holdings.push(
    {
      ...common,
      sku: 'A-WX-CALL',
      window: { start: '2026-10-01', end: '2026-10-16' },
      userDays: exact('15.5'),
    },
    {
      ...common,
      sku: 'A-WX-SUITE',
      window: { start: '2026-10-16', end: '2026-10-31' },
      userDays: exact('15.5'),
    },
  );
  await expectMonth(draftMonth(world));
});

test("the names of a distributor's columns are understood", async () => {
  const world = makeWorld({ seed: 38, period: OCTOBER });
  const columns = ['invoiceNumber', 'lineNumber', ...columnsFor('customer')] as const;
  await expectMonth(draftMonth(world, { style: { currency: 'USD', columns, headers: HEADERS.distributor } }));
});

test('reports in odd column orders, with unknown columns, a byte order mark and CRLF are read', async () => {
  const world = makeWorld({ seed: 39, period: OCTOBER });
  await expectMonth(
    draftMonth(world, {
      reportStyle: { odd: true, bom: true, crlf: true, quoteAll: true, seed: 39, dates: 'date-time' },
    }),
  );
});

test('reports with dates as month, day and year are read where a day above twelve settles it', async () => {
  const world = makeWorld({ seed: 40, period: OCTOBER, customers: 5, partial: 0.9 });
  await expectMonth(
    draftMonth(world, { reports: { user: allReports(world).user }, reportStyle: { dates: 'mdy' } }),
  );
});
