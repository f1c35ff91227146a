import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideDateOrder, type DatePlace, type WindowTexts } from '#core/mapping/date-order-inference.ts';
import { dateBy, DATE_ORDERS, readDateText, type DateText } from '#core/mapping/date-text.ts';
import { readPeriodText } from '#core/mapping/period-text.ts';
import { dateOfDayNumber, datePartsOf } from '#core/period.ts';

const dateOf = (text: string): string | undefined => {
  const date = readDateText(text);
  return date && dateBy(date, undefined);
};

test.each([
  ['2026-10-01', '2026-10-01'],
  ['2026/10/1', '2026-10-01'],
  ['2026.10.01', '2026-10-01'],
  ['20261001', '2026-10-01'],
  ['2026年10月1日', '2026-10-01'],
  ['2026年10月1日(木)', '2026-10-01'],
  ['２０２６年１０月１日', '2026-10-01'],
  ['令和8年10月1日', '2026-10-01'],
  ['令和元年5月1日', '2019-05-01'],
  ['R8.10.1', '2026-10-01'],
  ['H31.4.30', '2019-04-30'],
  ['01.10.2026', '2026-10-01'],
  ['01-Oct-2026', '2026-10-01'],
  ['1 October 2026', '2026-10-01'],
  ['Oct 1, 2026', '2026-10-01'],
  ['Thu, Oct 1, 2026', '2026-10-01'],
  ['1. Oktober 2026', '2026-10-01'],
  ['1er octobre 2026', '2026-10-01'],
  ['2026-10-01T00:00:00Z', '2026-10-01'],
  ['2026-10-01 23:59:59.999+09:00', '2026-10-01'],
  ['05/05/2026', '2026-05-05'],
  ['31/10/2026', '2026-10-31'],
  ['10/31/2026', '2026-10-31'],
])('%s is %s', (text, date) => {
  expect(dateOf(text)).toBe(date);
});

test.each(['2026-02-30', '31.02.2026', '2026-13-01', 'soon', '', '10/2026', '46296', '32/32/2026', '1.5'])(
  '%j is no date',
  (text) => {
    expect(readDateText(text)).toBeUndefined();
  },
);

test('10/01/2026 is open, and so is 26/10/01', () => {
  const first = readDateText('10/01/2026');
  const second = readDateText('26/10/01');
  expect(first && DATE_ORDERS.map((order) => dateBy(first, order))).toEqual([
    undefined,
    '2026-10-01',
    '2026-01-10',
  ]);
  expect(second && DATE_ORDERS.map((order) => dateBy(second, order))).toEqual([
    '2026-10-01',
    undefined,
    '2001-10-26',
  ]);
});

test('any day written day first or month first is that day by its order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom('/', '-'), (day, separator) => {
      const date = dateOfDayNumber(day);
      if (date === undefined) return;
      const { year, month, day: ofMonth } = datePartsOf(date);
      const dmy = readDateText([ofMonth, month, year].join(separator));
      const mdy = readDateText([month, ofMonth, year].join(separator));
      expect([dmy && dateBy(dmy, 'dmy'), mdy && dateBy(mdy, 'mdy')]).toEqual([date, date]);
    }),
  );
});

describe('a charge window in one cell', () => {
  const october = ['2026-10-01', '2026-10-31'];
  test.each([
    '2026-10',
    '2026/10',
    '2026年10月',
    '2026年10月分',
    '令和8年10月',
    'Oct 2026',
    'October-2026',
    '10/2026',
    '2026-10-01 - 2026-10-31',
    '2026-10-01 to 2026-10-31',
    '2026/10/01～2026/10/31',
    '2026年10月1日〜2026年10月31日',
    '2026/10/01-2026/10/31',
    '2026-10-01-2026-10-31',
    '01.10.2026 bis 31.10.2026',
    'vom 01.10.2026 bis 31.10.2026',
    'du 1 octobre 2026 au 31 octobre 2026',
    '10/01/2026 - 10/31/2026',
  ])('%s', (text) => {
    const read = readPeriodText(text);
    const window =
      read?.kind === 'month'
        ? [read.period.start, read.period.end]
        : read && [dateBy(read.start, 'mdy'), dateBy(read.end, 'mdy')];
    expect(window).toEqual(october);
  });

  test.each(['October', '2026', '2026-13', 'Oct 1 - Oct 31', '2026-10-01', 'monthly'])(
    '%s is none',
    (text) => {
      expect(readPeriodText(text)).toBeUndefined();
    },
  );
});

describe('the order of open dates', () => {
  const none = { explicit: undefined, mapping: undefined, locale: undefined };
  const parse = (text: string): DateText => {
    const date = readDateText(text);
    if (date === undefined) throw new Error(text);
    return date;
  };
  const place = (text: string, row = 2): DatePlace => ({
    sheet: undefined,
    row,
    column: 'Start',
    text,
    date: parse(text),
  });
  const window = (start: string, end: string): WindowTexts => ({ start: parse(start), end: parse(end) });

  test('is settled by one day above twelve', () => {
    const decision = decideDateOrder([place('10/01/2026'), place('10/31/2026')], [], none);
    expect(decision).toMatchObject({ kind: 'decided', order: 'mdy', reason: 'figures' });
  });

  test('is settled by windows that run forwards in one order only', () => {
    const decision = decideDateOrder([place('05/10/2026')], [window('05/10/2026', '06/09/2026')], none);
    expect(decision).toMatchObject({ kind: 'decided', order: 'mdy', reason: 'windows' });
  });

  test('is settled by the locale where nothing else does', () => {
    const decision = decideDateOrder([place('10/01/2026')], [], { ...none, locale: 'dmy' });
    expect(decision).toMatchObject({ kind: 'decided', order: 'dmy', reason: 'locale' });
  });

  test('is what the person says, whatever the figures say', () => {
    const decision = decideDateOrder([place('10/31/2026')], [], { ...none, explicit: 'dmy' });
    expect(decision).toMatchObject({ kind: 'decided', order: 'dmy', reason: 'explicit' });
  });

  test('is not guessed', () => {
    const decision = decideDateOrder([place('10/01/2026', 7)], [window('10/01/2026', '10/02/2026')], none);
    expect(decision).toMatchObject({
      kind: 'ambiguous',
      place: { row: 7, text: '10/01/2026' },
      readings: ['2026-10-01', '2026-01-10'],
    });
  });

  test('is contradictory where two days above twelve disagree', () => {
    const decision = decideDateOrder([place('10/31/2026', 2), place('31/10/2026', 3)], [], none);
    expect(decision).toMatchObject({ kind: 'contradictory' });
  });

  test('does not matter where every open date is the same day in both', () => {
    expect(decideDateOrder([place('05/05/2026')], [], none)).toMatchObject({ kind: 'decided' });
  });

  test('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['10/01/2026', '10/31/2026', '05/05/2026', '2026-10-01', '11/12/2026'], {
          minLength: 1,
        }),
        (texts) => {
          const orderOf = (list: string[]): unknown => {
            const decision = decideDateOrder(
              list.map((text) => place(text)),
              [],
              none,
            );
            return decision.kind === 'decided' ? decision.order : decision.kind;
          };
          expect(orderOf(texts)).toEqual(orderOf([...texts].sort()));
        },
      ),
    );
  });
});
