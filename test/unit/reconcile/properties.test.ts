import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  formatMicros,
  formatPicos,
  micros,
  parseDecimal,
  picos,
  toPicos,
} from '#core/decimal/micros.ts';
import { ROW_CLASSES } from '#core/invoice/invoice-row.ts';
import { resultFingerprint } from '#core/reconcile/fingerprint.ts';
import type { ResultBody } from '#core/reconcile/result-document.ts';
import { amountOf, reconcileMonth, type TestCharge, type TestMonth } from '../../support/months.ts';
import type { TestUsage } from '../../support/memory-usage.ts';

const customers = [1, 2, 3, 4].map((n) => `0a000000-0000-4000-8000-00000000000${n}`);
const skus = ['A-1', 'B-2', 'C-3'];

const decimal = (max: number, places: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: 0, max: max * 10 ** places })
    .map((n) => formatMicros(micros((BigInt(n) * 1_000_000n) / 10n ** BigInt(places))));

const charge: fc.Arbitrary<TestCharge> = fc.record(
  {
    sku: fc.constantFrom(...skus),
    customer: fc.constantFrom(...customers, '0a000000-0000-4000-8000-0000000000ff'),
    quantity: decimal(400, 3),
    price: decimal(30, 4),
    amount: decimal(9000, 2),
    start: fc.constantFrom('2026-10-01', '2026-09-01'),
    rowClass: fc.constantFrom('charge', 'charge', 'charge', ...ROW_CLASSES),
    quarantined: fc.constantFrom(false, false, false, false, true),
  },
  { requiredKeys: ['sku', 'customer', 'amount', 'quantity', 'price'] },
);

const usage: fc.Arbitrary<TestUsage> = fc.record({
  subscription: fc.constant('Sub100'),
  sku: fc.constantFrom(...skus),
  customer: fc.constantFrom(...customers),
  consumer: fc.integer({ min: 1, max: 9 }).map((n) => `user-${n}`),
  quantity: fc.integer({ min: 0, max: 80 }).map((n) => formatMicros(micros(BigInt(n) * 500_000n))),
});

const month: fc.Arbitrary<TestMonth> = fc
  .record({
    charges: fc.array(charge, { minLength: 1, maxLength: 25 }),
    user: fc.array(usage, { minLength: 1, maxLength: 40 }),
    withBook: fc.boolean(),
    bookPrice: decimal(30, 2),
  })
  .map(({ charges, user, withBook, bookPrice }) => ({
    charges,
    usage: { user },
    ...(withBook
      ? {
          parameters: {
            priceBook: skus.slice(0, 2).map((sku, i) => ({
              sku,
              unitPrice: amountOf(bookPrice),
              currency: 'USD',
              subscriptionId: undefined,
              customerOrgId: undefined,
              validFrom: undefined,
              validTo: undefined,
              row: i + 2,
            })),
          },
        }
      : {}),
  }));

const exact = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * 10n ** 12n + BigInt(fraction.padEnd(12, '0'));
  return text.startsWith('-') ? -value : value;
};

const sumComponents = (components: NonNullable<ResultBody['lines'][number]['components']>): bigint =>
  (Object.values(components) as string[]).reduce((sum, text) => sum + exact(text), 0n);

describe('whatever the month', () => {
  it('the components sum to the variance to the last digit, on each line and in total', () => {
    fc.assert(
      fc.property(month, (own) => {
        const body = reconcileMonth(own);
        for (const line of body.lines) {
          if (line.components === null || line.variance.amount === null) continue;
          expect(formatPicos(picos(sumComponents(line.components)))).toBe(line.variance.amount);
        }
        expect(formatPicos(picos(sumComponents(body.totals.components)))).toBe(body.totals.variance);
        expect(exact(body.totals.expected) + exact(body.totals.variance)).toBe(exact(body.totals.invoiced));
      }),
    );
  });

  it('the order of rows never changes the result', () => {
    fc.assert(
      fc.property(month, fc.infiniteStream(fc.nat()), (own, random) => {
        const shuffle = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, order: Number(random.next().value) }))
            .sort((a, b) => a.order - b.order)
            .map(({ item }) => item);
        const other = {
          ...own,
          charges: shuffle(own.charges),
          usage: { user: shuffle(own.usage.user ?? []) },
        };
        expect(resultFingerprint(reconcileMonth(other))).toBe(resultFingerprint(reconcileMonth(own)));
      }),
    );
  });

  it('nothing vanishes: rows read are audited, excluded or quarantined, and so are their amounts', () => {
    fc.assert(
      fc.property(month, (own) => {
        const { coverage, totals, lines } = reconcileMonth(own);
        expect(coverage.audited + coverage.excluded + coverage.quarantined).toBe(coverage.invoiceRows);
        expect(coverage.invoiceRows).toBe(own.charges.length);
        const kept = own.charges.filter(
          ({ rowClass, quarantined }) =>
            quarantined !== true && !['subtotal', 'blank', 'unknown'].includes(rowClass ?? 'charge'),
        );
        const sum = kept.reduce((total, { amount }) => total + exact(amount), 0n);
        expect(exact(totals.invoiced) + exact(totals.notAudited)).toBe(sum);
        const rows = lines.reduce((count, line) => count + line.invoiced.rows.length, 0);
        expect(rows).toBe(coverage.audited);
      }),
    );
  });

  it('no user-day vanishes: the lines hold all usage once', () => {
    fc.assert(
      fc.property(month, (own) => {
        const body = reconcileMonth(own);
        fc.pre(body.verdict !== 'not-reconcilable');
        const held = body.lines.reduce((sum, line) => sum + exact(line.usage.userDays), 0n);
        const read = (own.usage.user ?? []).reduce((sum, { quantity }) => sum + exact(quantity), 0n);
        expect(held).toBe(read);
      }),
    );
  });

  it('splitting a row in two leaves every total as it was', () => {
    fc.assert(
      fc.property(month, fc.nat(), fc.integer({ min: 1, max: 9 }), (own, at, tenths) => {
        const index = at % own.charges.length;
        const whole = own.charges[index];
        fc.pre(whole?.quantity !== undefined);
        const part = (text: string): readonly [string, string] => {
          const value = parseDecimal(text)?.value ?? micros(0n);
          const first = micros((value * BigInt(tenths)) / 10n);
          return [formatMicros(first), formatMicros(micros(value - first))];
        };
        const [q1, q2] = part(whole.quantity);
        const [a1, a2] = part(whole.amount);
        const charges = own.charges.flatMap((row, i) =>
          i === index
            ? [
                { ...row, quantity: q1, amount: a1 },
                { ...row, quantity: q2, amount: a2 },
              ]
            : [row],
        );
        const fixed = { unitBasis: 'user-months', unitDecimals: 2 } as const;
        const before = reconcileMonth({ ...own, parameters: { ...own.parameters, ...fixed } });
        const after = reconcileMonth({ ...own, charges, parameters: { ...own.parameters, ...fixed } });
        expect(after.totals.invoiced).toBe(before.totals.invoiced);
        expect(after.totals.notAudited).toBe(before.totals.notAudited);
        const drift = absolute(picos(exact(after.totals.expected) - exact(before.totals.expected)));
        // An average price of unlike rows is kept to six decimals: it may move by that much for each unit.
        expect(drift <= toPicos(micros(500n))).toBe(true);
      }),
    );
  });

  it('doubling every charge and all usage doubles every total', () => {
    fc.assert(
      fc.property(month, (own) => {
        const twice = (text: string): string =>
          formatMicros(micros((parseDecimal(text)?.value ?? micros(0n)) * 2n));
        const fixed = { unitBasis: 'user-days' } as const;
        const double: TestMonth = {
          ...own,
          parameters: { ...own.parameters, ...fixed },
          charges: own.charges.map((row) => ({
            ...row,
            quantity: twice(row.quantity ?? '0'),
            amount: twice(row.amount),
          })),
          usage: { user: (own.usage.user ?? []).map((row) => ({ ...row, quantity: twice(row.quantity) })) },
        };
        const once = reconcileMonth({ ...own, parameters: { ...own.parameters, ...fixed } });
        const both = reconcileMonth(double);
        expect(exact(both.totals.invoiced)).toBe(2n * exact(once.totals.invoiced));
        // Unlike prices have an average that may not end: each line is then rounded once, to 10^-12.
        const drift = exact(both.totals.variance) - 2n * exact(once.totals.variance);
        expect(absolute(picos(drift)) <= BigInt(2 * once.lines.length)).toBe(true);
        expect(exact(both.totals.expected) + exact(both.totals.variance)).toBe(exact(both.totals.invoiced));
      }),
    );
  });
});
