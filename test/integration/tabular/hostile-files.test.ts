import { deflateRawSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildWorkbook, buildZip, workbookMembers, type BuiltMember } from './zip-builder.ts';
import { errorOf, fixture, readContent } from './support.ts';
import { unzip } from '../../fuzz/mutate/zip.ts';

/** Reads a workbook with this sheet, and tells the code with which that ends. */
const codeOf = async (content: Buffer | string, name = 'hostile.xlsx', limits = {}): Promise<string> =>
  (await errorOf(readContent(name, content, { limits }))).code;

const sheet = (rows: string): Buffer =>
  buildWorkbook({
    sheet: `<sheetData>${rows}</sheetData>`,
    strings: '<si><t>a</t></si>',
  });

describe('a cell that contradicts itself is refused, and no figure is taken from it', () => {
  it.each([
    ['of a type that no standard knows', '<row r="1"><c r="A1" t="99"><v>0</v></c></row>'],
    ['that says it stands in another row', '<row r="1"><c r="A7"><v>5</v></c></row>'],
    ['with two values', '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'],
    ['with an element within its value', '<row r="1"><c r="A1"><v>1<x/>2</v></c></row>'],
    ['within another cell', '<row r="1"><c r="A1"><c r="B1"><v>2</v></c></c></row>'],
    ['that names a shared text in hexadecimal', '<row r="1"><c r="A1" t="s"><v>0x0</v></c></row>'],
    ['that names a shared text that there is not', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
    ['in a row numbered in hexadecimal', '<row r="0x1"><c><v>2</v></c></row>'],
    ['with an entity that every object knows', '<row r="1"><c r="A1" t="str"><v>&constructor;</v></c></row>'],
  ])('%s', async (_, rows) => {
    expect(await codeOf(sheet(rows))).toBe('FILE_DAMAGED');
  });
});

describe('a small file that asks for much is refused', () => {
  it('with a hundred thousand elements within each other', async () => {
    const depth = 100_000;
    expect(await codeOf(sheet(`${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`))).toBe('FILE_DAMAGED');
  });

  it('with more different element names than any standard has', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `<n${index}/>`).join('');
    expect(await codeOf(sheet(names))).toBe('FILE_DAMAGED');
  });

  it('with a million hidden column groups', async () => {
    const cols = '<col min="1" max="16384" hidden="1"/>'.repeat(1_000_000);
    expect(await codeOf(buildWorkbook({ sheet: `<cols>${cols}</cols><sheetData/>` }))).toBe('FILE_DAMAGED');
  });

  it('with a million cell styles', async () => {
    const styles = `<cellXfs>${'<xf/>'.repeat(1_000_000)}</cellXfs>`;
    expect(await codeOf(buildWorkbook({ sheet: '<sheetData/>', styles }))).toBe('FILE_DAMAGED');
  });

  it('with shared texts that are empty, and free but for their number', async () => {
    const strings = '<si/>'.repeat(10_000);
    const workbook = buildWorkbook({
      sheet: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>',
      strings,
    });
    expect(await codeOf(workbook, 'hostile.xlsx', { sharedCharacters: 50_000 })).toBe('SHEET_TOO_LARGE');
  });

  it('with one text that goes on and on, in a cell, a shared text or a formula', async () => {
    const text = 'x<!-- -->'.repeat(200);
    const limits = { cellCharacters: 100 };
    for (const rows of [
      `<row><c t="str"><v>${text}</v></c></row>`,
      `<row><c><f>${text}</f><v>1</v></c></row>`,
    ]) {
      expect(await codeOf(sheet(rows), 'hostile.xlsx', limits)).toBe('SHEET_TOO_LARGE');
    }
    const shared = buildWorkbook({
      sheet: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>',
      strings: `<si><t>${text}</t></si>`,
    });
    expect(await codeOf(shared, 'hostile.xlsx', limits)).toBe('SHEET_TOO_LARGE');
  });

  it('whose one sheet is listed a thousand times', async () => {
    const members = workbookMembers({ sheet: '<sheetData/>' }).map((member): BuiltMember =>
      member.name === 'xl/workbook.xml'
        ? {
            ...member,
            content: String(member.content).replace(/<sheet .*?\/>/, (one) => one.repeat(1000)),
          }
        : member,
    );
    expect(await codeOf(buildZip(members))).toBe('FILE_DAMAGED');
  });

  it('as an OpenDocument cell of a thousand times thousands of spaces', async () => {
    const spaces = '<text:s text:c="32767"/>'.repeat(1000);
    const content = `<office:spreadsheet><table:table table:name="T"><table:table-row><table:table-cell office:value-type="string"><text:p>${spaces}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`;
    const ods = buildZip([
      {
        name: 'mimetype',
        content: 'application/vnd.oasis.opendocument.spreadsheet',
        isStored: true,
      },
      { name: 'content.xml', content },
    ]);
    expect(await codeOf(ods, 'hostile.ods')).toBe('SHEET_TOO_LARGE');
  });
});

describe('a page that asks for much is refused', () => {
  it.each([
    ['a million elements within each other', `<table>${'<div>'.repeat(1_000_000)}`, 'FILE_DAMAGED'],
    [
      'a million attributes',
      `<table ${Array.from({ length: 100_000 }, (_, index) => `a${index}`).join(' ')}></table>`,
      'FILE_DAMAGED',
    ],
    ['tables without end', '<table></table>'.repeat(20_000), 'SHEET_TOO_LARGE'],
    [
      'cells that reach over every row below',
      `<table><tr>${'<td rowspan="65534" colspan="1000">x</td>'.repeat(16)}</tr>${'<tr>'.repeat(2000)}</table>`,
      'SHEET_TOO_LARGE',
    ],
  ])('%s', async (_, page, code) => {
    expect(await codeOf(page, 'hostile.xls')).toBe(code);
  });

  it('and a cell of a million line breaks is read without searching them again and again', async () => {
    const { tables } = await readContent(
      'lines.html',
      `<table><tr><td>a${'<br>'.repeat(500_000)}b</td></tr></table>`,
    );
    expect(tables[0]?.[0]?.cells).toEqual([`a${'\n'.repeat(500_000)}b`]);
  });
});

describe('what a library reads as a whole', () => {
  it('is refused where a member of an .xlsb unpacks to more than it states', async () => {
    const members = unzip(readFileSync(fixture('invoice-sheetjs.xlsb'))) ?? [];
    expect(members.length).toBeGreaterThan(3);
    const lying = members.map(({ name, content }): BuiltMember =>
      name.endsWith('sheet1.bin')
        ? {
            name,
            content: Buffer.concat([content, Buffer.alloc(5_000_000)]),
            statedBytes: 100,
          }
        : { name, content },
    );
    expect(await codeOf(buildZip(lying), 'hostile.xlsb')).toBe('ARCHIVE_UNSAFE');
  });

  it('ends in an error, and not the process, where a length in an .xls is damaged', async () => {
    const content = readFileSync(fixture('invoice-libreoffice.xls'));
    // The version of the workbook's stream: a string of BIFF2 is then read with a negative length, without end.
    const damaged = readFileSync(fixture('../fuzz/table-endless.xls'));
    expect(damaged.length).toBe(content.length);
    expect(await codeOf(damaged, 'hostile.xls')).toBe('FILE_DAMAGED');
  });

  it('is refused at once where a cell of an .xlsb says it stands in column 68 million', async () => {
    const path = fixture('../fuzz/invoice-column-68-million.xlsb');
    const error = await errorOf(readContent('hostile.xlsb', readFileSync(path)));
    expect([error.code, error.params['limit']]).toEqual(['SHEET_TOO_LARGE', '16384']);
  });

  it('is a page, a text or nothing, whatever it calls itself', async () => {
    expect(await codeOf(deflateRawSync(Buffer.alloc(5000, 'x')), 'invoice.xlsx')).toMatch(/^FILE_/);
    expect((await readContent('invoice.xlsx', 'a,b\n1,2')).file.format).toBe('csv');
    expect((await readContent('invoice.csv', '<table><tr><td>1</td></tr></table>')).file.format).toBe('html');
  });
});
