import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInvoice } from '#engine/importers/invoice/read-invoice.ts';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { readInvoiceDocument } from '#engine/repositories/invoices.ts';
import { listIssues } from '#engine/repositories/issues.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/invoice');
const FILES = readdirSync(FIXTURES).filter((name) => /\.(csv|tsv|xlsx|xls|ods)$/.test(name));

describe.each(FILES)('the invoice %s', (name) => {
  const path = join(FIXTURES, name);

  it('comes out of the workspace as the importer has read it', async () => {
    const workspace = temporaryWorkspace();
    const imported = await importInvoice(workspace, { path }, plainContext());
    const file = await openTableFile(path, {}, plainContext());
    const reading = await readInvoice(file, { id: imported.sourceId, name }, {}, plainContext());
    await file.close();
    expect(readInvoiceDocument(workspace.database, imported.batchId)).toEqual(reading.document);
    expect(imported.mapping).toEqual(reading.mapping);
    const byText = (issues: readonly unknown[]): readonly string[] =>
      issues.map((issue) => JSON.stringify(issue, Object.keys(issue as object).sort())).sort();
    expect(byText(listIssues(workspace.database, [imported.batchId]))).toEqual(byText(reading.issues));
  });

  it('has every row counted', async () => {
    const { counts } = await importInvoice(temporaryWorkspace(), { path }, plainContext());
    expect(counts.read).toBe(counts.stored + counts.quarantined + counts.blank);
    expect(counts.stored).toBeGreaterThan(0);
  });
});

describe('importing an invoice', () => {
  const text = [
    'Subscription ID,SKU,Quantity,Unit Price,Amount,Start Date,End Date',
    'Sub1,A-1,10,10,100,10/01/2026,10/05/2026',
  ].join('\n');

  it('refuses the same file read in the same way, and takes it where it may', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('i.csv', text);
    const first = await importInvoice(workspace, { path, dateOrder: 'mdy' }, plainContext());
    await expect(importInvoice(workspace, { path, dateOrder: 'mdy' }, plainContext())).rejects.toMatchObject({
      code: 'FILE_ALREADY_IMPORTED',
    });
    const again = await importInvoice(workspace, { path, dateOrder: 'mdy', reuse: true }, plainContext());
    expect(again).toEqual({ ...first, reused: true });
  });

  it('reads the same file anew in another way', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('i.csv', text);
    await importInvoice(workspace, { path, dateOrder: 'mdy' }, plainContext());
    const second = await importInvoice(workspace, { path, dateOrder: 'dmy', reuse: true }, plainContext());
    expect(second).toMatchObject({ reused: false, window: { start: '2026-01-10', end: '2026-05-10' } });
    expect(listBatches(workspace.database, { kind: 'invoice' })).toHaveLength(1);
  });

  it('leaves nothing where the file can not be read for certain', async () => {
    const workspace = temporaryWorkspace();
    const outcome = importInvoice(workspace, { path: writeTemporary('i.csv', text) }, plainContext());
    await expect(outcome).rejects.toMatchObject({ code: 'DATE_ORDER_AMBIGUOUS', params: { file: 'i.csv' } });
    expect(listBatches(workspace.database)).toEqual([]);
    expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
  });
});
