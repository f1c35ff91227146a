import { describe, expect, it } from 'vitest';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { allOf, errorOf, readContent, testJob, withFile } from './support.ts';
import { buildWorkbook } from './zip-builder.ts';

/** The rows of a text: line, then cells. */
async function rowsOf(text: string | Uint8Array, name = 'table.csv'): Promise<unknown[]> {
  const { tables } = await readContent(name, text);
  return (tables[0] ?? []).map((row) => [row.row, ...row.cells]);
}

describe('a text table', () => {
  it('is one table without a name', async () => {
    const { file } = await readContent('t.csv', 'a,b\n1,2\n');
    expect(file).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ',', skippedMembers: [] });
    expect(file.tables).toEqual([{ sheet: undefined, hidden: false, hiddenColumns: [], date1904: false }]);
  });

  it('is told by its content: tabs in a file that calls itself .xls', async () => {
    const { file, tables } = await readContent('export.xls', 'a\tb\r\n001\t2\r\n');
    expect([file.format, file.delimiter, tables[0]?.[1]?.cells]).toEqual(['csv', '\t', ['001', '2']]);
  });

  it('may call itself .csv and be a workbook', async () => {
    const { file } = await readContent('export.csv', buildWorkbook({ sheet: '<sheetData/>' }));
    expect(file.format).toBe('xlsx');
  });

  it('follows the directive of Excel, which is no row', async () => {
    expect(await rowsOf('sep=;\r\na;b,c\r\n1;2\r\n')).toEqual([
      [2, 'a', 'b,c'],
      [3, '1', '2'],
    ]);
  });

  it('follows the delimiter that a person chose', async () => {
    const { tables } = await readContent('t.csv', 'a;b,c\n', { delimiter: ',' });
    expect(tables[0]?.[0]?.cells).toEqual(['a;b', 'c']);
  });

  it('keeps line numbers through a mark, quotes and empty lines', async () => {
    expect(await rowsOf('\uFEFF"a\nb",c\r\n\r\n"d",e')).toEqual([
      [1, 'a\nb', 'c'],
      [4, 'd', 'e'],
    ]);
  });

  it('can be read twice, and in part', async () => {
    await withFile('t.csv', 'a,b\n'.repeat(200_000), async (path) => {
      const job = testJob();
      const file = await openTableFile(path, {}, job);
      for await (const row of file.rows(0, job)) if (row.row === 3) break;
      expect((await allOf(file.rows(0, job))).length).toBe(200_000);
      expect((await allOf(file.rows(0, job))).length).toBe(200_000);
      await file.close();
    });
  });

  it.each([
    ['', 'nothing'],
    ['\uFEFF', 'a mark alone'],
    [' \r\n\t\n', 'white space'],
  ])('that holds %j is empty: %s', async (content) => {
    expect((await errorOf(readContent('t.csv', content))).code).toBe('FILE_EMPTY');
  });

  it('with zero bytes is refused by its line', async () => {
    const error = await errorOf(readContent('t.csv', 'a,b\n1,2\n\u0000\u0000\u0000'));
    expect([error.code, error.params]).toEqual(['TEXT_NUL', { file: 't.csv', row: '3' }]);
  });

  it('that is cut off within quotes is refused by the line on which they open', async () => {
    const error = await errorOf(readContent('t.csv', 'a,b\n1,"2\n3,4\n'));
    expect([error.code, error.params]).toEqual(['TEXT_QUOTE_OPEN', { file: 't.csv', row: '2' }]);
  });

  it('with a line of 100 MB is refused without holding it', async () => {
    const content = Buffer.alloc(100 * 1024 * 1024, 'x');
    const before = process.memoryUsage().rss;
    const error = await errorOf(readContent('t.csv', content));
    expect([error.code, error.params['row']]).toEqual(['TEXT_LINE_TOO_LONG', '1']);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});
