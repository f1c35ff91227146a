import { describe, expect, it } from 'vitest';
import {
  amountOf,
  codesOf,
  lineOf,
  reconcileMonth,
  type TestCharge,
  type TestMonth,
} from '../../support/months.ts';

const ACME = '0a000000-0000-4000-8000-000000000001';
const BETA = '0a000000-0000-4000-8000-000000000002';
const CORE = '0a000000-0000-4000-8000-000000000003';
const customers = [ACME, BETA, CORE];

/** Ten, four and two full users of two SKUs, at each level. */
function cleanMonth(): TestMonth {
  const counts = [10, 4, 2];
  const user = customers.flatMap((customer, c) =>
    ['A-1', 'B-2'].flatMap((sku) =>
      Array.from({ length: counts[c] ?? 0 }, (_, u) => ({
        subscription: 'Sub100',
        sku,
        customer,
        consumer: `user-${c}-${u}`,
        quantity: sku === 'A-1' ? '31' : '15.5',
      })),
    ),
  );
  const charges = customers.flatMap((customer, c): TestCharge[] => {
    const n = counts[c] ?? 0;
    return [
      { sku: 'A-1', customer, quantity: String(n), price: '10', amount: String(n * 10) },
      { sku: 'B-2', customer, quantity: String(n / 2), price: '4', amount: String(n * 2) },
    ];
  });
  const sum = (level: 'partner' | 'customer'): TestMonth['usage']['partner'] =>
    (level === 'partner' ? [undefined] : customers).flatMap((customer) =>
      ['A-1', 'B-2'].map((sku) => {
        const rows = user.filter(
          (row) => row.sku === sku && (customer === undefined || row.customer === customer),
        );
        const total = rows.length * (sku === 'A-1' ? 62 : 31);
        return {
          subscription: 'sub100',
          sku,
          ...(customer === undefined ? {} : { customer }),
          quantity: String(total / 2),
        };
      }),
    );
  return { charges, usage: { partner: sum('partner') ?? [], customer: sum('customer') ?? [], user } };
}

const changed = (month: TestMonth, index: number, charge: Partial<TestCharge>): TestMonth => ({
  ...month,
  charges: month.charges.map((own, i) => (i === index ? { ...own, ...charge } : own)),
});

describe('a clean month', () => {
  it('ties out, with its coverage beside the verdict', () => {
    const body = reconcileMonth(cleanMonth());
    expect(body.verdict).toBe('tied');
    expect(body.coverage).toMatchObject({
      invoiceRows: 6,
      audited: 6,
      excluded: 0,
      quarantined: 0,
      amountShare: '1',
    });
    expect(body.totals).toMatchObject({ invoiced: '192', expected: '192', variance: '0', notAudited: '0' });
    expect(body.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'T1 no-data',
      'T2 ok',
      'T3 ok',
      'T4 ok',
      'T5 ok',
      'T6 ok',
      'T7 ok',
      'T8 ok',
      'T9 no-data',
      'T10 ok',
    ]);
    expect(body.lines.every(({ match, class: own }) => match === 'exact' && own === 'none')).toBe(true);
  });

  it('needs no rounding where every quantity converts exactly', () => {
    expect(reconcileMonth(cleanMonth()).unitBasis[0]).toEqual({
      sku: 'A-1',
      basis: 'user-months',
      days: 31,
      decimals: null,
      rounding: 'half-up',
      grain: 'line',
      inferred: true,
      fit: { matching: 3, of: 3, maxResidual: '0' },
    });
  });
});

describe('a charge above the usage', () => {
  it('is over-billed by the quantity effect', () => {
    const body = reconcileMonth(changed(cleanMonth(), 0, { quantity: '12.5', amount: '125' }));
    const line = lineOf(body, 'A-1', ACME);
    expect(body.verdict).toBe('variances');
    expect(line).toMatchObject({
      match: 'exact',
      class: 'quantity',
      direction: 'over',
      withinTolerance: false,
      usage: { userDays: '310', quantity: '10', rows: 1 },
      expected: { unitPrice: '10', amount: '100', priceSource: 'invoice' },
      variance: { quantity: '2.5', amount: '25' },
      components: { quantity: '25', price: '0', lineRounding: '0', unitRounding: '0', unexplained: '0' },
    });
    expect(codesOf(line)).toEqual(['QUANTITY_DIFFERS']);
  });
});

describe('a repeated row', () => {
  it('is added up and named with its amount', () => {
    const month = cleanMonth();
    const [first] = month.charges;
    const body = reconcileMonth({ ...month, charges: [...month.charges, first!] });
    const line = lineOf(body, 'A-1', ACME);
    expect(line).toMatchObject({ class: 'duplicate', variance: { quantity: '10', amount: '100' } });
    expect(line.explanations).toMatchObject([
      { code: 'DUPLICATE_LINE', amount: '100', certainty: 'proven', evidence: [{ row: 8 }] },
    ]);
  });

  it('is found although the lines are numbered', () => {
    const month = cleanMonth();
    const numbered = [...month.charges, month.charges[0]!].map((charge, i) => ({
      ...charge,
      lineNumber: String(i + 1),
    }));
    expect(codesOf(lineOf(reconcileMonth({ ...month, charges: numbered }), 'A-1', ACME))).toContain(
      'DUPLICATE_LINE',
    );
  });
});

describe('usage that no charge stands for', () => {
  it('is priced as the invoice bills the same SKU, and is under-billed', () => {
    const month = cleanMonth();
    const body = reconcileMonth({ ...month, charges: month.charges.slice(1) });
    expect(lineOf(body, 'A-1', ACME)).toMatchObject({
      match: 'unmatched-usage',
      class: 'missing-on-invoice',
      direction: 'under',
      invoiced: { quantity: '0', amount: '0', rows: [] },
      expected: { unitPrice: '10', amount: '100' },
      variance: { quantity: '-10', amount: '-100' },
    });
  });

  it('has no expected amount where its price is unknown', () => {
    const month = cleanMonth();
    const extra = { subscription: 'Sub100', sku: 'C-3', customer: ACME, quantity: '31' };
    const body = reconcileMonth({
      ...month,
      usage: { customer: [...(month.usage.customer ?? []), extra] },
    });
    expect(lineOf(body, 'C-3', ACME)).toMatchObject({
      expected: { unitPrice: null, amount: null, priceSource: null },
      variance: { quantity: '-1', amount: null },
      components: null,
    });
    expect(body.issues.map(({ code }) => code)).toContain('PRICE_UNKNOWN');
    expect(body.verdict).toBe('variances');
  });
});

describe('a charge without usage', () => {
  it('names the customer that the reports do not know', () => {
    const month = cleanMonth();
    const ghost = '0a000000-0000-4000-8000-0000000000ff';
    const charges = [
      ...month.charges,
      { sku: 'A-1', customer: ghost, quantity: '3', price: '10', amount: '30' },
    ];
    const line = lineOf(reconcileMonth({ ...month, charges }), 'A-1', ghost);
    expect(line).toMatchObject({
      match: 'unmatched-invoice',
      class: 'billed-without-usage',
      variance: { amount: '30' },
    });
    expect(codesOf(line)).toEqual(['CUSTOMER_NOT_IN_USAGE']);
  });
});

describe('levels that disagree', () => {
  it('block the verdict and mark the lines they concern', () => {
    const month = cleanMonth();
    const user = (month.usage.user ?? []).slice(1);
    const body = reconcileMonth({ ...month, usage: { ...month.usage, user } });
    expect(body.verdict).toBe('blocked');
    expect(body.verdictReasons).toEqual(['T4']);
    const line = lineOf(body, 'A-1', ACME);
    expect(line.class).toBe('source-conflict');
    expect(codesOf(line)).toContain('LEVELS_DISAGREE');
    expect(lineOf(body, 'A-1', BETA).class).toBe('none');
  });
});

describe('no usage', () => {
  it('is not reconcilable, and nothing counts as audited', () => {
    const body = reconcileMonth({ ...cleanMonth(), usage: {} });
    expect(body.verdict).toBe('not-reconcilable');
    expect(body.verdictReasons).toEqual(['NO_USAGE']);
    expect(body.coverage).toMatchObject({ audited: 0, excludedByClass: { charge: 6 } });
    expect(body.totals).toMatchObject({ invoiced: '0', variance: '0', notAudited: '192' });
    expect(body.lines).toEqual([]);
  });
});

describe('a quarantined row', () => {
  it('blocks the verdict', () => {
    const body = reconcileMonth(changed(cleanMonth(), 0, { quarantined: true }));
    expect(body.verdict).toBe('blocked');
    expect(body.verdictReasons).toEqual(['T7']);
    expect(body.coverage).toMatchObject({ invoiceRows: 6, audited: 5, quarantined: 1 });
    // Its usage is not said to be missing on the invoice: the row that bills it is there, unread.
    const line = lineOf(body, 'A-1', ACME);
    expect(line.explanations).toMatchObject([{ code: 'INVOICE_ROW_UNREADABLE', evidence: [{ row: 2 }] }]);
  });
});

describe('one line in user-days', () => {
  it('is a unit mismatch and does not change the unit basis', () => {
    const body = reconcileMonth(changed(cleanMonth(), 0, { quantity: '310', amount: '3100' }));
    const line = lineOf(body, 'A-1', ACME);
    expect(line).toMatchObject({
      class: 'quantity',
      usage: { quantity: '10' },
      variance: { amount: '3000' },
    });
    expect(line.explanations).toMatchObject([
      { code: 'UNIT_MISMATCH', amount: '3000', certainty: 'proven', params: { billedUnit: 'user-days' } },
    ]);
  });
});

describe('prices', () => {
  const book = (price: string): TestMonth['parameters'] => ({
    priceBook: ['A-1', 'B-2'].map((sku, i) => ({
      sku,
      unitPrice: amountOf(sku === 'A-1' ? price : '4'),
      currency: 'USD',
      subscriptionId: undefined,
      customerOrgId: undefined,
      validFrom: undefined,
      validTo: undefined,
      row: i + 2,
    })),
  });

  it('are held against the price book', () => {
    const body = reconcileMonth({ ...cleanMonth(), parameters: book('9.5') ?? {} });
    expect(lineOf(body, 'A-1', ACME)).toMatchObject({
      class: 'price',
      expected: { unitPrice: '9.5', amount: '95', priceSource: 'price-book' },
      components: { quantity: '0', price: '5' },
    });
    expect(codesOf(lineOf(body, 'A-1', ACME))).toEqual(['PRICE_DIFFERS']);
  });

  it('and quantities that both differ are told apart', () => {
    const month = changed(cleanMonth(), 0, { quantity: '12', amount: '120' });
    expect(lineOf(reconcileMonth({ ...month, parameters: book('9') ?? {} }), 'A-1', ACME)).toMatchObject({
      class: 'both',
      components: { quantity: '18', price: '12' },
      variance: { amount: '30' },
    });
  });
});

describe('rows of one key at different prices', () => {
  const at = (rows: readonly (readonly [string, string])[], sku: string): TestCharge[] =>
    rows.map(([quantity, price]) => ({
      sku,
      customer: ACME,
      quantity,
      price,
      amount: (Number(quantity) * Number(price)).toFixed(2),
    }));
  const rows = [
    ['1', '12.5'],
    ['2', '11.5'],
  ] as const;

  it('expect exactly nothing without usage', () => {
    const month = cleanMonth();
    const body = reconcileMonth({ ...month, charges: [...month.charges, ...at(rows, 'Z-9')] });
    expect(lineOf(body, 'Z-9', ACME)).toMatchObject({
      invoiced: { unitPrice: null, amount: '35.5' },
      expected: { amount: '0' },
      variance: { amount: '35.5' },
      explanations: [{ code: 'SKU_NOT_IN_USAGE' }],
    });
  });

  it('expect exactly what was billed where the usage bears it out', () => {
    const month = cleanMonth();
    const usage = { subscription: 'Sub100', sku: 'Z-9', customer: ACME, quantity: '93' };
    const body = reconcileMonth({
      charges: [...month.charges, ...at(rows, 'Z-9')],
      usage: { customer: [...(month.usage.customer ?? []), usage] },
    });
    expect(lineOf(body, 'Z-9', ACME)).toMatchObject({
      expected: { amount: '35.5' },
      variance: { amount: '0' },
    });
    expect(body.verdict).toBe('tied');
  });
});

describe('an external id of several customers', () => {
  const shared = (month: TestMonth): TestMonth['usage']['customer'] =>
    (month.usage.customer ?? []).map((row) => (row.customer === CORE ? row : { ...row, externalId: 'C-1' }));

  it('keeps its charges out of the comparison, and blocks', () => {
    const month = changed(cleanMonth(), 0, { customer: 'C-1' });
    const body = reconcileMonth({ ...month, usage: { customer: shared(month) ?? [] } });
    expect(body.verdict).toBe('blocked');
    expect(body.coverage).toMatchObject({ audited: 5, quarantined: 1 });
    expect(body.issues.map(({ code }) => code)).toContain('CUSTOMER_AMBIGUOUS');
  });

  it('is settled by an alias', () => {
    const month = changed(cleanMonth(), 0, { customer: 'C-1' });
    const body = reconcileMonth({
      ...month,
      usage: { customer: shared(month) ?? [] },
      parameters: { aliases: [{ field: 'customer', from: 'C-1', to: ACME }] },
    });
    expect(body.verdict).toBe('tied');
    expect(lineOf(body, 'A-1', ACME)).toMatchObject({ rule: 'pass-3-alias', match: 'exact' });
  });
});

describe('an invoice of another month', () => {
  it('is not reconcilable with this one', () => {
    const month = cleanMonth();
    const charges = month.charges.map((charge) => ({ ...charge, start: '2026-09-01', end: '2026-09-30' }));
    const body = reconcileMonth({ ...month, charges });
    expect(body.verdict).toBe('not-reconcilable');
    expect(body.verdictReasons).toEqual(['NO_AUDITED_ROWS', 'PERIOD_DIFFERS']);
    expect(body.lines).toEqual([]);
  });
});

describe('rounding up to whole users', () => {
  it('is no difference between the invoice and the PARTNER report', () => {
    const usage = customers.map((customer) => ({
      subscription: 'Sub100',
      sku: 'A-1',
      customer,
      quantity: '40',
    }));
    const body = reconcileMonth({
      charges: customers.map((customer) => ({
        sku: 'A-1',
        customer,
        quantity: '2',
        price: '1',
        amount: '2',
      })),
      usage: { customer: usage, partner: [{ subscription: 'Sub100', sku: 'A-1', quantity: '120' }] },
      parameters: { unitBasis: 'user-months', unitDecimals: 0, rounding: 'up' },
    });
    expect(body.verdict).toBe('tied');
    expect(body.checks.find(({ id }) => id === 'T5')).toMatchObject({ left: '6', right: '6', status: 'ok' });
  });
});

describe('a charge of another month', () => {
  it('is not held against this month, whose usage stays unbilled', () => {
    const body = reconcileMonth(changed(cleanMonth(), 0, { start: '2026-09-01', end: '2026-09-30' }));
    const own = body.lines.filter((line) => line.sku === 'A-1' && line.customerOrgId === ACME);
    expect(own.map((line) => line.class)).toEqual(['missing-on-invoice', 'period']);
    expect(own[1]?.explanations).toMatchObject([{ code: 'PERIOD_DIFFERS', amount: '100' }]);
    expect(body.totals.variance).toBe('0');
    expect(body.verdict).toBe('variances');
  });
});

describe('users with part of the period', () => {
  const usage = [
    { subscription: 'Sub100', sku: 'A-1', customer: ACME, consumer: 'u1', quantity: '31' },
    { subscription: 'Sub100', sku: 'A-1', customer: ACME, consumer: 'u2', quantity: '15.5' },
    { subscription: 'Sub100', sku: 'A-1', customer: BETA, consumer: 'u3', quantity: '31' },
    { subscription: 'Sub100', sku: 'A-1', customer: CORE, consumer: 'u5', quantity: '31' },
  ];
  const charges: TestCharge[] = [
    { sku: 'A-1', customer: ACME, quantity: '2', price: '10', amount: '20' },
    { sku: 'A-1', customer: BETA, quantity: '1', price: '10', amount: '10' },
    { sku: 'A-1', customer: CORE, quantity: '1', price: '10', amount: '10' },
  ];

  it('billed for all of it are named', () => {
    const line = lineOf(reconcileMonth({ charges, usage: { user: usage } }), 'A-1', ACME);
    expect(line.explanations).toMatchObject([
      { code: 'MID_PERIOD_START_OR_STOP', amount: '5', certainty: 'proven', evidence: [{ row: 3 }] },
    ]);
  });

  it('that changed package are told from those that started or stopped', () => {
    const other = { subscription: 'Sub100', sku: 'B-2', customer: ACME, consumer: 'u2', quantity: '15.5' };
    const body = reconcileMonth({
      charges: [...charges, { sku: 'B-2', customer: ACME, quantity: '1', price: '4', amount: '4' }],
      usage: { user: [...usage, other] },
    });
    expect(codesOf(lineOf(body, 'A-1', ACME))).toEqual(['PACKAGE_CHANGE']);
    expect(codesOf(lineOf(body, 'B-2', ACME))).toEqual(['PACKAGE_CHANGE']);
  });
});

describe('a user with more days than the period', () => {
  it('is named on its line and in the issues', () => {
    const month = cleanMonth();
    const user = (month.usage.user ?? []).map((row, i) => (i === 0 ? { ...row, quantity: '40' } : row));
    const body = reconcileMonth({ charges: month.charges, usage: { user } });
    expect(codesOf(lineOf(body, 'A-1', ACME))).toContain('OVER_FULL_USER');
    expect(body.issues.map(({ code }) => code)).toContain('OVER_FULL_USER');
  });
});

describe('rounding at another grain', () => {
  it('is a component of its own and not a quantity effect', () => {
    const quantities = ['10.5', '20.5', '30.5'];
    const usage = customers.flatMap((customer, c) =>
      ['A-1', 'B-2', 'C-3', 'D-4'].map((sku) => ({
        subscription: 'Sub100',
        sku,
        customer,
        quantity: sku === 'A-1' ? (quantities[c] ?? '') : '31',
      })),
    );
    // 10.5 / 31 = 0.34, 20.5 / 31 = 0.66, 30.5 / 31 = 0.98: 1.98 by customer, 61.5 / 31 = 1.98 in one; by 1 decimal 2.0 and 2.0.
    const body = reconcileMonth({
      charges: [
        { sku: 'A-1', quantity: '1.9', price: '100', amount: '190' },
        { sku: 'B-2', quantity: '3', price: '4', amount: '12' },
        { sku: 'C-3', quantity: '3', price: '4', amount: '12' },
        { sku: 'D-4', quantity: '3', price: '4', amount: '12' },
      ],
      usage: { customer: usage },
      parameters: { unitBasis: 'user-months', unitDecimals: 1, rounding: 'half-up', roundingGrain: 'line' },
    });
    const line = lineOf(body, 'A-1');
    expect(line).toMatchObject({
      class: 'unit-rounding',
      usage: { quantity: '2' },
      components: { quantity: '0', unitRounding: '-10' },
    });
    expect(codesOf(line)).toEqual(['ROUNDING_GRAIN']);
  });
});

describe('tolerance', () => {
  const rounded = (): TestMonth => changed(cleanMonth(), 0, { amount: '100.01' });

  it('keeps a minor unit for each invoice row', () => {
    const body = reconcileMonth(rounded());
    expect(lineOf(body, 'A-1', ACME)).toMatchObject({
      match: 'within-tolerance',
      withinTolerance: true,
      class: 'none',
    });
    expect(body.verdict).toBe('tied');
  });

  it('turns back into variances over its cap', () => {
    const month = rounded();
    const tolerance = {
      quantity: undefined,
      amount: undefined,
      percent: amountOf('0'),
      cap: amountOf('0.005'),
    };
    const body = reconcileMonth({ ...month, parameters: { tolerance } });
    expect(body.verdict).toBe('variances');
    expect(lineOf(body, 'A-1', ACME).withinTolerance).toBe(false);
  });
});

describe('grain', () => {
  it('is the partner where the invoice names no customers', () => {
    const month = cleanMonth();
    const body = reconcileMonth({
      charges: [
        { sku: 'A-1', quantity: '496', price: '0.5', amount: '248' },
        { sku: 'B-2', quantity: '248', price: '0.5', amount: '124' },
      ],
      usage: month.usage,
    });
    expect(body.verdict).toBe('tied');
    expect(body.unitBasis.map(({ basis }) => basis)).toEqual(['user-days', 'user-days']);
    expect(body.lines.map(({ level }) => level)).toEqual(['partner', 'partner']);
  });

  it('is the partner where only a PARTNER report is held, and says that it grouped', () => {
    const month = cleanMonth();
    const body = reconcileMonth({ ...month, usage: { partner: month.usage.partner ?? [] } });
    expect(body.lines).toMatchObject([
      { level: 'partner', match: 'grouped', invoiced: { quantity: '16' } },
      { level: 'partner', match: 'grouped', invoiced: { quantity: '8' } },
    ]);
  });
});
