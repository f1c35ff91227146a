import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMicros, micros } from '#core/decimal/micros.ts';
import { numberStyleOfLocale, type NumberStyle } from '#core/mapping/number-style.ts';
import { readNumberText, styleEvidence, valueOf } from '#core/mapping/number-text.ts';

const read = (text: string, style: NumberStyle): string | undefined => {
  const number = readNumberText(text);
  const parsed = number && valueOf(number, style);
  return parsed && formatMicros(parsed.value);
};
const both = (text: string): (string | undefined)[] => [
  read(text, 'decimal-point'),
  read(text, 'decimal-comma'),
];

describe('a figure that reads in one way', () => {
  test.each([
    ['1,234.56', '1234.56', undefined],
    ['1.234,56', undefined, '1234.56'],
    ['1 234,56', undefined, '1234.56'],
    ['1\u00a0234,56', undefined, '1234.56'],
    ['1\u202f234,56', undefined, '1234.56'],
    ["1'234.56", '1234.56', undefined],
    ['1’234.56', '1234.56', undefined],
    ['1,234,567', '1234567', undefined],
    ['1.234.567', undefined, '1234567'],
    ['1,23,456.00', '123456', undefined],
    ['0.125', '0.125', undefined],
    ['0,125', undefined, '0.125'],
    ['1234.567', '1234.567', undefined],
    ['12,50 €', undefined, '12.5'],
    ['USD 12.50', '12.5', undefined],
    ['US$12.50', '12.5', undefined],
    ['($5.00)', '-5', undefined],
    ['-$5.00', '-5', undefined],
    ['$-5.00', '-5', undefined],
    ['5.00-', '-5', undefined],
    ['.5', '0.5', undefined],
    ['１，２３４．５', '1234.5', undefined],
  ] as const)('%s', (text, point, comma) => {
    expect(both(text)).toEqual([point, comma]);
  });
});

test.each([
  ['1234', '1234'],
  ['￥1234', '1234'],
  ['\\1234', '1234'],
  ['1234円', '1234'],
  ['△1234', '-1234'],
  ['▲ 1234', '-1234'],
  ['−1234', '-1234'],
  ['－１２３４', '-1234'],
  ['¥△1234', '-1234'],
  ['1 234', '1234'],
  ['+5', '5'],
  ['٣٤٥', '345'],
  ['١٬٢٣٤٫٥', '1234.5'],
])('%s reads alike in both styles', (text, value) => {
  expect(both(text)).toEqual([value, value]);
});

test.each(['1.000', '1,234', '-1,000', '¥1,234', '12.345', '(1,234)'])('%s alone proves nothing', (text) => {
  const number = readNumberText(text);
  expect(number && styleEvidence(number)).toBe('ambiguous');
});

test.each([
  '12,5O',
  '#REF!',
  'n/a',
  '1.2.3',
  '1,2,3.4',
  '1e5',
  '1E+03',
  '12%',
  '--5',
  '(-5)',
  '-5-',
  '△-5',
  '5.',
  'five',
  '',
  '-',
  '$',
  '1 2',
  '12 34',
  '1..2',
  '1,,2',
  '$5 €',
  '12:30',
  '2026-10-01',
  '٣.٥٫٦',
  '0x10',
  'Infinity',
  'NaN',
  '9999999999999999999',
])('%j is no figure', (text) => {
  expect(both(text)).toEqual([undefined, undefined]);
});

describe('any figure', () => {
  const group = (whole: string, separator: string): string => whole.replace(/\B(?=(\d{3})+$)/g, separator);
  const figures = fc.record({
    value: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    style: fc.constantFrom<NumberStyle>('decimal-point', 'decimal-comma'),
    grouping: fc.constantFrom('none', 'style', 'space', 'narrow', 'apostrophe'),
    sign: fc.constantFrom('minus', 'parentheses', 'trailing', 'triangle', 'U+2212'),
    mark: fc.constantFrom('', '¥', '$', '€', 'USD ', 'EUR'),
    wide: fc.boolean(),
  });

  test('written in a style is read back by it to the last digit', () => {
    fc.assert(
      fc.property(figures, ({ value, style, grouping, sign, mark, wide }) => {
        const plain = formatMicros(micros(value < 0n ? -value : value));
        const [whole = '', fraction] = plain.split('.');
        const separator = {
          none: '',
          style: style === 'decimal-point' ? ',' : '.',
          space: '\u00a0',
          narrow: '\u202f',
          apostrophe: '’',
        }[grouping];
        const point = style === 'decimal-point' ? '.' : ',';
        let text = group(whole, separator) + (fraction === undefined ? '' : point + fraction);
        text = `${mark}${text}`;
        if (value < 0n) {
          text = {
            minus: `-${text}`,
            parentheses: `(${text})`,
            trailing: `${text}-`,
            triangle: `△${text}`,
            'U+2212': `−${text}`,
          }[sign];
        }
        if (wide) {
          text = text.replace(/[0-9.,]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        }
        expect(read(text, style)).toBe(formatMicros(micros(value)));
      }),
    );
  });

  test('that both styles can read differently is ambiguous, and evidence agrees with what can be read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{0,3}([.,]\d{1,3}){0,2}$/), (text) => {
        const number = readNumberText(text);
        const [point, comma] = both(text);
        const evidence = number === undefined ? 'unreadable' : styleEvidence(number);
        const expected =
          point === undefined
            ? comma === undefined
              ? 'unreadable'
              : 'decimal-comma'
            : comma === undefined
              ? 'decimal-point'
              : point === comma
                ? 'neutral'
                : 'ambiguous';
        expect(evidence).toBe(expected);
      }),
    );
  });

  test('whatever a text is, reading it never throws and never yields 0 for what is not 0', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+(¥$€]?[\d.,' O%]{0,12}[)-]?$/)), (text) => {
        for (const value of both(text)) {
          if (value === '0') expect(text.normalize('NFKC')).toMatch(/0|٠|۰/);
        }
      }),
    );
  });
});

test('locales have the style of their country', () => {
  expect(
    [
      'en-US',
      'ja-JP',
      'de-DE',
      'de-CH',
      'fr-FR',
      'en_GB',
      'EN-us',
      'pt-BR',
      'zh-Hant-TW',
      'xx-YY',
      'nonsense!',
    ].map(numberStyleOfLocale),
  ).toEqual([
    'decimal-point',
    'decimal-point',
    'decimal-comma',
    'decimal-point',
    'decimal-comma',
    'decimal-point',
    'decimal-point',
    'decimal-comma',
    'decimal-point',
    undefined,
    undefined,
  ]);
});
