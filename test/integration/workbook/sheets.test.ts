import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMicros, micros } from '#core/decimal/micros.ts';
import { BY_CUSTOMER_TABLE } from '#core/workbook/tables/variance-tables.ts';
import { CHECKS_TABLE } from '#core/workbook/tables/checks-table.ts';
import { EXCEPTIONS_TABLE } from '#core/workbook/tables/exceptions-table.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { MATCHES_TABLE } from '#core/workbook/tables/matches-table.ts';
import { USAGE_TABLES } from '#core/workbook/tables/usage-tables.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { WORKBOOK_TEXTS } from '#shared/messages/workbook-texts.ts';
import { readingMissing } from '../../support/recalculate.ts';
import {
  readWorkbook,
  sheetOf,
  tableRows,
  temporaryFolder,
  writeMonth,
  type ReadSheet,
  type ReadWorkbook,
} from '../../support/workbook-file.ts';
import { HOSTILE_NAMES, workbookMonth, type WorkbookMonth } from '../../support/workbook-month.ts';

const missing = readingMissing();
if (missing !== undefined) console.warn(`skipped: no workbook is read back, since ${missing}`);

const folder = temporaryFolder();
afterAll(folder.remove);

describe.skipIf(missing !== undefined)('the workbook in English', () => {
  let month: WorkbookMonth;
  let book: ReadWorkbook;
  beforeAll(async () => {
    month = workbookMonth();
    book = readWorkbook(await writeMonth(month, folder.path));
  });

  it('has its sheets in the fixed order', () => {
    expect(book.sheets.map(({ title }) => title)).toEqual([
      'Summary',
      'Checks',
      'By SKU',
      'By customer',
      'Exceptions',
      'Invoice lines',
      'Usage partner',
      'Usage customer',
      'Usage user',
      'Matches',
      'Parameters',
      'Sources',
      'Audit log',
    ]);
  });

  it('names itself, its language and the time of the run, not of the export', () => {
    expect(book.properties).toMatchObject({
      title: 'Variance workbook – Example Telecom K.K. – 2026-10-01 to 2026-10-31',
      language: 'en',
      created: '2026-11-02T01:00:00',
      modified: '2026-11-02T01:00:00',
    });
  });

  it('says what each sheet is in A1, and the state of all checks in every title line', () => {
    for (const sheet of book.sheets) {
      expect(sheet.cells['A1']?.v, sheet.title).toMatch(/\S/);
      const status = Object.values(sheet.cells).filter(({ f }) => f === '=OverallText');
      expect(
        status.map(({ v }) => v),
        sheet.title,
      ).toEqual(['Checks: CHECK – 3 of 14 differ, 1 without data']);
    }
  });

  it('links every sheet from the summary, and back', () => {
    const names = book.sheets.slice(1).map(({ title }) => title);
    const links = Object.values(sheetOf(book, 'Summary').cells).map(({ link }) => link);
    for (const name of names) {
      expect(links).toContain(`'${name}'!A1`);
      const back = Object.values(sheetOf(book, name).cells).map(({ link }) => link);
      expect(back, name).toContain("'Summary'!A1");
    }
    expect(
      book.sheets
        .flatMap(({ cells }) => Object.values(cells))
        .filter(({ link }) => link?.startsWith('EXTERNAL')),
    ).toEqual([]);
  });

  it('says the verdict with the coverage beside it', () => {
    const { cells } = sheetOf(book, 'Summary');
    expect(cells['A4']?.v).toBe(
      'Blocked: no figure can be relied on yet – invoice rows could not be read (T7)',
    );
    expect(cells['A5']?.v).toContain('Audited 18 of 19 charges');
    expect(cells['A5']?.v).toContain('1 QUARANTINED');
  });

  it('bridges the invoice total to what was expected', () => {
    const { cells } = sheetOf(book, 'Summary');
    const amount = (label: string): number => {
      const [address] =
        Object.entries(cells).find(([, { v }]) => typeof v === 'string' && v.trim() === label) ?? [];
      return Number(cells[`B${address?.slice(1)}`]?.v);
    };
    const { totals } = month.result;
    expect(amount('Audited against usage')).toBe(Number(totals.invoiced));
    expect(amount('less not audited against usage')).toBe(Number(totals.notAudited));
    expect(amount('Expected from usage')).toBe(Number(totals.expected));
    expect(amount('Variance: over-billed, (under-billed)')).toBe(Number(totals.variance));
    expect(amount('less quantity effect')).toBe(Number(totals.components.quantity));
    expect(amount('less price effect')).toBe(Number(totals.components.price));
  });

  it('gives every check of the run with its sides and its status', () => {
    const rows = tableRows(book, 'tblChecks');
    expect(
      rows.slice(0, 10).map((row) => [row['Check']?.v, row['Left']?.v, row['Right']?.v, row['Status']?.v]),
    ).toEqual(
      month.result.checks.map(({ id, left, right, status }) => [
        id,
        left === null ? null : Number(left),
        right === null ? null : Number(right),
        { ok: 'OK', check: 'CHECK', 'no-data': 'NO DATA' }[status],
      ]),
    );
    expect(rows.slice(10).map((row) => [row['Check']?.v, row['Status']?.v])).toEqual([
      ['W1', 'OK'],
      ['W2', 'OK'],
      ['W3', 'OK'],
      ['W4', 'OK'],
    ]);
  });

  it('gives every compared line its figures', () => {
    const rows = tableRows(book, 'tblByCustomer');
    expect(
      rows.map((row) => [
        row['SKU']?.v,
        row['Customer']?.v,
        row['Invoiced quantity']?.v,
        row['Usage user-days']?.v,
        row['Usage in invoice unit']?.v,
        row['Invoiced amount']?.v,
        row['Expected amount']?.v ?? null,
        row['Variance']?.v ?? null,
      ]),
    ).toEqual(
      month.result.lines.map((line) => [
        line.sku,
        line.customerOrgId,
        Number(line.invoiced.quantity),
        Number(line.usage.userDays),
        Number(line.usage.quantity),
        Number(line.invoiced.amount),
        line.expected.amount === null ? null : Number(line.expected.amount),
        line.variance.amount === null ? null : Number(line.variance.amount),
      ]),
    );
  });

  it('calculates them from the source rows', () => {
    const rows = tableRows(book, 'tblByCustomer').filter((row) => row['Variance']?.v !== null);
    for (const row of rows) {
      expect(row['Invoiced amount']?.f).toContain('SUMIFS(tblInvoice[Amount],tblInvoice[Customer row],');
      expect(row['Usage user-days']?.f).toContain('SUMIFS(tblUsageCustomer[User-days],');
      expect(row['Usage in invoice unit']?.f).toContain('ROUND(');
      for (const column of [
        'Expected amount',
        'Variance',
        'Quantity effect',
        'Price effect',
        'Line rounding',
      ]) {
        expect(row[column]?.f, column).toBeDefined();
      }
    }
  });

  it('holds every invoice row, each with its treatment', () => {
    const rows = tableRows(book, 'tblInvoice');
    const treatments = rows.map((row) => String(row['Treated as']?.v));
    const count = (treatment: string): number => treatments.filter((own) => own === treatment).length;
    expect(rows).toHaveLength(month.result.coverage.invoiceRows);
    expect(count('Audited')).toBe(month.result.coverage.audited);
    expect(count('Quarantined')).toBe(month.result.coverage.quarantined);
    expect([count('Subtotal'), count('Credit'), count('Tax'), count('Blank')]).toEqual([2, 1, 1, 1]);
  });

  it('keeps ids as text, however they look', () => {
    const [row] = tableRows(book, 'tblInvoice');
    expect(row?.['Line no.']).toMatchObject({ v: '0001', t: 's', format: '@' });
    expect(row?.['Invoice no.']).toMatchObject({ v: '0012345678', format: '@' });
  });

  it('writes hostile names as text and never as formulas', () => {
    const names = tableRows(book, 'tblInvoice').map((row) => row['Customer name']);
    for (const name of HOSTILE_NAMES.slice(0, 7)) {
      expect(
        names.find((cell) => cell?.v === name),
        name,
      ).toMatchObject({ t: 's' });
    }
    expect(names.some((cell) => cell?.f !== undefined)).toBe(false);
    // openpyxl shows the notation of the file; spreadsheet programs show the bell and the literal text.
    expect(names.map((cell) => cell?.v)).toContain('Bell_x0007_ and _x005F_x0041_ text');
  });

  it('formats quantities, money, dates and percentages', () => {
    const [row] = tableRows(book, 'tblInvoice');
    expect(row?.['Quantity']?.format).toBe('#,##0.00####_);[Red]\\(#,##0.00####\\);"-"_)');
    expect(row?.['Amount']?.format).toBe('#,##0.00_);[Red]\\(#,##0.00\\);"-"_)');
    expect(row?.['Unit price']?.format).toBe('#,##0.00####_);[Red]\\(#,##0.00####\\);"-"_)');
    expect(row?.['Charge start']).toMatchObject({ v: '2026-10-01', t: 'd', format: 'yyyy-mm-dd' });
    const share = tableRows(book, 'tblByCustomer').map((own) => own['Variance %']?.format);
    expect(share).toContain('0.0%_);[Red]\\(0.0%\\);"-"_)');
  });

  it('offers the reasons and statuses of Parameters, and dates, where a person writes', () => {
    const { validations } = sheetOf(book, 'Exceptions');
    expect(validations.map(({ type, formula }) => [type, formula]).sort()).toEqual([
      ['date', '36526'],
      ['list', 'ReasonCodes'],
      ['list', 'WorkflowStatuses'],
    ]);
    expect(book.names['ReasonCodes']).toMatch(/^'Parameters'!\$A\$\d+:\$A\$\d+$/);
  });

  it('protects every sheet without a password, but for the cells to fill in', () => {
    for (const sheet of book.sheets)
      expect([sheet.isProtected, sheet.hasPassword], sheet.title).toEqual([true, false]);
    const [row] = tableRows(book, 'tblExceptions');
    for (const column of ['Reason', 'Note', 'Action', 'Owner', 'Due', 'Status']) {
      expect(row?.[column]?.locked, column).toBe(false);
    }
    expect(row?.['Variance']?.locked).toBe(true);
    const open = Object.values(sheetOf(book, 'Summary').cells).filter(({ locked }) => !locked);
    expect(open).toHaveLength(9);
  });

  it('prints landscape on A4 with the header repeated and a footer that names the run', () => {
    for (const sheet of book.sheets) {
      expect([sheet.orientation, sheet.paper], sheet.title).toEqual(['landscape', 9]);
      expect(sheet.footer).toContain('0f8fad5b-d9cb-469f-a165-70867728950e – ab12ab12');
      if (sheet.title !== 'Summary') expect(sheet.printTitles, sheet.title).toMatch(/^\$1:\$[23]$/);
    }
    expect(sheetOf(book, 'By SKU').printArea).toContain('$A$1:');
  });

  it('freezes header and key columns, and merges nothing', () => {
    expect(sheetOf(book, 'By SKU').freeze).toBe('D4');
    expect(sheetOf(book, 'Invoice lines').freeze).toBe('D4');
    expect(book.sheets.flatMap(({ merged }) => merged)).toEqual([]);
  });

  it('lists what needs a decision, the largest first, then the rows to correct', () => {
    const rows = tableRows(book, 'tblExceptions');
    const amounts = rows.flatMap((row) =>
      typeof row['Variance']?.v === 'number' ? [Math.abs(row['Variance'].v)] : [],
    );
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    expect(rows.map((row) => row['Kind']?.v)).toContain('Unreadable row');
    expect(rows.some((row) => String(row['Where']?.v).includes('invoice-2026-10.xlsx, Usage, row 20'))).toBe(
      true,
    );
  });

  it('names each source with its fingerprint, and explains each column', () => {
    expect(tableRows(book, 'tblSources').map((row) => row['SHA-256']?.v)).toEqual(
      month.result.sources.map(({ sha256 }) => sha256),
    );
    const explained = tableRows(book, 'tblDictionary').map(
      (row) => `${row['In sheet']?.v}/${row['Column']?.v}`,
    );
    const columns = book.sheets.flatMap((sheet) =>
      Object.entries(sheet.tables).flatMap(([name, table]) =>
        ['tblSources', 'tblSheets', 'tblNotes', 'tblDictionary'].includes(name)
          ? []
          : table.columns.map((column) => `${sheet.title}/${column}`),
      ),
    );
    expect(new Set(explained)).toEqual(new Set(columns));
  });
});

describe.skipIf(missing !== undefined)('the workbook in Japanese', () => {
  let book: ReadWorkbook;
  beforeAll(async () => {
    book = readWorkbook(
      await writeMonth(workbookMonth({ currency: 'JPY' }), folder.path, { language: 'ja' }),
    );
  });

  it('has Japanese sheet names', () => {
    expect(book.sheets.map(({ title }) => title).slice(0, 6)).toEqual([
      '概要',
      '照合チェック',
      'SKU別',
      '顧客別',
      '要対応',
      '請求明細',
    ]);
  });

  it('shows yen without decimals, a triangle before negatives and dates with slashes', () => {
    const [row] = tableRows(book, 'tblInvoice');
    expect(row?.['金額']?.format).toBe('#,##0;[Red]"△"#,##0;"-"');
    expect(row?.['課金開始日']?.format).toBe('yyyy/mm/dd');
  });

  it('has stamp boxes for preparer, reviewer and approver', () => {
    const texts = Object.values(sheetOf(book, '概要').cells).map(({ v }) => v);
    for (const role of ['作成者', '確認者', '承認者']) expect(texts).toContain(role);
    expect(texts.filter((text) => text === '印')).toHaveLength(3);
  });

  it('holds no label of the English one', () => {
    const textsOf = (value: unknown): readonly string[] =>
      typeof value === 'string'
        ? [value]
        : value === null || typeof value !== 'object'
          ? []
          : Object.values(value).flatMap(textsOf);
    const headersOf = (language: 'en' | 'ja'): readonly string[] =>
      [
        CHECKS_TABLE,
        BY_CUSTOMER_TABLE,
        EXCEPTIONS_TABLE,
        INVOICE_TABLE,
        MATCHES_TABLE,
        ...Object.values(USAGE_TABLES),
      ].flatMap((table) => table.columns.map(({ header }) => header[language]));
    const japanese = new Set([
      ...textsOf(WORKBOOK_TEXTS.ja),
      ...textsOf(DOMAIN_WORDS.ja),
      ...headersOf('ja'),
    ]);
    const english = [...textsOf(WORKBOOK_TEXTS.en), ...textsOf(DOMAIN_WORDS.en), ...headersOf('en')].filter(
      (text) => text !== '' && !japanese.has(text),
    );
    const found = new Set(book.sheets.flatMap(({ cells }) => Object.values(cells)).map(({ v }) => v));
    // The practice invoice itself says so.
    expect(
      english.filter(
        (text) =>
          found.has(text) &&
          !['Tax', 'Subtotal', 'Amount', 'Total', 'amount', 'Usage', 'user', 'customer'].includes(text),
      ),
    ).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)('what the workbook holds depends on', () => {
  const titles = (book: ReadWorkbook): readonly string[] => book.sheets.map(({ title }) => title);

  it('the detail that was asked for: no row of a person without it', async () => {
    const book = readWorkbook(await writeMonth(workbookMonth(), folder.path, { detail: 'customer' }));
    expect(titles(book)).toContain('Usage customer');
    expect(titles(book)).not.toContain('Usage user');
    const texts = book.sheets.flatMap(({ cells }) => Object.values(cells)).map(({ v }) => String(v));
    expect(texts.filter((text) => text.startsWith('d0000000-') && !text.includes('909'))).toEqual([]);
  });

  it('the invoice: By user appears where it names users', async () => {
    const book = readWorkbook(await writeMonth(workbookMonth({ grain: 'user', customers: 3 }), folder.path));
    expect(titles(book)).toContain('By user');
    expect(tableRows(book, 'tblByUser').length).toBeGreaterThan(5);
    expect(
      tableRows(book, 'tblByCustomer').some((row) =>
        row['Variance']?.f?.includes('SUMIFS(tblByUser[Variance],'),
      ),
    ).toBe(true);
  });

  it('the figures: a sheet without rows says so and has no table', async () => {
    const book = readWorkbook(
      await writeMonth(workbookMonth({ isClean: true, grain: 'partner' }), folder.path),
    );
    const byCustomer: ReadSheet = sheetOf(book, 'By customer');
    expect(byCustomer.tables).toEqual({});
    expect(byCustomer.cells['A3']?.v).toBe('None');
  });

  it('usage: without any, nothing looks like a comparison', async () => {
    const book = readWorkbook(await writeMonth(workbookMonth({ levels: [] }), folder.path));
    expect(sheetOf(book, 'Summary').cells['A4']?.v).toBe(
      'Not reconcilable: nothing was compared – no usage is held for the period',
    );
    expect(sheetOf(book, 'By SKU').tables).toEqual({});
    expect(tableRows(book, 'tblInvoice').some((row) => row['Treated as']?.v === 'Audited')).toBe(false);
  });

  it('the rows themselves: where they do not add up to the run, every sheet says CHECK', async () => {
    const month = workbookMonth({ isClean: true });
    const [first, ...others] = [...month.sources.invoiceRows()];
    const changed = { ...first!, amount: addMicros(first!.amount!, micros(1_000_000n)) };
    const sources = { ...month.sources, invoiceRows: () => [changed, ...others] };
    const book = readWorkbook(await writeMonth({ ...month, sources }, folder.path));
    for (const sheet of book.sheets) {
      const status = Object.values(sheet.cells).find(({ f }) => f === '=OverallText');
      expect(status?.v, sheet.title).toContain('CHECK');
    }
    const [row] = tableRows(book, 'tblByCustomer').filter((own) => own['Invoiced amount']?.f === undefined);
    const line = month.result.lines.find(({ invoiced }) =>
      invoiced.rows.some(({ row: own }) => own === first!.ref.row),
    );
    expect(row?.['Invoiced amount']?.v).toBe(Number(line?.invoiced.amount));
  });

  it('the length of its texts: one that no cell can hold ends in a mark and is told on Sources', async () => {
    const book = readWorkbook(
      await writeMonth(workbookMonth({ description: '長'.repeat(40_000) }), folder.path),
    );
    const [row] = tableRows(book, 'tblInvoice');
    const text = String(row?.['Description']?.v);
    expect(text).toHaveLength(32_767);
    expect(text.endsWith('… [40000 characters; shortened]')).toBe(true);
    const told = tableRows(book, 'tblSheets').find((own) => own['Sheet']?.v === 'Invoice lines');
    expect(told?.['Texts shortened']?.v).toMatch(
      /^\d+ texts longer than 32,767 characters were cut, first in /,
    );
  });
});
