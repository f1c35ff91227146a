import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { AppError } from '#core/errors.ts';
import { openTableFile, type TableFileOptions } from '#engine/importers/tabular/table-file.ts';
import { errorOf, readContent, testJob, withFile } from './support.ts';
import { buildWorkbook, buildZip, workbookMembers, type BuiltMember } from './zip-builder.ts';

const MIB = 1024 * 1024;

const refusal = (
  members: readonly BuiltMember[],
  options: TableFileOptions = {},
  name = 'usage.zip',
): Promise<AppError> => errorOf(readContent(name, buildZip(members), options));

describe('a zip of tables', () => {
  it('gives each table the name of its member, and of its sheet', async () => {
    const workbook = buildWorkbook({ sheet: '<sheetData><row r="3"><c><v>7</v></c></row></sheetData>' });
    const { file, tables } = await readContent(
      'usage.zip',
      buildZip([
        { name: 'header.csv', content: 'INVOICE,TOTAL\nI-1,10\n' },
        { name: 'folder/', content: '' },
        { name: 'folder/usage.tsv', content: iconv.encode('顧客名\t数量\r\n', 'cp932') },
        { name: 'detail.xlsx', content: workbook },
        { name: '__MACOSX/._header.csv', content: 'x' },
      ]),
    );
    expect(file).toMatchObject({
      format: 'zip',
      encoding: undefined,
      delimiter: undefined,
      skippedMembers: [],
    });
    expect(file.tables.map((table) => table.sheet)).toEqual([
      'header.csv',
      'folder/usage.tsv',
      'detail.xlsx#Sheet 1',
    ]);
    expect(tables.map((rows) => rows.map((row) => [row.row, row.cells]))).toEqual([
      [
        [1, ['INVOICE', 'TOTAL']],
        [2, ['I-1', '10']],
      ],
      [[1, ['顧客名', '数量']]],
      [[3, [{ kind: 'number', text: '7' }]]],
    ]);
  });

  it('names the members that are no tables', async () => {
    const { file } = await readContent(
      'usage.zip',
      buildZip([
        { name: 'usage.csv', content: 'a,b\n' },
        { name: 'letter.pdf', content: '%PDF-1.7' },
        { name: 'nothing.csv', content: '' },
      ]),
    );
    expect(file.skippedMembers).toEqual([
      { member: 'letter.pdf', found: 'PDF' },
      { member: 'nothing.csv', found: 'empty' },
    ]);
  });

  it('reads names that a Japanese Windows wrote', async () => {
    const { file } = await readContent(
      'u.zip',
      buildZip([{ name: iconv.encode('請求①.csv', 'cp932'), content: 'a,b\n' }]),
    );
    expect(file.tables[0]?.sheet).toBe('請求①.csv');
  });

  it('is no table when it holds none', async () => {
    expect((await refusal([{ name: 'a.pdf', content: '%PDF-1.7' }])).code).toBe('FILE_FORMAT_UNKNOWN');
    expect((await refusal([])).code).toBe('FILE_EMPTY');
  });

  it('is refused with another zip in it', async () => {
    const inner = buildZip([{ name: 'a.csv', content: 'a,b\n' }]);
    const error = await refusal([
      { name: 'b.csv', content: 'a\n' },
      { name: 'inner.zip', content: inner },
    ]);
    expect([error.code, error.params['member']]).toEqual(['ARCHIVE_NESTED', 'usage.zip/inner.zip']);
  });

  it('is refused when it is under a password', async () => {
    expect((await refusal([{ name: 'a.csv', content: 'a\n', flags: 1 }])).code).toBe('ARCHIVE_ENCRYPTED');
  });

  it('names the member within which something is wrong', async () => {
    const error = await refusal([{ name: 'a.csv', content: 'a,"b\n' }]);
    expect([error.code, error.params['file']]).toEqual(['TEXT_QUOTE_OPEN', 'usage.zip/a.csv']);
  });
});

describe.each([
  ['a zip of tables', (content: Buffer | string): BuiltMember[] => [{ name: 'a.csv', content }]],
  [
    'a workbook',
    (content: Buffer | string): BuiltMember[] => [
      ...workbookMembers({ sheet: '<sheetData/>' }),
      { name: 'xl/media/a.bin', content },
    ],
  ],
])('%s is refused, before anything is unpacked, for', (_name, membersWith) => {
  it('a member that unpacks to more than 200 times its size beyond 50 MB', async () => {
    const error = await refusal(membersWith(Buffer.alloc(51 * MIB)));
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'ratio']);
  });

  it('more than a gigabyte in total, as it states itself', async () => {
    const error = await refusal(
      membersWith('x').map((member) => ({ ...member, statedBytes: 1025 * MIB })),
      {
        limits: { inflationRatio: Number.MAX_SAFE_INTEGER },
      },
    );
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'size']);
  });

  it('too many members', async () => {
    const error = await refusal([...membersWith('x'), { name: 'b.csv', content: 'x' }], {
      limits: { members: 1 },
    });
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'members']);
  });

  it('members that share their bytes', async () => {
    const error = await refusal([
      ...membersWith('a,b\n'),
      { name: 'b.csv', content: 'a,b\n', sharesBytes: true },
    ]);
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'overlap']);
  });

  it('two members of one name', async () => {
    const members = membersWith('a,b\n');
    const error = await refusal([
      ...members,
      { name: String(members.at(-1)?.name).toUpperCase(), content: 'c\n' },
    ]);
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'twice']);
  });
});

describe('a member that lies', () => {
  it('about its size is refused as soon as it exceeds it', async () => {
    const error = await refusal([{ name: 'a.csv', content: 'a,b\n'.repeat(100), statedBytes: 10 }]);
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'size-stated']);
  });

  it('and holds less than it states is damaged', async () => {
    expect((await refusal([{ name: 'a.csv', content: 'a,b\n', statedBytes: 100 }])).code).toBe(
      'FILE_DAMAGED',
    );
  });

  it('about its checksum is damaged', async () => {
    expect((await refusal([{ name: 'a.csv', content: 'a,b\n', statedChecksum: 1 }])).code).toBe(
      'FILE_DAMAGED',
    );
  });
});

describe('a hostile workbook', () => {
  const refuse = (
    of: Parameters<typeof buildWorkbook>[0],
    options: TableFileOptions = {},
  ): Promise<AppError> => errorOf(readContent('b.xlsx', buildWorkbook(of), options));

  it('with a document type is refused: entities could multiply', async () => {
    const prologue = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>';
    const error = await refuse({
      prologue,
      sheet: '<sheetData><row><c t="str"><v>&b;</v></c></row></sheetData>',
    });
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'doctype']);
  });

  it('with an entity that is not declared is damaged', async () => {
    expect((await refuse({ sheet: '<sheetData><row><c><v>&x;</v></c></row></sheetData>' })).code).toBe(
      'FILE_DAMAGED',
    );
  });

  it('with a text in the last column of every row is refused before all of them are built', async () => {
    const rows = Array.from(
      { length: 4000 },
      (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"><v>1</v></c></row>`,
    );
    await withFile(
      'b.xlsx',
      buildWorkbook({ sheet: `<sheetData>${rows.join('')}</sheetData>` }),
      async (path) => {
        const job = testJob();
        const file = await openTableFile(path, {}, job);
        let cells = 0;
        const count = async (): Promise<void> => {
          for await (const row of file.rows(0, job)) cells += row.cells.length;
        };
        const error = await errorOf(count());
        await file.close();
        expect([error.code, error.params['limit']]).toEqual(['SHEET_TOO_LARGE', '20000000']);
        expect(cells).toBeLessThanOrEqual(20_000_000);
      },
    );
  });

  it('with ten million rows of formatted, empty cells is refused by what it unpacks to', async () => {
    // 10 million rows are 500 MB of XML and pack to 1 MB: here a tenth of it.
    const rows = '<row><c s="1"/><c s="1"/><c s="1"/><c s="1"/></row>'.repeat(1_100_000);
    const error = await refuse({ sheet: `<sheetData>${rows}</sheetData>` });
    expect([error.code, error.params['reason']]).toEqual(['ARCHIVE_UNSAFE', 'ratio']);
  });

  it('with more rows than a sheet can have is refused as too large', async () => {
    const error = await refuse({ sheet: `<sheetData>${'<row/>'.repeat(1_048_577)}</sheetData>` });
    expect([error.code, error.params['limit'], error.params['sheet']]).toEqual([
      'SHEET_TOO_LARGE',
      '1048576',
      'Sheet 1',
    ]);
  });

  it('with more shared text than the limit is refused', async () => {
    const error = await refuse(
      { strings: '<si><t>12345</t></si>'.repeat(10), sheet: '<sheetData/>' },
      { limits: { sharedCharacters: 49 } },
    );
    expect(error.code).toBe('SHEET_TOO_LARGE');
  });
});
