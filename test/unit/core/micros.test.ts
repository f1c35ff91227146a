import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divideMicros,
  formatMicros,
  formatPicos,
  fromInteger,
  MAX_MICROS,
  micros,
  multiply,
  parseDecimal,
  roundMicros,
  sumMicros,
  toPicos,
  type RoundingMode,
} from '#core/decimal/micros.ts';

const anyMicros = fc.bigInt({ min: -MAX_MICROS, max: MAX_MICROS }).map(micros);
const parsed = (text: string): string | undefined => {
  const result = parseDecimal(text);
  return result && formatMicros(result.value);
};

describe('reading decimals', () => {
  it('keeps every value it has written', () => {
    fc.assert(fc.property(anyMicros, (value) => parseDecimal(formatMicros(value))?.value === value));
  });

  it.each([
    ['12.50', '12.5'],
    ['-0.000001', '-0.000001'],
    ['.5', '0.5'],
    ['7.', '7'],
    ['+3', '3'],
    ['-0', '0'],
    ['000123.4500', '123.45'],
  ])('reads %s as %s', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  it.each([
    '',
    '.',
    '-',
    '1,5',
    '1 000',
    '1e3',
    '12,5O',
    'NaN',
    'Infinity',
    '１２',
    '0x1f',
    '--1',
    '1.2.3',
    ' 1',
    // More than can be stored, although its digits are few.
    '999999999999999',
  ])('does not read %j, and never as 0', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('says where digits past the sixth decimal were rounded off', () => {
    expect(parseDecimal('10.4516129032258')).toEqual({ value: 10_451_613n, exact: false });
    expect(parseDecimal('0.1000000000')).toEqual({ value: 100_000n, exact: true });
  });

  it('refuses what the database could not sum', () => {
    expect(parseDecimal('1000000000000')?.value).toBe(MAX_MICROS);
    expect(parseDecimal('1000000000001')).toBeUndefined();
    expect(parseDecimal('1000000000000000')).toBeUndefined();
  });
});

describe('arithmetic', () => {
  it('adds 0.1 and 0.2 to 0.3', () => {
    expect(
      formatMicros(sumMicros(['0.1', '0.2'].map((text) => parseDecimal(text)?.value ?? micros(0n)))),
    ).toBe('0.3');
  });

  it('multiplies without loss', () => {
    const quantity = parseDecimal('3.870968')?.value ?? micros(0n);
    const price = parseDecimal('12.345678')?.value ?? micros(0n);
    expect(formatPicos(multiply(quantity, price))).toBe(
      String(3_870_968n * 12_345_678n).replace(/(\d{12})$/, '.$1'),
    );
    expect(multiply(quantity, price)).toBe(3_870_968n * 12_345_678n);
  });

  it('widens without changing what is written', () => {
    fc.assert(fc.property(anyMicros, (value) => formatPicos(toPicos(value)) === formatMicros(value)));
  });
});

describe('rounding', () => {
  it.each<[RoundingMode, string[]]>([
    ['half-up', ['0.13', '-0.13', '0.13', '0.12']],
    ['half-even', ['0.12', '-0.12', '0.13', '0.12']],
    ['up', ['0.13', '-0.13', '0.13', '0.13']],
    ['down', ['0.12', '-0.12', '0.12', '0.12']],
  ])('%s resolves 0.125, -0.125, 0.126 and 0.121', (mode, expected) => {
    const rounded = ['0.125', '-0.125', '0.126', '0.121'].map((text) =>
      formatMicros(roundMicros(parseDecimal(text)?.value ?? micros(0n), 2, mode)),
    );
    expect(rounded).toEqual(expected);
  });

  it('happens once, on the exact quotient', () => {
    // 13.95 / 31 = 0.45 exactly; rounding twice (to 6 decimals, then 1) must not make 0.5 of 0.449999...
    expect(formatMicros(divideMicros(micros(13_949_999n), 31n, 1, 'half-up'))).toBe('0.4');
    expect(formatMicros(divideMicros(micros(13_950_000n), 31n, 1, 'half-up'))).toBe('0.5');
  });

  it('is never further than half a step away, for half-up and half-even', () => {
    fc.assert(
      fc.property(
        anyMicros,
        fc.integer({ min: 1, max: 366 }),
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom('half-up' as const, 'half-even' as const),
        (value, days, decimals, mode) => {
          const rounded = divideMicros(value, BigInt(days), decimals, mode);
          const distance = rounded * BigInt(days) - value;
          const step = 10n ** BigInt(6 - decimals) * BigInt(days);
          return 2n * (distance < 0n ? -distance : distance) <= step;
        },
      ),
    );
  });

  it('leaves whole numbers alone', () => {
    fc.assert(fc.property(fc.integer(), (n) => roundMicros(fromInteger(n), 0, 'up') === fromInteger(n)));
  });
});
