import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import { createCsvScanner, type CsvSetting } from '#engine/importers/tabular/text/csv-scanner.ts';

const setting: CsvSetting = {
  file: 'x.csv',
  delimiter: ',',
  limitCells: 1_000_000,
  limitRecordCharacters: 10_000,
};

/** Scans a text that comes in these parts. */
function scanParts(
  parts: readonly string[],
  changes: Partial<CsvSetting> = {},
): (readonly [number, ...unknown[]])[] {
  const scanner = createCsvScanner({ ...setting, ...changes });
  const records: (readonly [number, ...unknown[]])[] = [];
  for (const part of parts) {
    scanner.write(part);
    records.push(...scanner.take().map((record) => [record.row, ...record.cells] as const));
  }
  scanner.end();
  records.push(...scanner.take().map((record) => [record.row, ...record.cells] as const));
  return records;
}

const scan = (text: string, changes: Partial<CsvSetting> = {}): ReturnType<typeof scanParts> =>
  scanParts([text], changes);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${error.params['row'] ?? ''}`;
  }
  return 'no error';
}

describe('the text scanner', () => {
  it.each([
    ['LF', 'a,b\n1,2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no last line end', 'a,b\n1,2'],
  ])('reads lines that end in %s', (_name, text) => {
    expect(scan(text)).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
    ]);
  });

  it('keeps fields exactly as written', () => {
    expect(scan(' a ,\tb,="001",1.50,12" pipe\n')).toEqual([[1, ' a ', '\tb', '="001"', '1.50', '12" pipe']]);
  });

  it('undoes quotes, and keeps delimiters and line ends within them', () => {
    expect(scan('"a,b","say ""hi""","x\r\ny"\nnext,,\n')).toEqual([
      [1, 'a,b', 'say "hi"', 'x\r\ny'],
      [3, 'next', '', ''],
    ]);
  });

  it('numbers a record by the line on which it begins', () => {
    const text = 'h\n\n"two\nlines"\r\n\r\n"a\r\nb\rc"\rlast';
    expect(scan(text).map(([row]) => row)).toEqual([1, 3, 6, 9]);
  });

  it('appends what follows a closing quote, as Excel does', () => {
    expect(scan('"a"b,c\n')).toEqual([[1, 'ab', 'c']]);
  });

  it('leaves out lines without a character, but not lines of empty fields', () => {
    expect(scan('a\n\n,,\n""\n')).toEqual([
      [1, 'a'],
      [3, '', '', ''],
      [4, ''],
    ]);
  });

  it('tells the line of a quote that never closes', () => {
    expect(codeOf(() => scan('a,b\nc,"d\ne,f\n'))).toBe('TEXT_QUOTE_OPEN 2');
  });

  it.each(['a\nb\u0000c\n', 'a\n"b\u0000c"\n'])('tells the line of a zero byte', (text) => {
    expect(codeOf(() => scan(text))).toBe('TEXT_NUL 2');
  });

  it('refuses a record beyond the limit, also within quotes and over many parts', () => {
    expect(codeOf(() => scan(`a\n${'x'.repeat(10_001)}`))).toBe('TEXT_LINE_TOO_LONG 2');
    expect(codeOf(() => scanParts(['a\n"', ...Array.from({ length: 11 }, () => '\n'.repeat(1000))]))).toBe(
      'TEXT_LINE_TOO_LONG 2',
    );
  });

  it('refuses more cells than the limit, and more columns than a sheet has', () => {
    expect(codeOf(() => scan('a,b\n'.repeat(6), { limitCells: 11 }))).toBe('SHEET_TOO_LARGE ');
    expect(codeOf(() => scan(','.repeat(16_384), { limitRecordCharacters: 100_000 }))).toBe(
      'SHEET_TOO_LARGE ',
    );
  });

  it('starts at the line it is told', () => {
    expect(scan('a\nb', { firstLine: 2 }).map(([row]) => row)).toEqual([2, 3]);
  });

  it('reads the same however the text is cut into parts', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '日', ',', '"', '\r', '\n', ' '), maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(40), { maxLength: 5 }), (text, cuts) => {
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length].sort(
          (a, b) => a - b,
        );
        const parts = places.slice(1).map((end, index) => text.slice(places[index], end));
        const whole = codeOf(() => scan(text));
        expect(codeOf(() => scanParts(parts))).toBe(whole);
        if (whole === 'no error') expect(scanParts(parts)).toEqual(scan(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back any table that is written with quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '円', ',', '"', '\r', '\n', ';', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (records, lineEnd) => {
        const text = records
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',') + lineEnd)
          .join('');
        expect(scan(text).map(([, ...cells]) => cells)).toEqual(records);
      }),
    );
  });
});
