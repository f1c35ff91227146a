import { describe, expect, it } from 'vitest';
import { picos } from '#core/decimal/micros.ts';
import { exact } from '#core/workbook/exact.ts';
import { figuresOf, layOutLines, rankedVariances } from '#core/workbook/lay-out-lines.ts';
import { workbookMonth, type MonthOptions } from '../../support/workbook-month.ts';

const linesOf = (options: MonthOptions): ReturnType<typeof workbookMonth>['result']['lines'] =>
  workbookMonth(options).result.lines;

describe.each(['partner', 'customer', 'user'] as const)('lines compared by %s', (grain) => {
  const lines = linesOf({ grain, customers: 5 });
  const layout = layOutLines(lines);

  it('each have one row of their own', () => {
    const rows = Object.values(layout.rows).flat();
    for (const line of lines) expect(rows.filter((row) => row.line === line)).toHaveLength(1);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('add up to the same in By SKU', () => {
    const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
    const figures = layout.rows['by-sku'].map(figuresOf);
    expect(sum(figures.map(({ invoicedAmount }) => invoicedAmount))).toBe(
      sum(lines.map(({ invoiced }) => exact(invoiced.amount))),
    );
    expect(sum(figures.map(({ amountVariance }) => amountVariance ?? picos(0n)))).toBe(
      sum(lines.map(({ variance }) => (variance.amount === null ? 0n : exact(variance.amount)))),
    );
  });
});

describe('the variances that need a decision', () => {
  const ranked = rankedVariances(linesOf({}));

  it('come largest first, those without a price last', () => {
    const sizes = ranked.map(({ variance }) =>
      variance.amount === null ? -1 : Math.abs(Number(variance.amount)),
    );
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes.at(-1)).toBe(-1);
  });

  it('are none on an invoice that ties out', () => {
    expect(rankedVariances(linesOf({ isClean: true }))).toEqual([]);
  });
});
