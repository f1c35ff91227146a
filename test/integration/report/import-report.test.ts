import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMicros, micros, sumMicros } from '#core/decimal/micros.ts';
import type { Workspace } from '#engine/context.ts';
import { findBatch, listBatches } from '#engine/repositories/batches.ts';
import { eachEvent } from '#engine/repositories/events.ts';
import { listIssues } from '#engine/repositories/issues.ts';
import { countWrongTotals } from '#engine/repositories/usage-totals-check.ts';
import { eachUsageRow } from '#engine/repositories/usage-rows.ts';
import { importReport, type ImportReportRequest } from '#engine/services/import-report.ts';
import type { ReportImport } from '#engine/services/import-outcome.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const HEADER = 'SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';
const REPORT = `${HEADER}\nSub1,A-1,2026-10-01,2026-10-31,31\n`;

const importText = (
  workspace: Workspace,
  text: string,
  options: Omit<ImportReportRequest, 'path'> = {},
): Promise<ReportImport> =>
  importReport(workspace, { path: writeTemporary('report.csv', text), ...options }, plainContext());

describe('importing a report', () => {
  it('keeps the file byte for byte, under its sha256', async () => {
    const workspace = temporaryWorkspace();
    const { sourceId } = await importText(workspace, REPORT);
    expect(readdirSync(workspace.sourcesFolder).filter((name) => !name.endsWith('.new'))).toEqual([sourceId]);
    expect(readFileSync(join(workspace.sourcesFolder, sourceId), 'utf8')).toBe(REPORT);
  });

  it('writes who imported what into the audit log', async () => {
    const workspace = temporaryWorkspace();
    const { sourceId, batchId } = await importText(workspace, REPORT, { name: 'October.csv' });
    const last = [...eachEvent(workspace.database)].at(-1);
    expect(last).toMatchObject({ who: 'tester', what: 'report-imported', before: undefined });
    expect(last?.after).toMatchObject({
      batch: batchId,
      file: 'October.csv',
      sha256: sourceId,
      read: 1,
      stored: 1,
    });
  });

  it('refuses the same file a second time, whatever its name, and names the first', async () => {
    const workspace = temporaryWorkspace();
    await importText(workspace, REPORT, { name: 'first.csv' });
    await expect(importText(workspace, REPORT, { name: 'second.csv' })).rejects.toMatchObject({
      code: 'FILE_ALREADY_IMPORTED',
      params: { file: 'second.csv', name: 'first.csv' },
    });
    expect(listBatches(workspace.database)).toHaveLength(1);
    expect(readdirSync(workspace.sourcesFolder).filter((name) => !name.endsWith('.new'))).toHaveLength(1);
  });

  it('takes the reading that is held where it may', async () => {
    const workspace = temporaryWorkspace();
    const first = await importText(workspace, REPORT);
    const second = await importText(workspace, REPORT, { reuse: true });
    expect(second).toEqual({ ...first, reused: true });
  });

  it('reads a file anew when it is told another date order, and sets the older reading aside', async () => {
    const workspace = temporaryWorkspace();
    const text = `${HEADER}\nSub1,A-1,01/10/2026,05/10/2026,5\n`;
    const first = await importText(workspace, text, { dateOrder: 'mdy' });
    const second = await importText(workspace, text, { dateOrder: 'dmy' });
    expect(first.window).toEqual({ start: '2026-01-10', end: '2026-05-10' });
    expect(second.window).toEqual({ start: '2026-10-01', end: '2026-10-05' });
    expect(listBatches(workspace.database).map(({ id }) => id)).toEqual([second.batchId]);
    expect(findBatch(workspace.database, first.batchId)?.status).toBe('superseded');
  });

  it.each([
    ['REPORT_COLUMN_MISSING', 'SUBSCRIPTION_ID,SKU\nSub1,A-1\n'],
    ['REPORT_COLUMN_TWICE', `${HEADER},sku\nSub1,A-1,2026-10-01,2026-10-31,31,A-2\n`],
    ['REPORT_DATE_AMBIGUOUS', `${HEADER}\nSub1,A-1,10/01/2026,10/05/2026,5\n`],
    ['FILE_EMPTY', ''],
    ['FILE_EMPTY', '\n  \n'],
    ['TEXT_QUOTE_OPEN', `${HEADER}\nSub1,"A-1,2026-10-01,2026-10-31,31\n`],
  ])('stops with %s and leaves nothing behind', async (code, text) => {
    const workspace = temporaryWorkspace();
    const outcome = importText(workspace, text);
    await expect(outcome).rejects.toMatchObject({ code, params: { file: 'report.csv' } });
    expect(listBatches(workspace.database)).toEqual([]);
    expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
  });

  it('names a file that is not there', async () => {
    const outcome = importReport(temporaryWorkspace(), { path: '/nowhere/report.csv' }, plainContext());
    await expect(outcome).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', params: { file: 'report.csv' } });
  });

  it('never takes for a leftover what is evidence of another import', async () => {
    const workspace = temporaryWorkspace();
    const first = await importText(workspace, REPORT);
    await expect(importText(workspace, 'SKU\n')).rejects.toThrow('REPORT_COLUMN_MISSING');
    expect(readFileSync(join(workspace.sourcesFolder, first.sourceId), 'utf8')).toBe(REPORT);
  });

  it('reads the copy that it keeps, so that a file changed meanwhile can not mix with it', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('report.csv', REPORT);
    let copied = false;
    const checkpoint = (): Promise<void> => {
      // The first checkpoint stands behind the first block of the copy: the whole of this small file.
      if (!copied) writeFileSync(path, REPORT.replace(',31\n', ',99\n'));
      copied = true;
      return Promise.resolve();
    };
    const { userDays } = await importReport(workspace, { path }, { ...plainContext(), checkpoint });
    expect(userDays).toBe(31_000_000n);
  });
});

describe('any report', () => {
  const quantity = fc.oneof(
    fc.integer({ min: -10, max: 62_000_000 }).map((value) => formatMicros(micros(BigInt(value)))),
    fc.constantFrom('', 'x', '1,5', '31'),
  );
  const row = fc
    .record({
      subscription: fc.constantFrom('Sub1', 'sub1', 'Sub2', ''),
      sku: fc.constantFrom('A-1', 'a-1', 'A-2'),
      start: fc.constantFrom('2026-10-01', '2026-10-15', '2026-11-01', 'soon'),
      end: fc.constantFrom('2026-10-31', '2026-10-20'),
      quantity,
      surplus: fc.constantFrom('', ',', ',x'),
    })
    .map(
      ({ subscription, sku, start, end, quantity: text, surplus }) =>
        [subscription, sku, start, end, text.includes(',') ? `"${text}"` : text].join(',') + surplus,
    );

  it('has every row stored or quarantined with an error, and its sum is that of the stored rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        const workspace = temporaryWorkspace();
        const report = await importText(workspace, [HEADER, ...rows].join('\n'));
        const stored = [...eachUsageRow(workspace.database, [report.batchId])];
        const inError = new Set(
          listIssues(workspace.database, [report.batchId])
            .filter((issue) => issue.severity === 'error')
            .map((issue) => issue.row),
        );
        expect(report.counts).toEqual({
          read: rows.length,
          stored: stored.length,
          quarantined: inError.size,
          blank: 0,
        });
        expect(stored.length + inError.size).toBe(rows.length);
        expect(sumMicros(stored.map((held) => held.quantity))).toBe(report.userDays);
        expect(countWrongTotals(workspace.database)).toBe(0);
        workspace.close();
      }),
      { numRuns: 25 },
    );
  });
});
