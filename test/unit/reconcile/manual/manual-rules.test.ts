import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { formatMicros, micros, parseDecimal } from '#core/decimal/micros.ts';
import {
  isLineKeyText,
  lineKeyText,
  parseLineKey,
  type LineKeyText,
} from '#core/reconcile/manual/line-key-text.ts';
import { NO_MANUAL_RULES, type ManualRules } from '#core/reconcile/manual/manual-rules.ts';
import type { LineDocument, ResultBody } from '#core/reconcile/result-document.ts';
import { amountOf, reconcileMonth, type TestMonth } from '../../../support/months.ts';

const ACME = '0a000000-0000-4000-8000-000000000001';
const BETA = '0a000000-0000-4000-8000-000000000002';
const GAMMA = '0a000000-0000-4000-8000-000000000003';

/** Acme agrees; the invoice calls Beta's SKU by its old name, so that each side stands alone. */
const RENAMED: TestMonth = {
  charges: [
    { sku: 'A-1', customer: ACME, quantity: '10', price: '5', amount: '50' },
    { sku: 'OLD', customer: BETA, quantity: '4', price: '5', amount: '20' },
    { sku: 'OLD', customer: GAMMA, quantity: '3', price: '5', amount: '15' },
  ],
  usage: {
    partner: [
      { subscription: 'Sub100', sku: 'A-1', quantity: '310' },
      { subscription: 'Sub100', sku: 'NEW', quantity: '124' },
      { subscription: 'Sub100', sku: 'NEXT', quantity: '93' },
    ],
    customer: [
      { subscription: 'Sub100', sku: 'A-1', customer: ACME, quantity: '310' },
      { subscription: 'Sub100', sku: 'NEW', customer: BETA, quantity: '124' },
      { subscription: 'Sub100', sku: 'NEXT', customer: GAMMA, quantity: '93' },
    ],
  },
  statedTotals: { total: '85' },
};

const withRules = (month: TestMonth, rules: Partial<ManualRules>): ResultBody =>
  reconcileMonth({ ...month, parameters: { ...month.parameters, manual: { ...NO_MANUAL_RULES, ...rules } } });

const find = (body: ResultBody, sku: string, customer: string): LineDocument =>
  defined(
    body.lines.find((line) => line.sku === sku && line.customerOrgId === customer),
    `a line of ${sku}`,
  );
const keyIn = (body: ResultBody, sku: string, customer: string): LineKeyText =>
  lineKeyText(find(body, sku, customer));
const statusOf = (body: ResultBody, id: string): string | undefined =>
  body.checks.find((check) => check.id === id)?.status;
const codes = (body: ResultBody): readonly string[] => body.issues.map(({ code }) => code);
const row = (index: number): { source: string; sheet: string; row: number } => ({
  source: 'invoice',
  sheet: 'Usage',
  row: index + 2,
});

describe('a match by hand', () => {
  it('holds a charge against the usage that a person names', () => {
    const before = reconcileMonth(RENAMED);
    expect(find(before, 'OLD', BETA).match).toBe('unmatched-invoice');
    const body = withRules(RENAMED, {
      matches: [{ invoice: [keyIn(before, 'OLD', BETA)], usage: [keyIn(before, 'NEW', BETA)] }],
    });
    const line = find(body, 'NEW', BETA);
    expect(line).toMatchObject({
      match: 'manual',
      rule: 'manual',
      variance: { quantity: '0', amount: '0' },
      invoiced: { quantity: '4', amount: '20' },
      manualMatch: { invoice: [keyIn(before, 'OLD', BETA)], usage: [keyIn(before, 'NEW', BETA)] },
    });
    expect(body.lines).toHaveLength(before.lines.length - 1);
    expect(codes(body)).toContain('MATCHED_BY_HAND');
  });

  it('puts several lines of each side together, and every check still holds', () => {
    const before = reconcileMonth(RENAMED);
    const body = withRules(RENAMED, {
      matches: [
        {
          invoice: [keyIn(before, 'OLD', BETA), keyIn(before, 'OLD', GAMMA)],
          usage: [keyIn(before, 'NEW', BETA), keyIn(before, 'NEXT', GAMMA)],
        },
      ],
    });
    expect(find(body, 'NEW', BETA)).toMatchObject({
      match: 'manual',
      invoiced: { quantity: '7', amount: '35' },
      usage: { userDays: '217', quantity: '7', rows: 2 },
      variance: { quantity: '0', amount: '0' },
    });
    expect(body.lines).toHaveLength(2);
    expect(['T1', 'T3', 'T5', 'T6', 'T7', 'T10'].map((id) => statusOf(body, id))).toEqual(
      Array(6).fill('ok'),
    );
    expect(body.verdict).toBe('tied');
  });

  it('does nothing and is named when a line of it is not there', () => {
    const before = reconcileMonth(RENAMED);
    const gone = keyIn(before, 'NEW', BETA).replace('new', 'gone') as LineKeyText;
    const body = withRules(RENAMED, { matches: [{ invoice: [keyIn(before, 'OLD', BETA)], usage: [gone] }] });
    expect(body.lines).toEqual(before.lines);
    expect(codes(body)).toContain('MANUAL_RULE_STALE');
  });

  it('names no line twice', () => {
    const before = reconcileMonth(RENAMED);
    const usage = keyIn(before, 'NEW', BETA);
    const body = withRules(RENAMED, {
      matches: [{ invoice: [keyIn(before, 'OLD', BETA)], usage: [usage, usage] }],
    });
    expect(body.lines).toEqual(before.lines);
    expect(codes(body)).toContain('MANUAL_RULE_STALE');
  });

  it('takes no line that agrees already', () => {
    const before = reconcileMonth(RENAMED);
    const body = withRules(RENAMED, {
      matches: [{ invoice: [keyIn(before, 'A-1', ACME)], usage: [keyIn(before, 'NEW', BETA)] }],
    });
    expect(body.lines).toEqual(before.lines);
    expect(codes(body)).toContain('MANUAL_RULE_STALE');
  });
});

describe('an exclusion', () => {
  it('takes a charge out of the audit and leaves it in the total', () => {
    const body = withRules(RENAMED, { exclusions: [{ row: row(1), reason: 'DUPLICATE' }] });
    expect(body.coverage).toMatchObject({ invoiceRows: 3, audited: 2, excluded: 1, quarantined: 0 });
    expect(body.totals).toMatchObject({ invoiced: '65', notAudited: '20' });
    expect(['T1', 'T7', 'T10'].map((id) => statusOf(body, id))).toEqual(['ok', 'ok', 'ok']);
    expect(body.issues).toContainEqual(
      expect.objectContaining({ code: 'ROW_EXCLUDED_BY_HAND', row: 3, text: 'DUPLICATE' }),
    );
  });

  it('of a row that cannot be read does nothing and is named', () => {
    const month = {
      ...RENAMED,
      charges: RENAMED.charges.map((charge) => ({ ...charge, quarantined: true })),
    };
    const body = withRules(month, { exclusions: [{ row: row(1), reason: 'OTHER' }] });
    expect(body.coverage.quarantined).toBe(3);
    expect(codes(body)).toContain('MANUAL_RULE_STALE');
  });
});

describe('a reclassification', () => {
  it('gives a row the class that a person says', () => {
    const body = withRules(RENAMED, { reclassifications: [{ row: row(1), rowClass: 'credit' }] });
    expect(body.coverage).toMatchObject({ audited: 2, excludedByClass: { credit: 1 } });
    expect(statusOf(body, 'T1')).toBe('ok');
    expect(codes(body)).toContain('ROW_RECLASSIFIED_BY_HAND');
  });
});

describe('a split', () => {
  const MERGED: TestMonth = {
    ...RENAMED,
    charges: [{ sku: 'A-1', customer: ACME, quantity: '14', price: '5', amount: '70' }],
    statedTotals: { total: '70' },
  };

  it('holds a part of a row against another line', () => {
    const target = keyIn(reconcileMonth(MERGED), 'NEW', BETA);
    const body = withRules(MERGED, {
      splits: [
        {
          row: row(0),
          parts: [
            { quantity: amountOf('10'), amount: amountOf('50'), target: undefined },
            { quantity: amountOf('4'), amount: amountOf('20'), target },
          ],
        },
      ],
    });
    expect(find(body, 'A-1', ACME)).toMatchObject({
      variance: { amount: '0' },
      invoiced: { quantity: '10' },
    });
    expect(find(body, 'NEW', BETA)).toMatchObject({ match: 'manual', variance: { amount: '0' } });
    expect(body.coverage).toMatchObject({ invoiceRows: 1, audited: 1 });
    expect(body.totals.invoiced).toBe('70');
    expect(['T1', 'T2', 'T7', 'T10'].map((id) => statusOf(body, id))).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('whose parts are not the row does nothing and is named', () => {
    const before = reconcileMonth(MERGED);
    const body = withRules(MERGED, {
      splits: [
        {
          row: row(0),
          parts: [
            { quantity: amountOf('10'), amount: amountOf('50'), target: undefined },
            { quantity: amountOf('4'), amount: amountOf('19.99'), target: keyIn(before, 'NEW', BETA) },
          ],
        },
      ],
    });
    expect(body.lines).toEqual(before.lines);
    expect(codes(body)).toContain('MANUAL_RULE_STALE');
  });
});

const customers = [ACME, BETA, GAMMA];
const skus = ['A-1', 'B-2', 'C-3', 'D-4'];
const quantity = fc.integer({ min: 1, max: 40 }).map(String);

/** Months in which each side has lines of its own. */
const month: fc.Arbitrary<TestMonth> = fc
  .record({
    charges: fc.array(
      fc.record({
        sku: fc.constantFrom(...skus),
        customer: fc.constantFrom(...customers),
        quantity,
        price: quantity,
      }),
      { minLength: 1, maxLength: 10 },
    ),
    usage: fc.array(
      fc.record({ sku: fc.constantFrom(...skus), customer: fc.constantFrom(...customers), quantity }),
      { minLength: 1, maxLength: 10 },
    ),
  })
  .map(({ charges, usage }) => {
    const withAmounts = charges.map((charge) => ({
      ...charge,
      amount: String(Number(charge.quantity) * Number(charge.price)),
    }));
    const sum = withAmounts.reduce((total, { amount }) => total + BigInt(amount), 0n);
    return {
      charges: withAmounts,
      usage: { customer: usage.map((own) => ({ ...own, subscription: 'Sub100' })) },
      statedTotals: { total: String(sum) },
    };
  });

/** Rules over a month, sensible ones and others. */
const rulesFor = (body: ResultBody, seed: readonly number[], rows: number): ManualRules => {
  const keys = body.lines.map(lineKeyText);
  const pick = (index: number): LineKeyText =>
    defined(keys[(seed[index] ?? 0) % keys.length], 'a month has lines');
  const rowAt = (index: number): ReturnType<typeof row> => row((seed[index] ?? 0) % rows);
  const one = micros(1_000_000n);
  const whole = defined(parseDecimal(body.lines[0]?.invoiced.quantity ?? '0'), 'a decimal').value;
  return {
    matches: [
      { invoice: [pick(0)], usage: [pick(1)] },
      { invoice: [pick(2)], usage: [pick(3), pick(4)].sort() },
    ],
    exclusions: [{ row: rowAt(5), reason: 'OTHER' }],
    reclassifications: [{ row: rowAt(6), rowClass: 'fee' }],
    splits: [
      {
        row: rowAt(7),
        parts: [
          { quantity: one, amount: one, target: pick(8) },
          { quantity: micros(whole - one), amount: micros(whole * 5n - one), target: undefined },
        ],
      },
    ],
  };
};

const sumOf = (texts: readonly string[]): string => {
  const total = texts.reduce((sum, text) => sum + defined(parseDecimal(text), text).value, 0n);
  return formatMicros(micros(total));
};

describe('whatever a person decides', () => {
  it('no row and no amount vanishes, and the components still sum to each variance', () => {
    fc.assert(
      fc.property(month, fc.array(fc.nat(), { minLength: 9, maxLength: 9 }), (own, seed) => {
        const before = reconcileMonth(own);
        if (before.lines.length === 0) return;
        const body = withRules(own, rulesFor(before, seed, own.charges.length));
        const { coverage, totals } = body;
        expect(coverage.audited + coverage.excluded + coverage.quarantined).toBe(own.charges.length);
        if (body.verdict === 'not-reconcilable') return;
        expect(['T1', 'T7', 'T10'].map((id) => statusOf(body, id))).toEqual(['ok', 'ok', 'ok']);
        expect(sumOf([totals.invoiced, totals.notAudited])).toBe(
          sumOf(own.charges.map(({ amount }) => amount)),
        );
        expect(sumOf(body.lines.map(({ invoiced }) => invoiced.amount))).toBe(totals.invoiced);
        expect(sumOf(body.lines.map(({ usage }) => usage.userDays))).toBe(
          sumOf((own.usage.customer ?? []).map((usage) => usage.quantity)),
        );
      }),
    );
  });

  it('the same rules give the same result', () => {
    fc.assert(
      fc.property(month, fc.array(fc.nat(), { minLength: 9, maxLength: 9 }), (own, seed) => {
        const before = reconcileMonth(own);
        if (before.lines.length === 0) return;
        const rules = rulesFor(before, seed, own.charges.length);
        expect(withRules(own, rules)).toEqual(withRules(own, rules));
      }),
      { numRuns: 20 },
    );
  });
});

describe('the key of a line', () => {
  it('is one of its own for each line, and reads back as it was written', () => {
    fc.assert(
      fc.property(month, (own) => {
        const keys = reconcileMonth(own).lines.map(lineKeyText);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(isLineKeyText(key)).toBe(true);
      }),
    );
  });

  it('tells the charges of another period from those of this one', () => {
    const body = reconcileMonth({
      ...RENAMED,
      charges: [
        ...RENAMED.charges,
        {
          sku: 'A-1',
          customer: ACME,
          quantity: '1',
          price: '5',
          amount: '5',
          start: '2026-09-01',
          end: '2026-09-30',
        },
      ],
    });
    const keys = body.lines.map(lineKeyText);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => parseLineKey(key)?.isOutOfPeriod)).toHaveLength(1);
  });

  it.each([
    '',
    '[]',
    '{"level":"partner"}',
    '["partner",null,"a",null]',
    '["planet",null,"a",null,null]',
    '[ "partner",null,"a",null,null]',
  ])('is no other text: %s', (text) => {
    expect(isLineKeyText(text)).toBe(false);
  });
});
