import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chargeTypeClass,
  descriptionClass,
  labelClass,
  plainClass,
  totalWording,
} from '#core/invoice/wording.ts';

describe('a cell that says nothing but a total', () => {
  test.each([
    'Total',
    'TOTAL:',
    'Grand Total',
    'Total Amount Due',
    'Invoice total',
    'Total (USD)',
    'Total incl. VAT',
    'Total (incl. tax)',
    'Summe',
    'Gesamtsumme',
    'Gesamtbetrag',
    'Total général',
    'Total TTC',
    '合計',
    '総計',
    '総額',
    '計',
    '合計（税込）',
    '税込合計',
    'ご請求金額',
    '合　計',
  ])('%s is a total', (text) => {
    expect(totalWording(text)).toEqual({ kind: 'total', scope: 'whole' });
  });

  test.each([
    'Subtotal',
    'Sub-total',
    'Sub Total:',
    'Zwischensumme',
    'Sous-total',
    '小計',
    'Total excl. tax',
    '税抜合計',
    '合計（税抜）',
    'Total HT',
    'Net total',
    'Total before tax',
  ])('%s is a subtotal', (text) => {
    expect(totalWording(text)).toEqual({ kind: 'subtotal', scope: 'whole' });
  });
});

test.each([
  'Total for Acme',
  'Subtotal: Sub100',
  'Acme Corp Total',
  'A-1 Total',
  'A-1 小計',
  '株式会社アクメ 合計',
  '小計（A-1）',
  'Zwischensumme für Müller',
  'Total Tax',
  'Total credits',
])('%s is the total of a group', (text) => {
  expect(totalWording(text)).toEqual({ kind: 'subtotal', scope: 'group' });
});

test.each([
  'Total Care',
  'Webex Total Care',
  'Totally Webex',
  'Total Energies',
  'Subtotal Foods',
  'Grand Total Ltd',
  '合計商事',
  '小計サービス',
  '総計システム',
  '時計',
  '会計',
  'Summerhouse',
  'Sum',
  'Gesamtschule Köln',
  'TotalView Agent',
  '',
  'Totals and more of it',
])('%j is no total', (text) => {
  expect(totalWording(text)).toBeUndefined();
});

describe('a charge type', () => {
  test.each([
    ['Recurring', 'charge'],
    ['Recurring Fee', 'charge'],
    ['Usage', 'charge'],
    ['Overage', 'charge'],
    ['Monthly subscription', 'charge'],
    ['月額利用料', 'charge'],
    ['従量', 'charge'],
    ['One-time', 'fee'],
    ['Non-recurring', 'fee'],
    ['Setup', 'fee'],
    ['Activation Fee', 'fee'],
    ['初期費用', 'fee'],
    ['手数料', 'fee'],
    ['Gebühr', 'fee'],
    ['Credit', 'credit'],
    ['Gutschrift', 'credit'],
    ['Avoir', 'credit'],
    ['クレジット', 'credit'],
    ['返金', 'credit'],
    ['値引', 'credit'],
    ['Adjustment', 'adjustment'],
    ['True-up', 'adjustment'],
    ['調整', 'adjustment'],
    ['Tax', 'tax'],
    ['VAT', 'tax'],
    ['GST', 'tax'],
    ['消費税', 'tax'],
    ['MwSt', 'tax'],
    ['TVA', 'tax'],
    ['Rounding', 'rounding'],
    ['端数', 'rounding'],
    ['Standard', undefined],
    ['', undefined],
  ] as const)('of %s makes %s', (text, expected) => {
    expect(chargeTypeClass(text)).toBe(expected);
  });
});

describe('a description', () => {
  test.each([
    ['Sales tax 8.25%', 'tax'],
    ['消費税(10%)', 'tax'],
    ['MwSt. 19 %', 'tax'],
    ['Credit for outage', 'credit'],
    ['前月分クレジット', 'credit'],
    ['Adjustment of September', 'adjustment'],
    ['Setup Assist', 'fee'],
    ['端数調整', 'rounding'],
    ['Webex Calling', undefined],
    ['Taxi service', undefined],
    ['Accredited agent', undefined],
  ] as const)('%s says %s', (text, expected) => {
    expect(descriptionClass(text)).toBe(expected);
  });

  test.each([
    ['Setup Assist - Quick Start', 'fee'],
    ['One-time charge', 'fee'],
    ['初期費用', 'fee'],
    ['VAT 19%', 'tax'],
    ['消費税等', 'tax'],
    ['Rounding', 'rounding'],
    ['Webex Calling setup included', undefined],
    ['Tax & Co meeting rooms', undefined],
    ['Credit', undefined],
  ] as const)('%s alone says %s', (text, expected) => {
    expect(plainClass(text)).toBe(expected);
  });

  test('in a column of names counts only as the whole cell', () => {
    expect(
      ['消費税', 'Credit', 'Tax & Co', 'Credit Union East', 'Rounding Fee Partners'].map(labelClass),
    ).toEqual(['tax', 'credit', undefined, undefined, undefined]);
  });
});

describe('a text with figures in it', () => {
  const words = [
    'Total',
    'sub-total',
    'sum  of',
    'lines',
    'of',
    'Summe',
    'Gesamt',
    'Amount',
    'Due',
    'net',
    'incl. VAT',
    'USD',
  ];
  const parts = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom('7', 'C-100000', '2026', '19%', ':', '(', ')', '-', ' '),
  );
  /** Letter by letter in full width: the same when it is folded, which takes the long way. */
  const widened = (text: string): string =>
    text.replace(/[\x21-\x7e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

  test('says what it says in any width', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), fc.constantFrom('', ' '), (given, between) => {
        const text = given.join(between);
        expect(totalWording(text)).toEqual(totalWording(widened(text)));
      }),
      { numRuns: 2000 },
    );
  });
});
