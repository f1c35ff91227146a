import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateOfDayNumber,
  dayNumber,
  formatPeriod,
  overlapDays,
  parsePeriod,
  parsePlainDate,
  periodDays,
  plainDate,
} from '#core/period.ts';

const dayNumbers = fc.integer({ min: -25_567, max: 2_932_896 });

describe('dates', () => {
  it('have a day number each, and each day number has its date', () => {
    fc.assert(
      fc.property(dayNumbers, (n) => {
        const date = dateOfDayNumber(n);
        return date !== undefined && dayNumber(date) === n;
      }),
    );
  });

  it('agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(
        dayNumbers,
        (n) => dateOfDayNumber(n) === new Date(n * 86_400_000).toISOString().slice(0, 10),
      ),
    );
  });

  it('know leap years', () => {
    expect(plainDate(2028, 2, 29)).toBe('2028-02-29');
    expect(plainDate(2000, 2, 29)).toBe('2000-02-29');
    expect(plainDate(2026, 2, 29)).toBeUndefined();
    expect(plainDate(2100, 2, 29)).toBeUndefined();
  });

  it.each(['2026-13-01', '2026-04-31', '2026-4-1', '26-04-01', '2026/04/01', '', '2026-00-10'])(
    'do not exist as %j',
    (text) => {
      expect(parsePlainDate(text)).toBeUndefined();
    },
  );
});

describe('periods', () => {
  it('count both ends', () => {
    expect(periodDays(parsePeriod('2026-10-01..2026-10-31') ?? fail())).toBe(31);
    expect(periodDays(parsePeriod('2028-02') ?? fail())).toBe(29);
  });

  it('read a month by its name', () => {
    expect(formatPeriod(parsePeriod('2026-02') ?? fail())).toBe('2026-02-01..2026-02-28');
  });

  it.each([
    '2026-10-31..2026-10-01',
    '2026-10-01',
    '2026-10-01..',
    'a..b',
    '2026-10-01..2026-10-31..x',
    '2026-13',
  ])('are not read from %j', (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });

  it('share the days that both have', () => {
    const october = parsePeriod('2026-10') ?? fail();
    expect(overlapDays(october, parsePeriod('2026-09-15..2026-10-14') ?? fail())).toBe(14);
    expect(overlapDays(october, parsePeriod('2026-11') ?? fail())).toBe(0);
  });
});

function fail(): never {
  throw new Error('the period reads');
}
