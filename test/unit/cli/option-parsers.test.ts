import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import { formatMicros, micros } from '#core/decimal/micros.ts';
import {
  choiceOption,
  choicesOption,
  decimalOption,
  integerOption,
  pathOption,
  periodOption,
} from '#cli/options/parsers.ts';
import { CLI_TEXTS } from '#shared/messages/cli.ts';

const texts = CLI_TEXTS.en;

function refusalOf(read: () => unknown): AppError {
  try {
    read();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The value was accepted.');
}

describe('a decimal option', () => {
  const read = decimalOption('--tolerance-amount', texts);

  it('reads every decimal of six places exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (value) => {
        expect(read(formatMicros(micros(value)))).toBe(value);
      }),
    );
  });

  it.each(['', ' ', '1,5', '1e3', '-0.01', '0.0000001', 'NaN', '0x10', '１', '1 ', 'Infinity'])(
    'refuses "%s" and names what it accepts',
    (value) => {
      const error = refusalOf(() => read(value));
      expect(error.code).toBe('BAD_OPTION');
      expect(error.params).toEqual({ option: '--tolerance-amount', value, accepted: texts.accepted.decimal });
    },
  );
});

describe('a whole number option', () => {
  const read = integerOption('--unit-decimals', 0, 6);

  it('accepts its bounds', () => {
    expect([read('0'), read('6')]).toEqual([0, 6]);
  });

  it.each(['-1', '7', '2.0', '', 'two', '1e1'])('refuses "%s"', (value) => {
    expect(refusalOf(() => read(value)).params['accepted']).toBe('0 - 6');
  });
});

describe('a period option', () => {
  const read = periodOption('--period', texts);

  it('accepts two dates and a month', () => {
    expect(read('2026-10-01..2026-10-31')).toEqual(read('2026-10'));
  });

  it.each([
    '2026-10-32..2026-11-01',
    '2026-10-31..2026-10-01',
    '2026-13',
    '2026/10',
    '10-2026',
    '2026-10-01',
  ])('refuses "%s"', (value) => {
    expect(refusalOf(() => read(value)).code).toBe('BAD_OPTION');
  });
});

describe('a choice option', () => {
  it('accepts the exact words alone', () => {
    const read = choiceOption('--rounding', ['half-up', 'down']);
    expect(read('down')).toBe('down');
    expect(refusalOf(() => read('Down')).params['accepted']).toBe('half-up | down');
  });

  it('takes several, in the order of the list, each once', () => {
    const read = choicesOption('--type', ['partner', 'customer', 'user']);
    expect(read('user,partner,user')).toEqual(['partner', 'user']);
    expect(refusalOf(() => read('user,')).code).toBe('BAD_OPTION');
  });
});

describe('a path option', () => {
  it('refuses an empty path, which would mean the current folder', () => {
    const read = pathOption('--workspace', texts);
    expect(read('books')).toBe('books');
    expect(refusalOf(() => read(' ')).code).toBe('BAD_OPTION');
  });
});
