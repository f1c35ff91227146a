import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from '#engine/exporters/csv/csv-text.ts';

const readCsv = (text: string): string[][] => parse(text, { relaxColumnCount: true });
const rowOf = (text: string): string[] => readCsv(csvRow(['first', text, { figure: '-0.02' }]))[0] ?? [];

const HOSTILE = [
  '=1+1',
  '+1',
  '-1+cmd|x',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  ' =1+1',
  '\u00a0=1',
  '\u3000=1',
  '\ufeff=1',
  '\u200b=1',
  '\u202e=1',
  '\u0000=1',
  '"=1"',
  '=1,"=2"\r\n=3',
];

/** What a spreadsheet may run: a formula sign at the start, or behind what it drops there. */
const runs = (field: string): boolean => /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(field);

describe('a text of a CSV file', () => {
  it.each(HOSTILE)('is never run as a formula, and stays one field: %j', (text) => {
    const row = rowOf(text);
    expect(row).toHaveLength(3);
    expect(runs(row[1] ?? '')).toBe(false);
    expect([text, `'${text}`]).toContain(row[1]);
  });

  it('of any kind comes back as it was, with an apostrophe at most, and leaves its neighbours alone', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...HOSTILE),
      fc.stringMatching(/^[=+@"',;\r\n-]{0,6}$/),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const [first, field = '', figure] = rowOf(text);
        expect([first, figure]).toEqual(['first', '-0.02']);
        expect([text, `'${text}`]).toContain(field);
        expect(runs(field)).toBe(false);
      }),
    );
  });
});

describe('a figure of a CSV file', () => {
  it.each(['-0.02', '0', '-1234567.891', '12'])('stays a number: %s', (figure) => {
    expect(csvRow([{ figure }])).toBe(`${figure}\r\n`);
  });

  it('that is none is treated as a text', () => {
    expect(csvRow([{ figure: '-1+cmd|x' }])).toBe("'-1+cmd|x\r\n");
  });
});
