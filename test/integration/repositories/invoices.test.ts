import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { defined } from '#core/assert.ts';
import { MAX_MICROS, micros, type Micros } from '#core/decimal/micros.ts';
import { ROW_CLASSES, type InvoiceRow } from '#core/invoice/invoice-row.ts';
import { parsePlainDate, type PlainDate } from '#core/period.ts';
import type { WritableDatabase } from '#engine/db/handles.ts';
import { createBatch } from '#engine/repositories/batches.ts';
import { eachComparedRow, eachInvoiceRow, findInvoiceRows } from '#engine/repositories/each-invoice-row.ts';
import { addInvoiceRows, readInvoiceCells } from '#engine/repositories/invoices.ts';
import { keepSourceFile } from '#engine/repositories/source-files.ts';
import { sourceIdOf } from '../../support/stored-report.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const AT = '2026-11-02T01:00:00.000Z';
const SOURCE = sourceIdOf('invoice');

function invoiceBatch(database: WritableDatabase): number {
  const sourceFileId = keepSourceFile(database, {
    ...{ sha256: SOURCE, bytes: 1, name: 'invoice', storedPath: `sources/${SOURCE}`, media: 'csv' },
    ...{ encoding: 'utf-8', importedAt: AT },
  });
  return createBatch(database, {
    ...{ kind: 'invoice', sourceFileId, parser: 'test/1', parameters: '{}', parametersHash: SOURCE },
    ...{ level: undefined, sheet: undefined, extraColumns: [], createdAt: AT },
  });
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('null', '"', '\\', '[]', '0'),
);
const figure: fc.Arbitrary<Micros> = fc.bigInt({ min: -MAX_MICROS, max: MAX_MICROS }).map(micros);
const date: fc.Arbitrary<PlainDate> = fc
  .constantFrom('2026-10-01', '2024-02-29')
  .map((day) => defined(parsePlainDate(day), day));
const row: fc.Arbitrary<Omit<InvoiceRow, 'ref'>> = fc
  .tuple(
    fc.record(
      {
        ...{ invoiceNumber: text, lineNumber: text, invoiceDate: date, currency: text, subscriptionId: text },
        ...{ sku: text, serviceName: text, description: text, chargeType: text, unitOfMeasure: text },
        ...{ customerId: text, customerName: text, consumerId: text, chargeStart: date, chargeEnd: date },
        ...{ quantity: figure, unitPrice: figure, amount: figure },
      },
      { requiredKeys: [] },
    ),
    fc.record({
      rowClass: fc.constantFrom(...ROW_CLASSES),
      classRule: fc.constantFrom('words:total', 'negative-amount'),
      quarantined: fc.boolean(),
      flags: fc.constantFrom([], ['hidden-row' as const], ['hidden-row' as const, 'price-derived' as const]),
      raw: fc.array(text, { maxLength: 4 }),
    }),
  )
  .map(([fields, own]) => ({ ...fields, ...own }));

describe('the rows of an invoice', () => {
  it('come back exactly as they were, whatever their texts and figures', () => {
    const { database } = temporaryWorkspace();
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (given) => {
        database.transaction(() => {
          database.prepare('DELETE FROM invoice_row').run();
          database.prepare('DELETE FROM batch').run();
        });
        const batchId = invoiceBatch(database);
        const rows = given.map((own, index): InvoiceRow => {
          const sheet = index % 2 === 0 ? undefined : 'シート "1"';
          return { ...own, ref: { source: SOURCE, sheet, row: index + 2 } };
        });
        database.transaction(() => {
          addInvoiceRows(database, batchId, rows, 0);
        });
        expect([...eachInvoiceRow(database, [batchId])]).toEqual(rows);
        expect(findInvoiceRows(database, batchId, new Map([[null, [2]]]))).toEqual(rows.slice(0, 1));
        expect([...eachComparedRow(database, batchId)]).toEqual(rows.map(({ raw: _raw, ...row }) => row));
        expect(readInvoiceCells(database, batchId)).toEqual(rows.map(({ raw }) => raw));
      }),
      { numRuns: 60 },
    );
  });

  it('come page by page, each once and in their order', () => {
    const { database } = temporaryWorkspace();
    const batchId = invoiceBatch(database);
    const rows = Array.from({ length: 1501 }, (_, index): InvoiceRow => ({
      ...{ ref: { source: SOURCE, sheet: undefined, row: index + 2 }, rowClass: 'charge', classRule: 'test' },
      ...{ quarantined: false, flags: [], raw: [String(index)], sku: 'A-1', amount: micros(BigInt(index)) },
    }));
    database.transaction(() => {
      addInvoiceRows(database, batchId, rows, 0);
    });
    expect([...eachInvoiceRow(database, [batchId])]).toEqual(rows);
  });
});
