import { describe, expect, it } from 'vitest';
import { formatMicros } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import { idKey } from '#core/ids.ts';
import { parsePlainDate, type PlainDate } from '#core/period.ts';
import type { PriceBookEntry } from '#core/reconcile/parameters.ts';
import { priceLookup } from '#core/reconcile/price-book.ts';
import { amountOf } from '../../support/months.ts';

const day = (text: string): PlainDate => {
  const date = parsePlainDate(text);
  if (date === undefined) throw new Error(`no date: ${text}`);
  return date;
};
const entry = (unitPrice: string, row: number, own: Partial<PriceBookEntry> = {}): PriceBookEntry => ({
  sku: 'A-1',
  unitPrice: amountOf(unitPrice),
  currency: 'USD',
  subscriptionId: undefined,
  customerOrgId: undefined,
  validFrom: undefined,
  validTo: undefined,
  row,
  ...own,
});
const key = {
  subscription: idKey('Sub100'),
  sku: idKey('a-1') ?? never(),
  customer: idKey('acme'),
  consumer: undefined,
};
function never(): never {
  throw new Error('an id');
}
const priceOf = (
  book: readonly PriceBookEntry[],
  on = '2026-10-01',
  currency = 'USD',
): string | undefined => {
  const found = priceLookup(book, currency)(key, day(on), 'EXT-1');
  return found && formatMicros(found.unitPrice);
};

describe('a price book', () => {
  it('gives the price of a SKU whatever its case', () => {
    expect(priceOf([entry('10', 2), entry('3', 3, { sku: 'B-2' })])).toBe('10');
  });

  it('prefers the row for the subscription, and more so for subscription and customer', () => {
    const book = [
      entry('10', 2),
      entry('9', 3, { subscriptionId: 'SUB100' }),
      entry('8', 4, { subscriptionId: 'Sub100', customerOrgId: 'ACME' }),
    ];
    expect(priceOf(book)).toBe('8');
    expect(priceOf(book.slice(0, 2))).toBe('9');
  });

  it('knows a customer by its external id as well', () => {
    expect(priceOf([entry('10', 2), entry('7', 3, { customerOrgId: 'ext-1' })])).toBe('7');
  });

  it('takes the row that is valid on the day, both ends included', () => {
    const book = [
      entry('10', 2, { validFrom: day('2026-01-01'), validTo: day('2026-09-30') }),
      entry('11', 3, { validFrom: day('2026-10-01') }),
    ];
    expect(priceOf(book, '2026-09-30')).toBe('10');
    expect(priceOf(book, '2026-10-01')).toBe('11');
    expect(priceOf(book, '2025-12-31')).toBeUndefined();
  });

  it('has no price in another currency', () => {
    expect(priceOf([entry('10', 2)], '2026-10-01', 'JPY')).toBeUndefined();
  });

  it('refuses two equally specific rows, and names them', () => {
    const book = [entry('10', 2), entry('11', 7)];
    expect(() => priceOf(book)).toThrow(AppError);
    try {
      priceOf(book);
    } catch (error) {
      expect(error).toMatchObject({ code: 'PRICE_BOOK_AMBIGUOUS', params: { sku: 'A-1', rows: '2, 7' } });
    }
  });
});
