import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import ExcelJS from 'exceljs';
import type { Dataset } from './dataset.ts';

/**
 * Writes the same month in forms that no fast way reads: reports in UTF-16 with every cell quoted and the columns the
 * other way round, the invoice as quoted CSV, as exceljs reads it. Tieout must come to the same result by its tolerant
 * readers; nothing in the program has to be told to take them.
 */
export async function writePlainForm(
  data: Dataset,
  folder: string,
): Promise<Pick<Dataset, 'invoice' | 'reports'>> {
  mkdirSync(folder, { recursive: true });
  const reports: string[] = [];
  for (const report of data.reports) {
    const path = join(folder, basename(report));
    await writeRows(path, 'utf16le', rowsOfReport(report));
    reports.push(path);
  }
  const invoice = join(folder, 'invoice.csv');
  await writeRows(invoice, 'utf8', rowsOfInvoice(data.invoice));
  return { invoice, reports };
}

/** The data has neither quotes nor delimiters within its cells. */
async function* rowsOfReport(path: string): AsyncIterable<readonly string[]> {
  for await (const line of createInterface({ input: createReadStream(path) }))
    yield line.split(',').reverse();
}

async function* rowsOfInvoice(path: string): AsyncIterable<readonly string[]> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(path, { styles: 'ignore', sharedStrings: 'cache' });
  for await (const sheet of workbook) {
    for await (const row of sheet) {
      yield Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).text);
    }
  }
}

const BLOCK_CHARACTERS = 1 << 16;

async function writeRows(
  path: string,
  encoding: 'utf8' | 'utf16le',
  rows: AsyncIterable<readonly string[]>,
): Promise<void> {
  const stream = createWriteStream(path, encoding);
  let block = '\ufeff';
  for await (const cells of rows) {
    block += `${cells.map((cell) => `"${cell}"`).join(',')}\r\n`;
    if (block.length < BLOCK_CHARACTERS) continue;
    if (!stream.write(block)) await once(stream, 'drain');
    block = '';
  }
  stream.end(block);
  await once(stream, 'close');
}
