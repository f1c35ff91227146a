import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import type { SheetRow } from '#core/tabular/table.ts';
import { createPlainRows } from '#engine/importers/tabular/xlsx/plain-rows.ts';
import { createSheetReader, type SheetSetting } from '#engine/importers/tabular/xlsx/sheet-reader.ts';
import { readXml } from '#engine/importers/tabular/xml/read-xml.ts';

const SETTING: SheetSetting = {
  place: { file: 'book.xlsx', part: 'xl/worksheets/sheet1.xml' },
  sheet: 'Invoice',
  strings: ['one', '', 'three & more', '合計'],
  styles: ['number', 'date', 'time'],
  date1904: false,
  limitCells: 400,
  limitCellCharacters: 90,
};

interface Reading {
  readonly rows: readonly SheetRow[];
  readonly refused: string | undefined;
  /** Rows that were taken from their bytes. */
  readonly taken: number;
}

async function* inChunks(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

/** A sheet, read with its plain rows from their bytes, or all of it as XML. */
async function readSheet(bytes: Buffer, size: number, isPlain: boolean): Promise<Reading> {
  const reader = createSheetReader(SETTING);
  let taken = 0;
  const addRow: typeof reader.addRow = (row, cells) => {
    reader.addRow(row, cells);
    taken += 1;
  };
  const plain = {
    name: 'sheetData',
    elementEnd: '</row>',
    take: createPlainRows(SETTING, { ...reader, addRow }),
  };
  const rows: SheetRow[] = [];
  let refused: string | undefined;
  const chunks = inChunks(bytes, size);
  try {
    for await (const some of readXml(
      chunks,
      reader,
      SETTING.place,
      reader.take,
      isPlain ? plain : undefined,
    )) {
      rows.push(...some);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    refused = `${error.code} ${JSON.stringify(error.params)}`;
  }
  return { rows, refused, taken };
}

const HEAD = '<?xml version="1.0"?><worksheet><dimension ref="A1"/><sheetData>';
const TAIL = '</sheetData><pageMargins left="0.7"/></worksheet>';
const sheetOf = (rows: string): Buffer => Buffer.from(`${HEAD}<row r="1"></row>${rows}${TAIL}`);

/** Both readings of the same bytes; where the sheet is refused, what was handed out before is a matter of chunks. */
async function expectSame(bytes: Buffer, size: number): Promise<Reading> {
  const plain = await readSheet(bytes, size, true);
  const tolerant = await readSheet(bytes, size, false);
  expect(plain.refused).toBe(tolerant.refused);
  if (tolerant.refused === undefined) expect(plain.rows).toEqual(tolerant.rows);
  return plain;
}

const text = fc.constantFrom(
  ...[
    'Sub900001',
    '合計',
    'A&amp;B',
    '&#x41;',
    '&nope;',
    'a\rb',
    '_x000D_',
    ' x ',
    '\u00a0',
    ']]>',
    'a>b',
    '"q"',
  ],
  ...['C-100000', 'Sub900001 '.repeat(7), 'y'.repeat(95), '<!-- no -->', '<![CDATA[<v>]]>', '<b>x</b>', ''],
);
const numeric = fc.constantFrom(
  ...[
    '10.16',
    '0',
    '-3',
    '46296',
    '60',
    '1E+3',
    '1.914E+18',
    '0.30000000000000004',
    'abc',
    ' 12 ',
    '',
    '2',
    '7',
  ],
  ...['01', '1234567890123', '+5', '2026-10-01', '2026-10-01T00:00:00', 'TRUE', '#N/A'],
);
const value = fc.oneof(text, numeric);
const ends = fc.constantFrom(
  ...['', ' s="1"', ' s="2"', ' s="9"', ' t="str"', ' s="1" t="str"', ' t="s"', ' s="1" t="s"', ' t="n"'],
  ...[' t="b"', ' t="e"', ' t="d"', ' t="inlineStr"', ' t="str" s="1"', ' t="unknown"', ' cm="1"', ' s="x"'],
  ...[' t="s" t="s"', " t='str'", '\tt="str"', ' ', ' r="B2"'],
);
const content = fc.oneof(
  { weight: 6, arbitrary: value.map((of) => `<v>${of}</v>`) },
  { weight: 2, arbitrary: value.map((of) => `<is><t>${of}</t></is>`) },
  fc.tuple(value, value).map(([formula, of]) => `<f>${formula}</f><v>${of}</v>`),
  value.map((of) => `<f t="shared" si="0">${of}</f><v>1</v>`),
  fc.constantFrom(
    '<f>A1*2</f>',
    '<f t="shared" si="0"/>',
    '<v>1</v><v>2</v>',
    '<v/>',
    '',
    ' ',
    '<v> <b/></v>',
  ),
  fc.constantFrom(
    '<is><r><t>a</t></r><r><t>b</t></r><rPh><t>c</t></rPh></is>',
    '<is><t xml:space="preserve"> a </t></is>',
  ),
);

const COLUMNS = ['A', 'B', 'C', 'D', 'Z', 'AA', 'XFD', 'XFE', 'a', ''];
/** Cells as programs write them, in their columns. */
const usual = fc
  .constantFrom(
    ...([
      [' t="str"', '<v>Sub900001</v>'],
      [' t="str"', '<v>A&amp;B 合計</v>'],
      [' s="1"', '<v>46296</v>'],
      ['', '<v>0.30000000000000004</v>'],
      [' s="9"', '<f>A1*2</f><v>12.5</v>'],
      [' s="2" t="s"', '<v>2</v>'],
      [' t="s"', '<v>1</v>'],
      [' t="inlineStr"', '<is><t>text</t></is>'],
    ] as const),
  )
  .map(([end, inside]) => ({ row: '', end, content: inside, isEmpty: false }));
const odd = fc.record({
  row: fc.oneof({ weight: 30, arbitrary: fc.constant('') }, fc.constantFrom('7', '0', 'x')),
  end: ends,
  content,
  isEmpty: fc.nat({ max: 9 }).map((one) => one === 0),
});
const column = fc.oneof({ weight: 40, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: COLUMNS.length - 1 }));
const cell = fc
  .tuple(column, fc.oneof({ weight: 7, arbitrary: usual }, odd))
  .map(([place, said]) => ({ column: place, ...said }));
const rowEnd = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('', ' spans="1:10"', ' spans="1:10" x14ac:dyDescent="0.25"') },
  fc.constantFrom(
    ' hidden="1"',
    ' hidden="true" ht="12"',
    ' hidden="1" hidden="0"',
    ' ht=">"',
    ' note="1"',
    " ht='1'",
  ),
);
const between = fc.oneof(
  { weight: 12, arbitrary: fc.constant('') },
  fc.constantFrom(
    '\n  ',
    '<!-- </row> -->',
    '<x:row r="40"></x:row>',
    '<other><row r="30"/></other>',
    'text',
    '<?pi?>',
  ),
);

interface RowParts {
  readonly cells: readonly (typeof cell extends fc.Arbitrary<infer Parts> ? Parts : never)[];
  readonly end: string;
  readonly before: string;
  readonly number: number | undefined;
  readonly isEmpty: boolean;
}

function rowText({ cells, end, before, number, isEmpty }: RowParts, index: number): string {
  const row = String(number ?? index + 2);
  if (isEmpty) return `${before}<row r="${row}"${end}/>`;
  const inOrder = [...cells].sort((a, b) => a.column - b.column);
  const texts = inOrder.map((one) => {
    const reference = `${COLUMNS[one.column] ?? ''}${one.row === '' ? row : one.row}`;
    return one.isEmpty
      ? `<c r="${reference}"${one.end}/>`
      : `<c r="${reference}"${one.end}>${one.content}</c>`;
  });
  return `${before}<row r="${row}"${end}>${texts.join('')}</row>`;
}

const rows: fc.Arbitrary<readonly RowParts[]> = fc.array(
  fc.record({
    cells: fc.uniqueArray(cell, { maxLength: 4, selector: ({ column }) => column }),
    end: rowEnd,
    before: between,
    number: fc.oneof(
      { weight: 60, arbitrary: fc.constant(undefined) },
      fc.constantFrom(1, 2, 9, 40, 1_048_576, 1_048_577),
    ),
    isEmpty: fc.nat({ max: 9 }).map((one) => one === 0),
  }),
  { maxLength: 6 },
);

describe('plain rows of a sheet', () => {
  it('are what the reader of XML makes of them, whatever stands in them and between them', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 400 }), async (parts, size) => {
        await expectSame(sheetOf(parts.map(rowText).join('')), size);
      }),
      { numRuns: 3000 },
    );
  });

  it('are what the reader of XML makes of them where a byte has changed', async () => {
    const sheet = sheetOf(
      '<row r="2" spans="1:3"><c r="A2" t="str"><v>合計 A</v></c><c r="B2" s="1"><v>46296</v></c></row>' +
        '<row r="3" spans="1:3"><c r="A3" t="s"><v>2</v></c><c r="C3"><f>B2*2</f><v>12.5</v></c></row>' +
        '<row r="5" hidden="1"><c r="A5" t="inlineStr"><is><t>x</t></is></c></row>',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: sheet.length - 1 }),
        fc.nat({ max: 255 }),
        fc.integer({ min: 1, max: 600 }),
        async (at, byte, size) => {
          const changed = Buffer.from(sheet);
          changed[at] = byte;
          await expectSame(changed, size);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('are taken from their bytes as Excel, openpyxl, LibreOffice, xlsxwriter and exceljs write them', async () => {
    const plain = await expectSame(
      sheetOf(
        [
          '<row r="2" spans="1:4" x14ac:dyDescent="0.25"><c r="A2" t="str"><v>Sub1</v></c><c r="B2"><v>8.25</v></c></row>',
          '<row r="3" spans="1:4"><c r="A3" s="1" t="s"><v>0</v></c><c r="B3" s="1"><v>46296</v></c><c r="C3" s="2"/></row>',
          '<row r="4" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A4" s="0" t="s"><v>3</v></c></row>',
          '<row r="5"><c r="A5" t="inlineStr"><is><t>text</t></is></c><c r="C5" t="n"><v>1</v></c></row>',
          '<row r="6"><c r="A6" t="str"><v>A&amp;B 合計</v></c><c r="B6"><f>B2*2</f><v>16.5</v></c></row>',
        ].join(''),
      ),
      10_000,
    );
    expect(plain.refused).toBeUndefined();
    expect(plain.taken).toBe(5);
  });

  it('go on being taken after one that is not plain', async () => {
    const row = (number: number, inside: string): string =>
      `<row r="${String(number)}"><c r="A${String(number)}"><v>${inside}</v></c></row>`;
    const plain = await expectSame(
      sheetOf(row(2, '1') + row(3, '<!--a-->2') + row(4, '3') + row(5, '4')),
      64,
    );
    expect(plain.rows).toHaveLength(4);
    // With the empty first one.
    expect(plain.taken).toBe(4);
  });

  it('are read as XML in UTF-16', async () => {
    const utf16 = Buffer.from(
      `\ufeff${sheetOf('<row r="2"><c r="A2"><v>1</v></c></row>').toString()}`,
      'utf16le',
    );
    const plain = await expectSame(utf16, 33);
    expect(plain.rows).toHaveLength(1);
    expect(plain.taken).toBe(0);
  });
});
