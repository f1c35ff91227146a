import { describe, expect, it } from 'vitest';
import { currencyDigits } from '#core/currency.ts';
import { numberFormat, precisionOf } from '#core/workbook/number-format.ts';

describe('the decimals of money', () => {
  it('are those of its currency', () => {
    expect([
      currencyDigits('USD'),
      currencyDigits('JPY'),
      currencyDigits('KWD'),
      currencyDigits(undefined),
    ]).toEqual([2, 0, 3, 2]);
  });

  it.each([
    ['125', 'usual'],
    ['125.5', 'usual'],
    ['125.05', 'usual'],
    ['9.7709675', 'fine'],
    ['0.054', 'exact'],
  ] as const)('show %s whole', (text, precision) => {
    expect(precisionOf('money', text, 2)).toBe(precision);
  });

  it('show a part of a yen where there is one', () => {
    expect(precisionOf('money', '1000', 0)).toBe('usual');
    expect(precisionOf('money', '1000.5', 0)).toBe('exact');
    expect(numberFormat('money', 'usual', 0, 'ja')).toBe('#,##0;[Red]"△"#,##0;"-"');
    expect(numberFormat('money', 'exact', 0, 'ja')).toBe('#,##0.0#####;[Red]"△"#,##0.0#####;"-"');
  });

  it('stand in parentheses when negative in English', () => {
    expect(numberFormat('money', 'usual', 2, 'en')).toBe('#,##0.00_);[Red]\\(#,##0.00\\);"-"_)');
  });
});

describe('ids and dates', () => {
  it('are text, and dates in the order of the language', () => {
    expect(numberFormat('id', 'usual', 2, 'en')).toBe('@');
    expect(numberFormat('date', 'usual', 2, 'en')).toBe('yyyy-mm-dd');
    expect(numberFormat('date', 'usual', 2, 'ja')).toBe('yyyy/mm/dd');
  });
});
