import { describe, expect, it } from 'vitest';
import { picos } from '#core/decimal/micros.ts';
import { exact } from '#core/workbook/exact.ts';
import { finish } from '#core/steps.ts';
import {
  differencesBelowInSteps,
  figuresOf,
  layOutLines,
  needsAction,
  rankedVariances,
} from '#core/workbook/lay-out-lines.ts';
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

describe.each(['customer', 'user'] as const)('a row that adds up lines compared by %s', (grain) => {
  const lines = linesOf({ grain, customers: 5 });
  const layout = layOutLines(lines);
  const rows = Object.values(layout.rows).flat();
  const groups = rows.filter((row) => row.line === undefined);
  const below = finish(differencesBelowInSteps(rankedVariances(lines), layout, 2));

  it('knows how many of its lines ask for a decision, and the largest of them', () => {
    expect(groups.some((row) => below.has(row))).toBe(true);
    for (const row of groups) {
      expect(below.get(row)?.count ?? 0).toBe(row.lines.filter(needsAction).length);
      expect(below.get(row)?.largest ?? []).toEqual(rankedVariances(row.lines).slice(0, 2));
    }
  });

  it('knows the one price that all of its lines carry', () => {
    for (const row of groups) {
      const prices = new Set(row.lines.map(({ expected }) => expected.unitPrice));
      const [only] = prices;
      const { common } = figuresOf(row);
      expect(common?.expectedPrice).toBe(prices.size === 1 ? (only ?? undefined) : undefined);
      expect(common?.levels).toEqual(new Set(row.lines.map(({ level }) => level)));
    }
  });

  it('stands above each of its lines', () => {
    for (const row of groups) {
      const ofRow = rows.filter(({ line, above }) => line !== undefined && above.includes(row));
      expect(ofRow.map(({ line }) => line)).toEqual(row.lines);
    }
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
