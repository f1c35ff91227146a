import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { listIssues } from '#engine/repositories/issues.ts';
import { eachUsageRow } from '#engine/repositories/usage-rows.ts';
import { importReport } from '#engine/services/import-report.ts';
import { plainContext, temporaryFolder, temporaryWorkspace } from '../../support/workspace.ts';

const HEADER = [
  'SUBSCRIPTION_ID',
  'SKU',
  'CONSUMPTION_START_DATE',
  'CONSUMPTION_END_DATE',
  'QUANTITY',
  'USER_ID',
  'LOCATION_ID',
];

/** A report that somebody has saved from a spreadsheet program. */
async function saved(rows: readonly (readonly unknown[])[]): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('report');
  sheet.addRow(HEADER);
  for (const row of rows) sheet.addRow([...row]);
  const path = join(temporaryFolder(), 'report.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

describe('a report saved as a workbook', () => {
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

  it('is read like the CSV: typed dates and numbers, and rows whose last cells are empty', async () => {
    const workspace = temporaryWorkspace();
    const path = await saved([
      ['Sub1', 'A-1', day('2026-10-01'), day('2026-10-31'), 15.5, 'u-1', 'l-1'],
      ['Sub1', 'A-1', '2026-10-01', '2026-10-31', '0.1', 'u-2'],
    ]);
    const report = await importReport(workspace, { path }, plainContext());
    expect(report).toMatchObject({
      level: 'user',
      userDays: 15_600_000n,
      counts: { stored: 2, quarantined: 0 },
    });
    const rows = [...eachUsageRow(workspace.database, [report.batchId])];
    expect(rows.map((row) => [row.ref.sheet, row.ref.row, row.start, row.locationId])).toEqual([
      ['report', 2, '2026-10-01', 'l-1'],
      ['report', 3, '2026-10-01', undefined],
    ]);
  });

  it('has a row quarantined whose id the program has turned into a rounded number', async () => {
    const workspace = temporaryWorkspace();
    const path = await saved([
      ['Sub1', 'A-1', '2026-10-01', '2026-10-31', 31, Number('1234567890123456789')],
    ]);
    const report = await importReport(workspace, { path }, plainContext());
    expect(report.counts).toEqual({ read: 1, stored: 0, quarantined: 1, blank: 0 });
    expect(listIssues(workspace.database, [report.batchId])).toMatchObject([
      { code: 'ID_DAMAGED', severity: 'error', sheet: 'report', row: 2, column: 'USER_ID' },
    ]);
  });
});
