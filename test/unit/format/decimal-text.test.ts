import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPicos, picos } from '#core/decimal/micros.ts';
import { formatAmount, formatShare, formatSignedAmount, groupDecimal } from '#shared/format/decimal-text.ts';

describe('amounts for people', () => {
  it('are grouped, with the decimals of the currency', () => {
    expect(formatAmount('10250.4', 'USD')).toBe('10,250.40');
    expect(formatAmount('1025040', 'JPY')).toBe('1,025,040');
    expect(formatAmount('-1234567', undefined)).toBe('-1,234,567.00');
  });

  it('keep every digit, even below the minor unit', () => {
    expect(formatAmount('9.7709675', 'USD')).toBe('9.7709675');
    expect(formatAmount('100.5', 'JPY')).toBe('100.5');
  });

  it('are the same figure once the grouping is taken out', () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        const text = formatPicos(picos(value));
        expect(formatAmount(text, 'USD').replaceAll(',', '')).toMatch(
          new RegExp(`^${text.replace('.', '\\.')}\\.?0*$`),
        );
        expect(groupDecimal(text).replaceAll(',', '')).toBe(text);
      }),
    );
  });

  it('leave alone what is no decimal', () => {
    expect(groupDecimal('n/a')).toBe('n/a');
  });

  it('show the sign of a difference', () => {
    expect(formatSignedAmount('25', 'USD')).toBe('+25.00');
    expect(formatSignedAmount('-3.1', 'USD')).toBe('-3.10');
    expect(formatSignedAmount('0', 'USD')).toBe('0.00');
    expect(formatSignedAmount('0', 'JPY')).toBe('0');
  });
});

describe('shares', () => {
  it('are in percent without rounding', () => {
    expect(formatShare('0.982')).toBe('98.2 %');
    expect(formatShare('1')).toBe('100 %');
    expect(formatShare('0')).toBe('0 %');
    expect(formatShare('0.0005')).toBe('0.05 %');
  });
});
