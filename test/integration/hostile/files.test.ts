import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { importInvoice, type ImportInvoiceRequest } from '#engine/services/import-invoice.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { readInvoiceDocument } from '#engine/repositories/invoices.ts';
import { recalculationMissing, readingMissing } from '../../support/recalculate.ts';
import {
  plainContext,
  temporaryFolder,
  temporaryWorkspace,
  writeTemporary,
} from '../../support/workspace.ts';
import { errorOf, readContent } from '../tabular/support.ts';
import { buildWorkbook, buildZip, workbookMembers } from '../tabular/zip-builder.ts';
import { bookOf, csvOf, INVOICE_HEADER, reportOf, throughMonth } from './through-month.ts';

const missing = readingMissing();
const WHY = missing === undefined ? '' : `: ${missing}`;

/** The code with which an import ends; nothing of the file may be kept then. */
async function refused(name: string, content: Uint8Array | string, more = {}): Promise<string> {
  const workspace = temporaryWorkspace();
  const request: ImportInvoiceRequest = { path: writeTemporary(name, content), ...more };
  const error = await errorOf(importInvoice(workspace, request, plainContext()));
  expect(listBatches(workspace.database)).toEqual([]);
  expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
  return error.code;
}

const row = (sku: string, more: Partial<Record<(typeof INVOICE_HEADER)[number], string>> = {}): string[] =>
  INVOICE_HEADER.map(
    (name) =>
      more[name] ??
      {
        'Subscription ID': 'Sub1',
        SKU: sku,
        'Customer External ID': '00123',
        Description: 'Calling',
        'Start Date': '2026-10-01',
        'End Date': '2026-10-31',
        Quantity: '1',
        'Unit Price': '10',
        Amount: '10',
        Currency: 'USD',
      }[name],
  );
const textOf = (rows: readonly (readonly string[])[], end = '\r\n'): string =>
  rows.map((cells) => `${cells.join(',')}${end}`).join('');
const usage = (): string => reportOf([['Sub1', 'A', '00123', '2026-10-01', '2026-10-31', '31']]);

describe('an external entity is never followed', () => {
  const DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>';
  it('in a workbook', async () => {
    const sheet = '<sheetData><row><c t="str"><v>&e;</v></c></row></sheetData>';
    expect(await refused('x.xlsx', buildWorkbook({ prologue: DOCTYPE, sheet }))).toBe('ARCHIVE_UNSAFE');
    const shared = workbookMembers({ sheet: '<sheetData/>' }).map((member) =>
      member.name === 'xl/sharedStrings.xml'
        ? { ...member, content: String(member.content).replace('<sst', `${DOCTYPE}<sst`) }
        : member,
    );
    expect(await refused('x.xlsx', buildZip(shared))).toBe('ARCHIVE_UNSAFE');
  });

  it('in an OpenDocument sheet, in Excel’s XML of 2003 or in a page', async () => {
    const ods = buildZip([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true },
      { name: 'content.xml', content: `${DOCTYPE}<office:document-content>&e;</office:document-content>` },
    ]);
    expect(await refused('x.ods', ods)).toBe('ARCHIVE_UNSAFE');
    const xml = `<?xml version="1.0"?>${DOCTYPE}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>&e;</Data></Cell></Row></Table></Worksheet></Workbook>`;
    expect(await refused('x.xml', xml)).toMatch(/^(FILE_|ARCHIVE_UNSAFE)/);
    const { tables } = await readContent('x.html', `${DOCTYPE}<table><tr><td>&e;</td></tr></table>`).catch(
      () => ({ tables: [] }),
    );
    expect(JSON.stringify(tables)).not.toMatch(/localhost|[a-z]+-[0-9]/);
    expect(tables.flat().flatMap(({ cells }) => cells)).not.toContain('');
  });
});

describe('a wide table', () => {
  it('of all 16,384 columns is read, with its figures in their places', async () => {
    const wide = (cells: readonly string[], filler: string): string[] => [
      ...cells,
      ...Array.from({ length: 16_384 - cells.length }, (_, index) => `${filler}${index}`),
    ];
    const workspace = temporaryWorkspace();
    const path = writeTemporary('wide.csv', textOf([wide(INVOICE_HEADER, 'X'), wide(row('A'), 'y')]));
    const { batchId, counts } = await importInvoice(workspace, { path }, plainContext());
    expect(counts).toMatchObject({ read: 1, stored: 1, quarantined: 0 });
    const [first] = readInvoiceDocument(workspace.database, batchId).rows;
    expect(first).toMatchObject({ sku: 'A', amount: 10_000_000n });
    expect(first?.raw.at(-1)).toBe(`y${16_383 - INVOICE_HEADER.length}`);
  });

  it('of one more is refused', async () => {
    const header = [...INVOICE_HEADER, ...Array.from({ length: 16_375 }, (_, index) => `X${index}`)];
    expect(await refused('wide.csv', textOf([header, row('A')]))).toBe('SHEET_TOO_LARGE');
  });
});

describe.skipIf(missing !== undefined)(`a text from the file to the workbook${WHY}`, () => {
  it('of 32,767 characters, as long as a cell may be, comes through whole; a longer one says so', async () => {
    const long = `${'ｘ'.repeat(16_000)}${'y'.repeat(16_766)}!`;
    expect(long).toHaveLength(32_767);
    const month = await throughMonth({
      invoice: csvOf('invoice.csv', [
        [...INVOICE_HEADER],
        row('A', { Description: long }),
        row('B', { Description: `${long}z` }),
      ]),
      report: usage(),
    });
    const [whole, cut] = month.table('tblInvoice').map((own) => own['Description']?.v);
    expect(whole).toBe(long);
    expect(cut).toMatch(/… \[32768 characters; shortened\]$/);
    expect(String(cut)).toHaveLength(32_767);
  });

  it('of an .xlsx that openpyxl wrote at that length comes through whole', async () => {
    const long = `${'z'.repeat(32_766)}!`;
    const month = await throughMonth({
      invoice: bookOf([INVOICE_HEADER, row('A', { Description: long, Quantity: '1' })]),
      report: usage(),
    });
    expect(month.table('tblInvoice')[0]?.['Description']?.v).toBe(long);
  });

  it('with half a surrogate pair says so with U+FFFD, in a file that opens', async () => {
    // UTF-16 can hold half a pair; UTF-8 can't.
    const halved = iconv.encode(textOf([INVOICE_HEADER, row('A', { Description: 'Half ?.' })]), 'utf16-le');
    const at = halved.indexOf(iconv.encode('?', 'utf16-le'));
    halved.writeUInt16LE(0xd83d, at);
    const path = writeTemporary('invoice.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), halved]));
    const outcome = await throughMonth({ invoice: path, report: usage() }).then(
      (month) => month.table('tblInvoice')[0]?.['Description']?.v,
      (error: unknown) => (error as { code?: string }).code,
    );
    expect(['Half \ufffd.', 'FILE_ENCODING_UNKNOWN']).toContain(outcome);
    const bytes = Buffer.from(textOf([INVOICE_HEADER, row('A', { Description: 'Half ?.' })]));
    const place = bytes.indexOf('?');
    const cesu = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from([0xed, 0xa0, 0xbd]),
      bytes.subarray(place + 1),
    ]);
    expect(await refused('invoice.csv', cesu)).toBe('FILE_ENCODING_UNKNOWN');
  });
});

describe('a file of two encodings', () => {
  const name = '株式会社テスト';
  const part = (sku: string, encoding: string, header: boolean): Buffer =>
    iconv.encode(textOf([...(header ? [INVOICE_HEADER] : []), row(sku, { Description: name })]), encoding);
  it.each([
    ['a mark of UTF-8, and Shift_JIS behind it', 'utf8', 'cp932', '\ufeff'],
    ['UTF-8, and UTF-16 behind it', 'utf8', 'utf16-le', ''],
    ['EUC-JP, and UTF-8 behind it', 'euc-jp', 'utf8', ''],
  ])('is refused: %s', async (_, first, second, mark) => {
    const content = Buffer.concat([Buffer.from(mark), part('A', first, true), part('B', second, false)]);
    expect(await refused('invoice.csv', content)).toMatch(
      /^(FILE_ENCODING_UNKNOWN|TEXT_NUL|FILE_FORMAT_UNKNOWN|HEADER_NOT_FOUND)$/,
    );
  });
});

it('UTF-8 behind UTF-16 makes no charge: what stands there is a row without figures, and is kept', async () => {
  const rows = (sku: string, header: boolean): string =>
    textOf([...(header ? [INVOICE_HEADER] : []), row(sku)]);
  const content = Buffer.concat([iconv.encode(rows('A', true), 'utf16-le'), Buffer.from(rows('B', false))]);
  const workspace = temporaryWorkspace();
  const path = writeTemporary('invoice.csv', content);
  const { batchId } = await importInvoice(workspace, { path }, plainContext());
  const read = readInvoiceDocument(workspace.database, batchId).rows;
  expect(read.map(({ rowClass, amount }) => [rowClass, amount])).toEqual([
    ['charge', 10_000_000n],
    ['unknown', undefined],
  ]);
});

describe('formulas that refer to each other in a circle', () => {
  const circle = (cached: string): Buffer => {
    const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
    const header = `<row>${INVOICE_HEADER.map(text).join('')}</row>`;
    const cells = row('A');
    const amount = INVOICE_HEADER.indexOf('Amount');
    const body = cells.map((value, index) => (index === amount ? `<c><f>I3</f>${cached}</c>` : text(value)));
    const other = cells.map((value, index) => (index === amount ? `<c><f>I2</f>${cached}</c>` : text(value)));
    const sheet = `<sheetData>${header}<row>${body.join('')}</row><row>${other.join('')}</row></sheetData>`;
    return buildWorkbook({ sheet });
  };

  it('have no stored result, and are refused by that', async () => {
    expect(await refused('circle.xlsx', circle(''))).toBe('FORMULA_WITHOUT_VALUE');
  });

  it.skipIf(missing !== undefined)(
    `and of which Excel has stored a 0 stand out: the amount is not quantity × price${WHY}`,
    async () => {
      const path = writeTemporary('circle.xlsx', circle('<v>0</v>'));
      const { result } = await throughMonth({ invoice: path, report: usage() });
      expect(result.checks.find(({ id }) => id === 'T2')).toMatchObject({ status: 'check', failing: 2 });
      expect(result.verdict).not.toBe('tied');
    },
  );
});

it.skipIf(recalculationMissing() !== undefined)(
  'a circle that LibreOffice has calculated is an error value: no figure is made of it',
  async () => {
    const folder = temporaryFolder();
    const rows = [[...INVOICE_HEADER], row('A', { Amount: '=I3' }), row('B', { Amount: '=I2' })];
    const path = join(folder, 'circle.csv');
    writeFileSync(path, textOf(rows));
    execFileSync(
      '/usr/bin/soffice',
      [
        `-env:UserInstallation=file://${join(folder, 'profile')}`,
        '--headless',
        '--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        folder,
        path,
      ],
      { stdio: 'ignore', timeout: 120_000 },
    );
    const { tables } = await readContent('circle.xlsx', readFileSync(join(folder, 'circle.xlsx')));
    const amounts = tables[0]?.slice(1).map(({ cells }) => cells[INVOICE_HEADER.indexOf('Amount')]);
    expect(amounts?.map((cell) => (typeof cell === 'object' ? cell.kind : cell))).toEqual(['error', 'error']);
  },
  150_000,
);
