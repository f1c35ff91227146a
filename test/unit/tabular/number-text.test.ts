import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainNumber } from '#core/tabular/number-text.ts';

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('plainNumber', () => {
  it.each([
    ['12', '12'],
    ['12.50', '12.5'],
    ['-0.5', '-0.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+7', '7'],
    ['007', '7'],
    ['0', '0'],
    ['-0', '0'],
    ['0.000', '0'],
    ['0.30000000000000004', '0.3'],
    ['0.1', '0.1'],
    ['1E-3', '0.001'],
    ['1.5e2', '150'],
    ['1e21', '1000000000000000000000'],
    ['9.9999999999999994E-2', '0.1'],
    ['999999999999999.94', '1000000000000000'],
    ['1234567.8999999999', '1234567.9'],
    ['-46326.99998842592', '-46326.9999884259'],
    ['5E-324', `0.${'0'.repeat(323)}5`],
  ])('reads %s as %s', (stored, text) => {
    expect(plainNumber(stored)?.text).toBe(text);
  });

  it('marks a whole number of more than 15 digits as damaged, and keeps 15 of them', () => {
    expect(plainNumber('1.914E+18')).toEqual({ text: '1914000000000000000', damaged: true });
    expect(plainNumber('12345678901234567')).toEqual({ text: '12345678901234600', damaged: true });
    expect(plainNumber('123456789012345')).toEqual({ text: '123456789012345', damaged: false });
  });

  it.each(['', '.', '-', 'abc', '1,5', '1 000', '0x10', '1e', '1e5000', 'NaN', 'Infinity', '１２'])(
    'refuses %j',
    (stored) => {
      expect(plainNumber(stored)).toBeUndefined();
    },
  );

  it('writes plain notation that parses back to the double, up to 15 digits', () => {
    fc.assert(
      fc.property(doubles, (value) => {
        // A shortest text that ends in a 5 at the 16th digit is a tie of the text, and none of the double.
        const digits = String(value)
          .replace(/e.*|[-.]/g, '')
          .replace(/^0+/, '');
        fc.pre(digits.length !== 16 || !digits.endsWith('5'));
        const { text } = plainNumber(String(value))!;
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(Number(text)).toBe(Number(value.toPrecision(15)) + 0);
      }),
    );
  });

  it('has at most 15 significant digits', () => {
    fc.assert(
      fc.property(doubles, (value) => {
        const digits = plainNumber(String(value))!
          .text.replace(/[-.]/g, '')
          .replace(/^0+|0+$/g, '');
        expect(digits.length).toBeLessThanOrEqual(15);
      }),
    );
  });

  it('returns any decimal of at most 15 digits exactly as it is', () => {
    fc.assert(
      fc.property(fc.integer(), fc.stringMatching(/^\d{0,4}[1-9]$/), (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(plainNumber(text)?.text).toBe(text);
      }),
    );
  });

  it('does not depend on where the point stands: the same digits come out under any exponent', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 15n - 1n), fc.integer({ min: -30, max: 30 }), (digits, exponent) => {
        const { text } = plainNumber(`${digits}E${exponent}`)!;
        const [whole = '', fraction = ''] = text.split('.');
        const scaled = BigInt(whole + fraction) * 10n ** 60n;
        expect(scaled).toBe(digits * 10n ** BigInt(60 + exponent + fraction.length));
      }),
    );
  });
});
