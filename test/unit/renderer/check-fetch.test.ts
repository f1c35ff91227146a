import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePeriod } from '#core/period.ts';
import { checkFetchDates, newestReportDay, oldestReportDay, utcDay } from '#core/webex/check-fetch-dates.ts';
import {
  checkFetch,
  countDays,
  isSound,
  lastMonths,
  type FetchWish,
} from '../../../src/renderer/src/features/reports/check-fetch.ts';
import { ageInDays, daysAfterEnd } from '../../../src/renderer/src/features/reports/report-ages.ts';

const TODAY = utcDay('2026-11-23T08:00:00.000Z');
const DATES = { oldest: oldestReportDay(TODAY), newest: newestReportDay(TODAY) };
const wish = (changes: Partial<FetchWish>): FetchWish => ({
  start: '2026-10-01',
  end: '2026-10-31',
  levels: ['partner'],
  owner: 'own',
  subPartners: [],
  ...changes,
});

describe('the form of a fetch', () => {
  test.each([
    ['a month that is over', {}, {}],
    ['a day that is none', { start: '2026-02-30' }, { start: 'day' }],
    ['an unfinished day', { end: '2026-10-' }, { end: 'day' }],
    ['days the wrong way round', { start: '2026-10-31', end: '2026-10-01' }, { start: 'reversed' }],
    ['today', { end: '2026-11-23' }, { end: 'future' }],
    ['yesterday', { end: '2026-11-22' }, {}],
    ['five years ago to the day', { start: '2021-11-23' }, {}],
    ['a day before that', { start: '2021-11-22' }, { start: 'old' }],
    ['no level', { levels: [] }, { levels: 'levels' }],
    ['no sub-partner', { owner: 'some' as const }, { subPartners: 'subPartners' }],
  ])('says about %s what there is to say', (_what, changes, problems) => {
    const found = checkFetch(wish(changes), DATES);
    expect(Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined))).toEqual(
      problems,
    );
  });

  test('lets through what the engine lets through, and nothing else', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (start, end) => {
        const period = parsePeriod(`${start}..${end}`);
        const isLetThrough = (): boolean => {
          try {
            if (period === undefined) return false;
            checkFetchDates(period, TODAY);
            return true;
          } catch {
            return false;
          }
        };
        expect(isSound(checkFetch(wish({ start, end }), DATES))).toBe(isLetThrough());
      }),
    );
  });

  test('offers the last months that are over, across the year', () => {
    expect(lastMonths('2026-01-31', 2)).toEqual([
      { start: '2026-01-01', end: '2026-01-31' },
      { start: '2025-12-01', end: '2025-12-31' },
    ]);
    expect(lastMonths('2024-03-30', 1)).toEqual([{ start: '2024-02-01', end: '2024-02-29' }]);
  });

  test('counts days with both ends, and none where there is no period', () => {
    expect(countDays('2026-10-01', '2026-10-31')).toBe(31);
    expect(countDays('2026-10-02', '2026-10-01')).toBeUndefined();
    expect(countDays('2026-10', '2026-10-01')).toBeUndefined();
  });
});

describe('the age of a report', () => {
  test('is counted in days of the calendar, and never less than none', () => {
    expect(ageInDays('2026-11-22T23:59:00.000Z', Date.parse('2026-11-23T00:01:00.000Z'))).toBe(1);
    expect(ageInDays('2026-11-24T00:00:00.000Z', Date.parse('2026-11-23T00:00:00.000Z'))).toBe(0);
  });

  test('against its period says whether the period was over', () => {
    expect(daysAfterEnd('2026-11-02T01:00:00.000Z', '2026-10-31')).toBe(2);
    expect(daysAfterEnd('2026-10-31T23:00:00.000Z', '2026-10-31')).toBe(0);
  });
});
