import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import officeCrypto from 'officecrypto-tool';
import { describe, expect, it } from 'vitest';
import { errorOf, fixture, readContent, readTables } from './support.ts';
import { buildZip } from './zip-builder.ts';

const number = (text: string): unknown => ({ kind: 'number', text });

describe.each([
  ['invoice-sheetjs.xlsb', 'xlsb'],
  ['invoice-sheetjs.xml', 'xls'],
])('%s', (name, format) => {
  it('keeps texts, numbers, dates, and what is hidden', async () => {
    const { file, tables } = await readTables(fixture(name));
    expect(file.format).toBe(format);
    expect(file.tables.map((table) => [table.sheet, table.hidden, table.hiddenColumns])).toEqual([
      ['請求明細', false, [1]],
      ['Hidden', true, []],
    ]);
    expect(tables[0]?.map((row) => [row.row, row.hidden, ...row.cells])).toEqual([
      [1, false, 'Webex Wholesale 請求書'],
      [3, false, 'SKU', '数量', '開始日'],
      [4, false, '00123', number('12.5'), { kind: 'date', date: '2026-10-01', text: '46296' }],
      [5, true, 'A-2', number('0.3'), { kind: 'date', date: '2026-10-31', text: '46326.75' }],
      [
        6,
        false,
        'A-3',
        { ...(number('1914000000000000000') as object), damaged: true },
        { kind: 'boolean', text: 'TRUE' },
      ],
    ]);
  });
});

describe('a workbook under a password', () => {
  it.each([
    ['locked-libreoffice.xlsx', 'Tieout 鍵'],
    ['locked-libreoffice.xls', 'Tieout'],
  ])('opens with it: %s', async (name, password) => {
    const { file, tables } = await readTables(fixture(name), { password });
    expect(file.tables.map((table) => [table.sheet, table.hidden])).toEqual([
      ['請求明細', false],
      ['Hidden', true],
      ['Very hidden', true],
    ]);
    expect(tables[0]?.find((row) => row.row === 4)?.cells.slice(0, 3)).toEqual([
      'Sub100',
      '00123',
      number('12.5'),
    ]);
  });

  it('opens with it where Excel of today has encrypted it', async () => {
    const open = await readFile(fixture('invoice-openpyxl.xlsx'));
    const locked = officeCrypto.encrypt(open, { password: 'p' });
    const { file } = await readContent('b.xlsx', locked, { password: 'p' });
    expect(file.format).toBe('xlsx');
  });

  it.each(['locked-libreoffice.xlsx', 'locked-libreoffice.xls'])(
    'says that one is needed: %s',
    async (name) => {
      const error = await errorOf(readTables(fixture(name)));
      expect([error.code, error.params]).toEqual(['PASSWORD_NEEDED', { file: name }]);
    },
  );

  it.each(['locked-libreoffice.xlsx', 'locked-libreoffice.xls'])(
    'says that it is wrong, and not what it was: %s',
    async (name) => {
      const error = await errorOf(readTables(fixture(name), { password: 'guess' }));
      expect([error.code, error.params]).toEqual(['PASSWORD_WRONG', { file: name }]);
      expect(JSON.stringify([error.message, String(error.cause)])).not.toContain('guess');
    },
  );

  it('of OpenDocument is refused by name', async () => {
    const error = await errorOf(readTables(fixture('locked-libreoffice.ods'), { password: 'Tieout' }));
    expect(error.code).toBe('ENCRYPTION_UNKNOWN');
  });
});

describe('an HTML page', () => {
  const page = (charset: string): string =>
    `<html><head><meta charset="${charset}"></head><body><table><tr><th>顧客</th><th>ID</th></tr>` +
    '<tr><td>㈱テスト &amp; Co</td><td>00123</td></tr><tr><td>1.50</td><td>2026/10/01</td></tr></table></body></html>';

  it('that calls itself .xls is read as its tables, texts as written', async () => {
    const { file, tables } = await readContent('invoice.xls', page('utf-8'));
    expect([file.format, file.encoding]).toEqual(['html', 'utf-8']);
    expect(tables[0]?.map((row) => [row.row, ...row.cells])).toEqual([
      [1, '顧客', 'ID'],
      [2, '㈱テスト & Co', '00123'],
      [3, '1.50', '2026/10/01'],
    ]);
  });

  it('in Shift_JIS is read by what it states', async () => {
    const { file, tables } = await readContent('invoice.xls', iconv.encode(page('Shift_JIS'), 'cp932'));
    expect(file.encoding).toBe('shift_jis');
    expect(tables[0]?.[1]?.cells[0]).toBe('㈱テスト & Co');
  });

  it('that states a wrong encoding is read by its bytes', async () => {
    const { file } = await readContent('invoice.xls', iconv.encode(page('utf-8'), 'cp932'));
    expect(file.encoding).toBe('shift_jis');
  });

  it('keeps what is hidden, spanned, nested and escaped in its place', async () => {
    const content =
      '<html><style>td{color:red}</style><body><table><col><col style="display:none">' +
      '<tr><td colspan="3">Banner&nbsp;x</td></tr><tr style="display:none"><td>hidden</td><td>1</td></tr>' +
      '<tr><td rowspan=2>A</td><td>1,234.50<td>(12)</tr><tr><td>TRUE</td><td> 2026-10-01\n </td></tr>' +
      "<tr><td>=1+2<td>'001</td><td>&#x682a;&eacute;&lt;b&gt;</td><td></td><td>50%</td></tr>" +
      '<tr><td><table><tr><td>inner</td></tr></table></td><td>after</td></tr></table>' +
      '<p>between</p><table hidden><thead><tr><th>h</th></tr></thead><tr><td>1<br>2</td></tr></table></body></html>';
    const { file, tables } = await readContent('page.xls', content);
    expect(file.tables.map((table) => [table.sheet, table.hidden, table.hiddenColumns])).toEqual([
      ['Table 1', false, [1]],
      ['Table 2', false, []],
      ['Table 3', true, []],
    ]);
    expect(tables.map((rows) => rows.map((row) => [row.row, row.hidden, ...row.cells]))).toEqual([
      [
        [1, false, 'Banner\u00a0x'],
        [2, true, 'hidden', '1'],
        [3, false, 'A', '1,234.50', '(12)'],
        [4, false, '', 'TRUE', '2026-10-01'],
        [5, false, '=1+2', "'001", '株é<b>', '', '50%'],
        [6, false, '', 'after'],
      ],
      [[1, false, 'inner']],
      [
        [1, false, 'h'],
        [2, false, '1\n2'],
      ],
    ]);
  });

  it('that was cut off is damaged: its last figure may be half of one', async () => {
    const error = await errorOf(readContent('p.xls', '<html><table><tr><td>1</td><td>12'));
    expect(error.code).toBe('FILE_DAMAGED');
  });

  it('without a table is none', async () => {
    const error = await errorOf(readContent('p.xls', '<html><body>Please sign in</body></html>'));
    expect([error.code, error.params['found']]).toEqual(['FILE_FORMAT_UNKNOWN', 'HTML']);
  });

  it('as LibreOffice writes it is read', async () => {
    const { tables } = await readTables(fixture('invoice-libreoffice.html'));
    expect(tables[0]?.find((row) => row.row === 4)?.cells.slice(0, 3)).toEqual(['Sub100', '00123', '12.5']);
  });
});

describe('an OpenDocument sheet by hand', () => {
  const document = (table: string, styles = ''): Buffer =>
    buildZip([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true },
      {
        name: 'content.xml',
        content:
          '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c">' +
          `<office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${table}</office:spreadsheet></office:body></office:document-content>`,
      },
    ]);
  const cell = (attributes: string, text = ''): string =>
    `<table:table-cell ${attributes}>${text}</table:table-cell>`;

  it('repeats rows and cells with content, and skips a million empty ones', async () => {
    const rows =
      `<table:table-row table:number-rows-repeated="2">${cell('', '<text:p>a</text:p>')}${cell('table:number-columns-repeated="2"')}${cell('office:value-type="float" office:value="1.50" table:number-columns-repeated="2"', '<text:p>1,5</text:p>')}${cell('table:number-columns-repeated="16000"')}</table:table-row>` +
      `<table:table-row table:number-rows-repeated="1048570">${cell('table:number-columns-repeated="16384"')}</table:table-row>`;
    const { tables } = await readContent(
      'b.ods',
      document(`<table:table table:name="T">${rows}</table:table>`),
    );
    expect(tables[0]?.map((row) => [row.row, ...row.cells])).toEqual([
      [1, 'a', '', '', number('1.5'), number('1.5')],
      [2, 'a', '', '', number('1.5'), number('1.5')],
    ]);
  });

  it('reads texts without comments, formulas without a result, errors, booleans and percentages', async () => {
    const cells =
      cell(
        'office:value-type="string"',
        '<office:annotation><text:p>a comment</text:p></office:annotation><text:p>a<text:s text:c="2"/>b<text:tab/>c</text:p><text:p>d</text:p>',
      ) +
      cell('table:formula="of:=SUM([.A1])"') +
      cell(
        'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"',
        '<text:p>#DIV/0!</text:p>',
      ) +
      cell('office:value-type="boolean" office:boolean-value="true"', '<text:p>WAHR</text:p>') +
      cell('office:value-type="percentage" office:value="0.15"', '<text:p>15 %</text:p>');
    const { tables } = await readContent(
      'b.ods',
      document(`<table:table table:name="T"><table:table-row>${cells}</table:table-row></table:table>`),
    );
    expect(tables[0]?.[0]?.cells).toEqual([
      'a  b\tc\nd',
      { kind: 'missing-value', formula: 'of:=SUM([.A1])' },
      { kind: 'error', text: '#DIV/0!' },
      { kind: 'boolean', text: 'TRUE' },
      number('0.15'),
    ]);
  });

  it('refuses more cells than the limit before it builds them', async () => {
    const row = `<table:table-row table:number-rows-repeated="1048576">${cell('table:number-columns-repeated="16384"', '<text:p>x</text:p>')}</table:table-row>`;
    const error = await errorOf(
      readContent('b.ods', document(`<table:table table:name="T">${row}</table:table>`)),
    );
    expect([error.code, error.params['sheet']]).toEqual(['SHEET_TOO_LARGE', 'T']);
  });
});

describe('a file that holds no table', () => {
  it.each([
    ['PDF', '%PDF-1.7\n%\u00e2\u00e3', 'invoice.xlsx'],
    ['PNG image', '\u0089PNG\r\n\u001a\n', 'scan.csv'],
    ['gzip archive', '\u001f\u008b\u0008\u0000', 'x.csv'],
    ['MHTML', 'MIME-Version: 1.0\r\nContent-Type: multipart/related', 'invoice.xls'],
    ['XML', '<?xml version="1.0"?><a/>', 'x.xml'],
  ])('is named: %s', async (found, content, name) => {
    const error = await errorOf(readContent(name, Buffer.from(content, 'latin1')));
    expect([error.code, error.params]).toEqual(['FILE_FORMAT_UNKNOWN', { file: name, found }]);
  });

  it('is named for a document of Word', async () => {
    const content = buildZip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      {
        name: '_rels/.rels',
        content:
          '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
      },
    ]);
    const error = await errorOf(readContent('letter.docx', content));
    expect([error.code, error.params['found']]).toEqual(['FILE_FORMAT_UNKNOWN', 'Word']);
  });

  it('is refused for bytes without any sense', async () => {
    const bytes = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 251));
    expect((await errorOf(readContent('x.csv', bytes))).code).toBe('FILE_FORMAT_UNKNOWN');
  });
});
