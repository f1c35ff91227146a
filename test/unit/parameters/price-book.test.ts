import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import { formatMicros } from '#core/decimal/micros.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { readPriceBook } from '#engine/importers/parameters/read-price-book.ts';
import { errorSentence } from '#shared/messages/errors.ts';

const CONTEXT: JobContext = {
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: () => undefined,
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tieout-price-book-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

let files = 0;
async function csv(content: string | Buffer): Promise<string> {
  files += 1;
  const path = join(folder, `prices-${files}.csv`);
  await writeFile(path, content);
  return path;
}

async function xlsx(fill: (sheet: ExcelJS.Worksheet) => void): Promise<string> {
  files += 1;
  const path = join(folder, `prices-${files}.xlsx`);
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('Prices'));
  await workbook.xlsx.writeFile(path);
  return path;
}

async function refusalOf(path: string): Promise<AppError> {
  try {
    await readPriceBook(path, CONTEXT);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The price book was accepted.');
}

describe('a price book', () => {
  it('is read from CSV, its columns in any order and spelling', async () => {
    const path = await csv(
      'Valid From,Currency,unit price,sku,Note,Customer_Org_ID\n2026/10/01,usd,9.5,A-1,agreed,acme\n,JPY,1200,B-2,,\n',
    );
    const { entries, name, sha256 } = await readPriceBook(path, CONTEXT);
    expect(name).toMatch(/^prices-\d+\.csv$/);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(entries.map((entry) => ({ ...entry, unitPrice: formatMicros(entry.unitPrice) }))).toEqual([
      {
        sku: 'A-1',
        unitPrice: '9.5',
        currency: 'USD',
        subscriptionId: undefined,
        customerOrgId: 'acme',
        validFrom: '2026-10-01',
        validTo: undefined,
        row: 2,
      },
      {
        sku: 'B-2',
        unitPrice: '1200',
        currency: 'JPY',
        subscriptionId: undefined,
        customerOrgId: undefined,
        validFrom: undefined,
        validTo: undefined,
        row: 3,
      },
    ]);
  });

  it('is read from a Shift_JIS file with Japanese column names', async () => {
    const text = '製品コード,単価,通貨,適用開始日\r\nA-1,1200,JPY,2026-10-01\r\n';
    const path = await csv(iconv.encode(text, 'Shift_JIS'));
    const { entries } = await readPriceBook(path, CONTEXT);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.validFrom).toBe('2026-10-01');
  });

  it('is read from a workbook with a title above its header, numbers and dates typed', async () => {
    const path = await xlsx((sheet) => {
      sheet.addRow(['Prices 2026']);
      sheet.addRow([]);
      sheet.addRow(['SKU', 'UNIT_PRICE', 'CURRENCY', 'VALID_TO']);
      const row = sheet.addRow(['A-1', 9.99, 'USD', new Date(Date.UTC(2026, 11, 31))]);
      row.getCell(4).numFmt = 'yyyy-mm-dd';
    });
    const { entries } = await readPriceBook(path, CONTEXT);
    expect(entries.map(({ row, unitPrice, validTo }) => [row, formatMicros(unitPrice), validTo])).toEqual([
      [4, '9.99', '2026-12-31'],
    ]);
  });

  it.each([
    ['a comma decimal', '"9,50"', 'badPrice'],
    ['grouping', '"1,200"', 'badPrice'],
    ['a negative price', '-1', 'badPrice'],
    ['more than six decimals', '0.0000001', 'badPrice'],
    ['a currency sign', '$9.50', 'badPrice'],
    ['nothing', '', 'emptyCell'],
  ])('refuses %s as a price and names the cell', async (_what, price, problem) => {
    const error = await refusalOf(await csv(`SKU,UNIT_PRICE,CURRENCY\nA-1,1,USD\nB-2,${price},USD\n`));
    expect(error.code).toBe('PRICE_BOOK_INVALID');
    expect(error.params).toMatchObject({ row: '3', column: 'UNIT_PRICE' });
    expect(error.params).toHaveProperty(problem);
  });

  it('refuses a currency that is no code, a date that is none, and dates the wrong way round', async () => {
    const head = 'SKU,UNIT_PRICE,CURRENCY,VALID_FROM,VALID_TO\n';
    expect((await refusalOf(await csv(`${head}A-1,1,dollars,,\n`))).params).toHaveProperty('badCurrency');
    expect((await refusalOf(await csv(`${head}A-1,1,USD,10/01/2026,\n`))).params).toHaveProperty('badDate');
    expect((await refusalOf(await csv(`${head}A-1,1,USD,2026-10-01,2026-09-30\n`))).params).toHaveProperty(
      'datesReversed',
    );
  });

  it('names the columns that are missing', async () => {
    const error = await refusalOf(await csv('SKU,AMOUNT\nA-1,5\n'));
    expect(error.params['missingColumns']).toBe('UNIT_PRICE, CURRENCY');
  });

  it('refuses a column that stands there twice', async () => {
    const error = await refusalOf(await csv('SKU,UNIT_PRICE,unit price,CURRENCY\nA-1,5,6,USD\n'));
    expect(error.params['columnTwice']).toBe('UNIT_PRICE');
  });

  it('refuses a header without rows', async () => {
    expect((await refusalOf(await csv('SKU,UNIT_PRICE,CURRENCY\n'))).params).toHaveProperty('noRows');
  });

  it('tells several bad cells in one message, in both languages', async () => {
    const rows = Array.from({ length: 8 }, (_, index) => `A-${index},x${index},USD`).join('\n');
    const error = await refusalOf(await csv(`SKU,UNIT_PRICE,CURRENCY\n${rows}\n`));
    expect(error.params).toMatchObject({ row: '2', others: '7' });
    expect(errorSentence(error.code, error.params, 'en').happened).toContain(
      '7 more cells need correction: 3 UNIT_PRICE, 4 UNIT_PRICE, 5 UNIT_PRICE, 6 UNIT_PRICE, …',
    );
    expect(errorSentence(error.code, error.params, 'ja').happened).toContain('2 行目 UNIT_PRICE 列');
  });

  it('refuses a formula whose result the file does not hold', async () => {
    const path = await xlsx((sheet) => {
      sheet.addRow(['SKU', 'UNIT_PRICE', 'CURRENCY']);
      sheet.addRow(['A-1', { formula: '1+1' }, 'USD']);
    });
    expect((await refusalOf(path)).params).toMatchObject({ row: '2', formulaWithoutValue: '1+1' });
  });

  it('is not there: the message says so', async () => {
    expect((await refusalOf(join(folder, 'none.csv'))).code).toBe('FILE_NOT_FOUND');
  });
});
