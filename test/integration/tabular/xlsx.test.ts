import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#core/tabular/table.ts';
import { fixture, readContent, readTables, errorOf } from './support.ts';
import { buildWorkbook, buildZip, workbookMembers, type BuiltWorkbook } from './zip-builder.ts';

const number = (text: string): Cell => ({ kind: 'number', text });
const date = (day: string, text: string): Cell => ({ kind: 'date', date: day, text }) as Cell;

/** The rows of a workbook with one sheet: number, then cells. */
async function rowsOf(workbook: BuiltWorkbook): Promise<unknown[]> {
  const { tables } = await readContent('book.xlsx', buildWorkbook(workbook));
  return (tables[0] ?? []).map((row) => [row.row, ...row.cells]);
}

const sheetOf = (rows: string): string => `<sheetData>${rows}</sheetData>`;

describe.each([
  'invoice-openpyxl.xlsx',
  'invoice-libreoffice.xlsx',
  'invoice-libreoffice.xls',
  'invoice-libreoffice.ods',
])('the invoice as %s', (name) => {
  const isOds = name.endsWith('.ods');
  const read = readTables(fixture(name));

  it('lists its sheets, the hidden ones and the hidden column flagged', async () => {
    const { file } = await read;
    expect(file.format).toBe(name.slice(name.lastIndexOf('.') + 1));
    expect(file.tables.map((table) => [table.sheet, table.hidden, table.hiddenColumns])).toEqual([
      ['請求明細', false, [3]],
      ['Hidden', true, []],
      ['Very hidden', true, []],
    ]);
  });

  it('gives each row its own number, and leaves out rows without content', async () => {
    const { tables } = await read;
    expect(tables[0]?.map((row) => row.row)).toEqual([1, 3, 4, 5, 6, 7, 9]);
  });

  it('reads hidden rows, and flags them', async () => {
    const { tables } = await read;
    expect(tables[0]?.filter((row) => row.hidden).map((row) => row.row)).toEqual([5]);
    expect(tables[1]?.map((row) => row.cells)).toEqual([['secret', number('1')]]);
  });

  it('keeps a merged banner in its first cell', async () => {
    const { tables } = await read;
    expect(tables[0]?.[0]?.cells).toEqual(['Webex Wholesale 請求書 2026年10月']);
  });

  it('keeps numbers as text, numbers, and Japanese dates apart', async () => {
    const { tables } = await read;
    expect(tables[0]?.[2]?.cells).toEqual([
      'Sub100',
      '00123',
      number('12.5'),
      number('10'),
      date('2026-10-01', isOds ? '2026-10-01' : '46296'),
      '㈱テスト①',
    ]);
  });

  it('writes 0.1 + 0.2 as 0.3, and small numbers without an exponent', async () => {
    const { tables } = await read;
    expect(tables[0]?.[3]?.cells[2]).toEqual(number('0.3'));
    expect(tables[0]?.[4]?.cells[3]).toEqual(number('0.0000001'));
  });

  it('drops the time of day from a date, and makes no date of a time', async () => {
    const { tables } = await read;
    expect(tables[0]?.[3]?.cells[4]).toMatchObject({ kind: 'date', date: '2026-10-31' });
    expect(tables[0]?.[5]?.cells[4]).toEqual(isOds ? '12:30' : number('0.520833333333333'));
  });

  it('keeps spaces and line ends within a text', async () => {
    const { tables } = await read;
    expect(tables[0]?.[4]?.cells[5]).toBe(' spaces kept ');
    expect(tables[0]?.[5]?.cells[5]).toBe('line 1\nline 2');
  });

  it('flags an id that the spreadsheet has turned into a number', async () => {
    const { tables } = await read;
    expect(tables[0]?.[5]?.cells[2]).toEqual({ kind: 'number', text: '1914000000000000000', damaged: true });
  });

  it('reads the stored result of a formula, and says where there is none', async () => {
    const { tables } = await read;
    const hasResults = name !== 'invoice-openpyxl.xlsx';
    expect(tables[0]?.[6]?.cells[3]).toEqual(
      hasResults ? number('1244.5678001') : { kind: 'missing-value', formula: 'SUM(D4:D6)' },
    );
  });
});

describe.each(['dates-1900-openpyxl.xlsx', 'dates-1900-libreoffice.xls'])('dates from 1900 in %s', (name) => {
  it('skip the day that never was, and stay numbers outside of the calendar', async () => {
    const { file, tables } = await readTables(fixture(name));
    expect(file.tables[0]?.date1904).toBe(false);
    expect(tables[0]?.map((row) => row.cells[0])).toEqual([
      number('0'),
      date('1900-01-01', '1'),
      date('1900-02-28', '59'),
      number('60'),
      date('1900-03-01', '61'),
      date('1900-12-31', '366'),
      date('2025-10-01', '45931'),
      date('2026-10-31', '46326.75'),
      date('9999-12-31', '2958465'),
      number('2958466'),
      number('-1'),
    ]);
  });
});

describe.each(['dates-1904-openpyxl.xlsx', 'dates-1904-libreoffice.xls', 'dates-1904-libreoffice.ods'])(
  'dates from 1904 in %s',
  (name) => {
    it('count from another day', async () => {
      const { tables } = await readTables(fixture(name));
      const days = tables[0]?.slice(0, 8).map((row) => row.cells[0]);
      expect(
        days?.map((cell) => (typeof cell === 'object' && cell.kind === 'date' ? cell.date : cell)),
      ).toEqual([
        '1904-01-01',
        '1904-01-02',
        '1904-02-29',
        '1904-03-01',
        '1904-03-02',
        '1905-01-01',
        '2029-10-02',
        '2030-11-01',
      ]);
    });
  },
);

describe('an .xlsx by hand', () => {
  it('joins rich text, leaves furigana out, and undoes escaped characters', async () => {
    const strings =
      '<si><r><t>東京</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 支社</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>' +
      '<si><t>a_x000D__x005F_b</t></si><si><t>&lt;&amp;&#x540D;<![CDATA[<x>]]></t></si>';
    const cells = [0, 1, 2].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    expect(await rowsOf({ strings, sheet: sheetOf(`<row r="1">${cells}</row>`) })).toEqual([
      [1, '東京 支社', 'a\r_b', '<&名<x>'],
    ]);
  });

  it('reads inline texts, booleans, errors, formula texts and ISO dates', async () => {
    const cells =
      '<c t="inlineStr"><is><t>in</t><rPh><t>x</t></rPh><r><t>line</t></r></is></c>' +
      '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>' +
      '<c t="str"><f>A1&amp;"x"</f><v>text</v></c><c t="str"><f>""</f><v></v></c>' +
      '<c t="d"><v>2026-10-31T00:00:00</v></c><c t="d"><v>noon</v></c>';
    expect(await rowsOf({ sheet: sheetOf(`<row r="7">${cells}</row>`) })).toEqual([
      [
        7,
        'inline',
        { kind: 'boolean', text: 'TRUE' },
        { kind: 'boolean', text: 'FALSE' },
        { kind: 'error', text: '#DIV/0!' },
        'text',
        '',
        date('2026-10-31', '2026-10-31T00:00:00'),
        'noon',
      ],
    ]);
  });

  it('says which formula has no result, also where it is shared', async () => {
    const cells =
      '<c r="A1"><f t="shared" ref="A1:A2" si="0">SUM(B1:C1)</f></c><c r="B1"><f t="shared" si="0"/><v></v></c>' +
      '<c r="C1"><f>NOW()</f><v>5</v></c><c r="D1" t="str"><f>X()</f></c>';
    expect(await rowsOf({ sheet: sheetOf(`<row>${cells}</row>`) })).toEqual([
      [
        1,
        { kind: 'missing-value', formula: 'SUM(B1:C1)' },
        { kind: 'missing-value', formula: 'SUM(B1:C1)' },
        number('5'),
        { kind: 'missing-value', formula: 'X()' },
      ],
    ]);
  });

  it('counts rows and cells that do not say where they stand', async () => {
    const sheet = sheetOf(
      '<row><c><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>',
    );
    expect(await rowsOf({ sheet })).toEqual([
      [1, number('1')],
      [5, '', '', number('2'), number('3')],
      [6, number('4')],
    ]);
  });

  it('takes a shared text without a number for an empty cell, as every other program does', async () => {
    const strings = '<si><t>first</t></si>';
    const sheet = sheetOf('<row><c t="s"><v/></c><c t="s"/><c t="s"><v>0</v></c></row>');
    expect(await rowsOf({ strings, sheet })).toEqual([[1, '', '', 'first']]);
  });

  it('keeps a text in a numeric cell as it is, for its reader to refuse', async () => {
    expect(await rowsOf({ sheet: sheetOf('<row><c><v>12,5O</v></c></row>') })).toEqual([[1, '12,5O']]);
  });

  it('tells dates by built-in and custom formats, and leaves percentages alone', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="[$-411]ge.m.d"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="31"/></cellXfs>';
    const cells = [0, 1, 2, 3, 4].map(
      (style) => `<c s="${style}"><v>${style === 3 ? '0.15' : '46296'}</v></c>`,
    );
    expect(await rowsOf({ styles, sheet: sheetOf(`<row>${cells.join('')}</row>`) })).toEqual([
      [
        1,
        number('46296'),
        date('2026-10-01', '46296'),
        date('2026-10-01', '46296'),
        number('0.15'),
        date('2026-10-01', '46296'),
      ],
    ]);
  });

  it('reads parts with a namespace prefix', async () => {
    const members = workbookMembers({ sheet: '' }).map((member) =>
      member.name === 'xl/worksheets/sheet1.xml'
        ? {
            ...member,
            content:
              '<x:worksheet xmlns:x="a"><x:sheetData><x:row r="2"><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
          }
        : member,
    );
    const { tables } = await readContent('x.xlsx', buildZip(members));
    expect(tables[0]?.map((row) => row.row)).toEqual([2]);
  });

  it('allocates nothing for the far end of a sheet', async () => {
    const sheet = sheetOf(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>',
    );
    expect(await rowsOf({ sheet })).toEqual([[1, number('1')]]);
    const filled = await rowsOf({ sheet: sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>') });
    expect((filled[0] as unknown[]).length).toBe(1 + 16_384);
  });

  it.each([
    ['a column beyond XFD', '<row r="1"><c r="XFE1"><v>1</v></c></row>'],
    ['a cell twice', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'],
    ['a row twice', '<row r="1"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>'],
    ['rows out of order', '<row r="2"/><row r="1"/>'],
    ['a shared text that is not there', '<row r="1"><c t="s"><v>7</v></c></row>'],
    ['XML that ends early', '<row r="1"><c><v>1</v></c>'],
  ])('is refused as damaged for %s', async (_name, rows) => {
    const error = await errorOf(readContent('b.xlsx', buildWorkbook({ sheet: sheetOf(rows) })));
    expect([error.code, error.params['file']]).toEqual(['FILE_DAMAGED', 'b.xlsx']);
  });

  it('is refused as damaged for bytes that are not the stated ones', async () => {
    const members = workbookMembers({ sheet: sheetOf('<row><c><v>1</v></c></row>') });
    const content = buildZip(members.map((member) => ({ ...member, isStored: true })));
    content[content.indexOf('<v>1</v>') + 3] = 0x32;
    expect((await errorOf(readContent('b.xlsx', content))).code).toBe('FILE_DAMAGED');
  });

  it('is refused as damaged when it is cut off', async () => {
    const whole = await readFile(fixture('invoice-openpyxl.xlsx'));
    const error = await errorOf(readContent('b.xlsx', whole.subarray(0, whole.length - 100)));
    expect(error.code).toBe('FILE_DAMAGED');
  });
});
