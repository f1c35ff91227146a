import { describe, expect, it } from 'vitest';
import { kindOfBuiltInFormat, kindOfFormatCode } from '#core/tabular/number-format.ts';

describe('kindOfFormatCode', () => {
  it.each([
    'yyyy-mm-dd',
    'm/d/yy h:mm',
    'yyyy"年"m"月"d"日"',
    '[$-411]ggge"年"m"月"d"日"',
    '[$-411]ge.m.d',
    '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@',
    'dd\\.mm\\.yyyy',
    'mmm',
    'mm',
    'aaa',
    '[Red]dd/mm/yy',
    'YYYY/MM/DD HH:MM:SS.000',
    'mmm yy;@',
    '[$-F800]dddd, mmmm dd, yyyy',
  ])('takes %s for a date', (code) => {
    expect(kindOfFormatCode(code)).toBe('date');
  });

  it.each([
    'h:mm',
    'mm:ss',
    '[h]:mm:ss',
    '[mm]:ss',
    'h"時"mm"分"',
    'h:mm AM/PM',
    'ss.00',
    '[$-409]h:mm:ss am/pm',
  ])('takes %s for a time of day', (code) => {
    expect(kindOfFormatCode(code)).toBe('time');
  });

  it.each([
    'General',
    '0',
    '0.00',
    '#,##0.00',
    '0.00E+00',
    '##0.0E+0',
    '0%',
    '@',
    '# ?/?',
    '[$€-407] #,##0.00',
    '[$USD] 0.00',
    '0" days"',
    '#,##0.00\\ "Std."',
    '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    '[Red]0.00',
    '[>=1000]0;0.0',
    '"yyyy"0',
    '0\\d',
    '0_d',
    'General" days"',
    '',
    '"an unclosed quote yyyy',
  ])('takes %s for a number', (code) => {
    expect(kindOfFormatCode(code)).toBe('number');
  });

  it('judges by the first section alone', () => {
    expect(kindOfFormatCode('0.00;yyyy')).toBe('number');
  });
});

describe('kindOfBuiltInFormat', () => {
  it.each([14, 22, 27, 31, 36, 50, 57, 58])('takes %i for a date', (id) => {
    expect(kindOfBuiltInFormat(id)).toBe('date');
  });

  it.each([18, 20, 32, 45, 47])('takes %i for a time', (id) => {
    expect(kindOfBuiltInFormat(id)).toBe('time');
  });

  it.each([0, 1, 2, 4, 9, 10, 11, 37, 40, 44, 48, 49])('takes %i for a number', (id) => {
    expect(kindOfBuiltInFormat(id)).toBe('number');
  });
});
