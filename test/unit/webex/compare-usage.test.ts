import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { defined } from '#core/assert.ts';
import { micros } from '#core/decimal/micros.ts';
import { idKey } from '#core/ids.ts';
import { parsePeriod } from '#core/period.ts';
import type { UsageTotal } from '#core/usage/usage-source.ts';
import { compareUsage } from '#core/webex/compare-usage.ts';

const key = (text: string) => defined(idKey(text), 'not empty');
const window = defined(parsePeriod('2026-09'), 'a month');
const show = { customer: String, subscription: String, sku: String };
const total = (customer: string | undefined, userDays: bigint, sku = 'a'): UsageTotal => ({
  subscription: key('sub1'),
  sku: key(sku),
  customer: customer === undefined ? undefined : key(customer),
  consumer: undefined,
  window,
  userDays: micros(userDays),
  rows: 1,
});

describe('two versions of a report', () => {
  it('are compared by customer, subscription and SKU, however their rows are split', () => {
    const compared = compareUsage(
      [total('x', 30n), total('x', 5n), total('y', 7n)],
      [total('y', 7n), total('x', 20n)],
      show,
    );
    expect(compared).toMatchObject({ before: 42n, after: 27n, customers: 1 });
    expect(compared.changes).toEqual([
      { customer: 'x', subscription: 'sub1', sku: 'a', before: 35n, after: 20n },
    ]);
  });

  it('show what came and what went', () => {
    const { changes } = compareUsage([total('gone', 3n)], [total('new', 4n)], show);
    expect(changes.map(({ customer, before, after }) => [customer, before, after])).toEqual([
      ['gone', 3n, 0n],
      ['new', 0n, 4n],
    ]);
  });

  it('count no customers at partner level', () => {
    expect(compareUsage([total(undefined, 3n)], [total(undefined, 4n)], show)).toMatchObject({
      customers: 0,
      changes: [{}],
    });
  });

  it('differ in sum by exactly their changes', () => {
    const totals = fc.array(
      fc
        .tuple(fc.constantFrom('x', 'y', 'z'), fc.bigInt(-1000n, 1000n), fc.constantFrom('a', 'b'))
        .map(([customer, userDays, sku]) => total(customer, userDays, sku)),
    );
    fc.assert(
      fc.property(totals, totals, (before, after) => {
        const compared = compareUsage(before, after, show);
        const sum = compared.changes.reduce((all, change) => all + change.after - change.before, 0n);
        expect(sum).toBe(compared.after - compared.before);
        expect(compareUsage(before, [...before].reverse(), show).changes).toEqual([]);
      }),
    );
  });
});
