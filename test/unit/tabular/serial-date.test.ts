import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfIsoText, dateOfSerial } from '#core/tabular/serial-date.ts';

describe('dateOfSerial', () => {
  it.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['61', '1900-03-01'],
    ['45931', '2025-10-01'],
    ['46326.99998842592', '2026-10-31'],
    ['4.5931E4', '2025-10-01'],
    ['2958465', '9999-12-31'],
  ])('reads serial %s of 1900 as %s', (serial, date) => {
    expect(dateOfSerial(serial, false)).toBe(date);
  });

  it('does not lose a day to what a sum of doubles left behind the 15th digit', () => {
    expect(dateOfSerial('45930.999999999996', false)).toBe('2025-10-01');
  });

  it.each([
    ['0', '1904-01-01'],
    ['1', '1904-01-02'],
    ['60', '1904-03-01'],
    ['44469', '2025-10-01'],
  ])('reads serial %s of 1904 as %s', (serial, date) => {
    expect(dateOfSerial(serial, true)).toBe(date);
  });

  it('knows no 29 February 1900', () => {
    expect(dateOfSerial('60', false)).toBeUndefined();
    expect(dateOfSerial('60.5', false)).toBeUndefined();
  });

  it.each(['0', '0.5', '-1', '2958466', '1E+300', 'abc', ''])('knows no day for %j', (serial) => {
    expect(dateOfSerial(serial, false)).toBeUndefined();
  });

  it('is one day further for each serial, in both systems 1462 apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1463, max: 2957003 }), (serial) => {
        const day = dateOfSerial(`${serial}`, false);
        expect(dateOfSerial(`${serial - 1462}`, true)).toBe(day);
        const epoch = Date.UTC(1899, 11, 30);
        expect(day).toBe(new Date(epoch + serial * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });
});

describe('dateOfIsoText', () => {
  it.each([
    '2026-10-01',
    '2026-10-01T00:00:00',
    '2026-10-01T23:59:59.999',
    '2026-10-01T09:00:00+09:00',
    '2026-10-01T00:00Z',
  ])('reads the day of %s as it is written', (text) => {
    expect(dateOfIsoText(text)).toBe('2026-10-01');
  });

  it.each(['2026-02-29', '2026-10-01x', '10:00:00', '20261001', '10004-01-01', ''])('refuses %j', (text) => {
    expect(dateOfIsoText(text)).toBeUndefined();
  });
});
