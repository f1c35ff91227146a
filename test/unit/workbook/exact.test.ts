import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPicos, picos, type Picos } from '#core/decimal/micros.ts';
import { exact, quotientText, roundedText } from '#core/workbook/exact.ts';

const figures = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map((value): Picos => picos(value));

describe('a figure of the result', () => {
  it('is read and written without loss', () => {
    fc.assert(fc.property(figures, (value) => exact(formatPicos(value)) === value));
  });

  it('is read the same where it is short enough to be one number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.nat(12), (value, decimals) => {
        const figure = picos(value * 10n ** BigInt(decimals));
        return exact(formatPicos(figure)) === figure;
      }),
    );
  });

  it.each(['', '-', '.', '-.5', '1.2.3', '+1', '1e5', '1,000', '.5', '1.', 'NaN', '0.1234567890123', ' 1'])(
    'is refused as %j',
    (text) => {
      expect(() => exact(text)).toThrow('Not a decimal');
    },
  );

  it('is rounded half away from zero at the eighth decimal, and not before', () => {
    expect(roundedText(exact('9.7709675'))).toBe('9.7709675');
    expect(roundedText(exact('0.000000005'))).toBe('0.00000001');
    expect(roundedText(exact('-0.000000005'))).toBe('-0.00000001');
    expect(roundedText(exact('0.000000004999'))).toBe('0');
  });

  it('divides to as many digits as a cell can hold', () => {
    fc.assert(
      fc.property(figures, figures, (dividend, divisor) => {
        fc.pre(divisor !== 0n);
        const stored = Number(quotientText(dividend, divisor));
        const double = Number(formatPicos(dividend)) / Number(formatPicos(divisor));
        return Math.abs(stored - double) <= Math.abs(double) * 1e-12 + 1e-17;
      }),
    );
  });
});
