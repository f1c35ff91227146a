import { defined } from '#core/assert.ts';
import { micros } from '#core/decimal/micros.ts';
import type { InvoiceRow, RowClass, RowFlag } from '#core/invoice/invoice-row.ts';
import type { PlainDate } from '#core/period.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch } from './batches.ts';

/** A row as `invoice_row` has it. */
interface InvoiceRecord {
  readonly position: bigint;
  readonly sheet: string | null;
  readonly row: bigint;
  readonly row_class: RowClass;
  readonly class_rule: string;
  readonly quarantined: bigint;
  readonly flags: string;
  readonly raw: string;
  readonly invoice_number: string | null;
  readonly line_number: string | null;
  readonly invoice_date: PlainDate | null;
  readonly currency: string | null;
  readonly subscription_id: string | null;
  readonly sku: string | null;
  readonly service_name: string | null;
  readonly description: string | null;
  readonly charge_type: string | null;
  readonly unit_of_measure: string | null;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly consumer_id: string | null;
  readonly charge_start: PlainDate | null;
  readonly charge_end: PlainDate | null;
  readonly quantity: bigint | null;
  readonly unit_price: bigint | null;
  readonly amount: bigint | null;
}

const PAGE_ROWS = 500;
const PAGE = `SELECT * FROM invoice_row WHERE batch_id = ? AND position >= ? ORDER BY position LIMIT ${PAGE_ROWS}`;

/**
 * Every row of the given invoice batches, batch by batch, in source order: for those who let each go before the next. What
 * is held for long is read as JSON, which shares the texts that come again.
 */
export function* eachInvoiceRow(
  database: ReadableDatabase,
  batchIds: readonly number[],
): IterableIterator<InvoiceRow> {
  const page = database.prepare<InvoiceRecord>(PAGE);
  for (const batchId of batchIds) {
    const { sourceId } = defined(findBatch(database, batchId), `batch ${batchId} was named by the caller`);
    for (let from = 0n; ;) {
      const records = page.all(batchId, from);
      for (const record of records) yield toInvoiceRow(record, sourceId);
      const end = records.at(-1);
      if (end === undefined || records.length < PAGE_ROWS) break;
      from = end.position + 1n;
    }
  }
}

const NO_FLAGS: readonly RowFlag[] = [];

function toInvoiceRow(record: InvoiceRecord, source: string): InvoiceRow {
  let cells: readonly string[] | undefined;
  const row: { -readonly [Field in keyof InvoiceRow]: InvoiceRow[Field] } = {
    ref: { source, sheet: record.sheet ?? undefined, row: Number(record.row) },
    rowClass: record.row_class,
    classRule: record.class_rule,
    quarantined: record.quarantined === 1n,
    flags: record.flags === '[]' ? NO_FLAGS : (JSON.parse(record.flags) as RowFlag[]),
    // A workbook shows the cells of few rows.
    get raw() {
      return (cells ??= JSON.parse(record.raw) as readonly string[]);
    },
  };
  // Dates were dates when they were stored; the database's checks hold their form.
  if (record.invoice_number !== null) row.invoiceNumber = record.invoice_number;
  if (record.line_number !== null) row.lineNumber = record.line_number;
  if (record.invoice_date !== null) row.invoiceDate = record.invoice_date;
  if (record.currency !== null) row.currency = record.currency;
  if (record.subscription_id !== null) row.subscriptionId = record.subscription_id;
  if (record.sku !== null) row.sku = record.sku;
  if (record.service_name !== null) row.serviceName = record.service_name;
  if (record.description !== null) row.description = record.description;
  if (record.charge_type !== null) row.chargeType = record.charge_type;
  if (record.unit_of_measure !== null) row.unitOfMeasure = record.unit_of_measure;
  if (record.customer_id !== null) row.customerId = record.customer_id;
  if (record.customer_name !== null) row.customerName = record.customer_name;
  if (record.consumer_id !== null) row.consumerId = record.consumer_id;
  if (record.charge_start !== null) row.chargeStart = record.charge_start;
  if (record.charge_end !== null) row.chargeEnd = record.charge_end;
  if (record.quantity !== null) row.quantity = micros(record.quantity);
  if (record.unit_price !== null) row.unitPrice = micros(record.unit_price);
  if (record.amount !== null) row.amount = micros(record.amount);
  return row;
}
