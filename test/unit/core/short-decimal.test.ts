import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortDecimal } from '#core/decimal/short-decimal.ts';

/** The same by hand: digits without the point, filled up to so many places. */
function byHand(text: string, places: number): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const decimals = match?.[3] ?? '';
  if (match === null || text.length > 15 || decimals.length > places) return undefined;
  const value = BigInt(`${match[2] ?? ''}${decimals.padEnd(places, '0')}`);
  return match[1] === '-' ? -value : value;
}

describe('a short decimal', () => {
  test('is its digits, scaled, and anything else is left to a closer look', () => {
    const text = fc.oneof(
      fc.stringMatching(/^-?\d{1,12}(\.\d{1,8})?$/),
      fc.string({ unit: fc.constantFrom('-', '.', '0', '1', '9', '+', ' ', '５'), maxLength: 17 }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(6, 12), (written, places) => {
        expect(shortDecimal(written, places)).toBe(byHand(written, places));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['', '-', '.', '-.', '.5', '5.', '1.2.3', '1e3', '+1'])('is not "%s"', (text) => {
    expect(shortDecimal(text, 6)).toBeUndefined();
  });

  test('with the most digits is exact', () => {
    expect(shortDecimal('999999999999999', 6)).toBe(999_999_999_999_999_000_000n);
    expect(shortDecimal('-0', 12)).toBe(0n);
  });
});
