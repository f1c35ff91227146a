import { micros } from '#core/decimal/micros.ts';
import type { ComparedRow, InvoiceFields, InvoiceRow, RowClass, RowFlag } from '#core/invoice/invoice-row.ts';
import type { PlainDate } from '#core/period.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { sourceOfBatch } from './batches.ts';

/** A row as `invoice_row` has it, without its cells. */
interface ComparedRecord {
  readonly position: bigint;
  readonly sheet: string | null;
  readonly row: bigint;
  readonly row_class: RowClass;
  readonly class_rule: string;
  readonly quarantined: bigint;
  readonly flags: string;
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

interface InvoiceRecord extends ComparedRecord {
  readonly raw: string;
}

const COMPARED_COLUMNS = `position, sheet, row, row_class, class_rule, quarantined, flags, invoice_number, line_number,
  invoice_date, currency, subscription_id, sku, service_name, description, charge_type, unit_of_measure, customer_id,
  customer_name, consumer_id, charge_start, charge_end, quantity, unit_price, amount`;

const PAGE_ROWS = 500;

/** The records of a batch in source order, page by page. */
function* eachRecord<Found extends ComparedRecord>(
  database: ReadableDatabase,
  columns: string,
  batchId: number,
): Generator<Found, void> {
  const page = database.prepare<Found>(
    `SELECT ${columns} FROM invoice_row WHERE batch_id = ? AND position >= ? ORDER BY position LIMIT ${PAGE_ROWS}`,
  );
  for (let from = 0n; ;) {
    const records = page.all(batchId, from);
    yield* records;
    const end = records.at(-1);
    if (end === undefined || records.length < PAGE_ROWS) return;
    from = end.position + 1n;
  }
}

/** Every row of the given invoice batches, batch by batch, in source order. */
export function* eachInvoiceRow(
  database: ReadableDatabase,
  batchIds: readonly number[],
): IterableIterator<InvoiceRow> {
  for (const batchId of batchIds) {
    const source = sourceOfBatch(database, batchId);
    for (const record of eachRecord<InvoiceRecord>(database, '*', batchId))
      yield toInvoiceRow(record, source);
  }
}

/**
 * Every row of an invoice batch in source order, without the rows' cells, for those who hold all of them: half of what a
 * row takes. Texts that many of them have are held once.
 */
export function* eachComparedRow(database: ReadableDatabase, batchId: number): IterableIterator<ComparedRow> {
  const source = sourceOfBatch(database, batchId);
  const shared = openSharedTexts();
  for (const record of eachRecord<ComparedRecord>(database, COMPARED_COLUMNS, batchId)) {
    yield toComparedRow(record, source, shared);
  }
}

/** Where rows of an invoice file stand: rows by sheet, null for a file without sheets. */
export type RowsBySheet = ReadonlyMap<string | null, readonly number[]>;

/** Rows of an invoice batch by their addresses, in source order. */
export const findInvoiceRows = (
  database: ReadableDatabase,
  batchId: number,
  rows: RowsBySheet,
): readonly InvoiceRow[] => {
  const source = sourceOfBatch(database, batchId);
  return [...rows].flatMap(([sheet, numbers]) =>
    database
      .prepare<InvoiceRecord>(
        `SELECT * FROM invoice_row WHERE batch_id = ? AND sheet IS ? AND row IN (SELECT value FROM json_each(?))
         ORDER BY position`,
      )
      .all(batchId, sheet, JSON.stringify(numbers))
      .map((record) => toInvoiceRow(record, source)),
  );
};

/** More texts than this are not looked for: of a column that has one for each row it would be in vain. */
const MOST_SHARED_TEXTS = 2000;

/** Gives one string for equal texts. */
function openSharedTexts(): (text: string) => string {
  const held = new Map<string, string>();
  return (text) => {
    const known = held.get(text);
    if (known === undefined && held.size < MOST_SHARED_TEXTS) held.set(text, text);
    return known ?? text;
  };
}

type Writable<Row> = { -readonly [Field in keyof Row]: Row[Field] };

const NO_FLAGS: readonly RowFlag[] = [];
const flagsOf = (flags: string): readonly RowFlag[] =>
  flags === '[]' ? NO_FLAGS : (JSON.parse(flags) as RowFlag[]);
const asItIs = (text: string): string => text;

function toInvoiceRow(record: InvoiceRecord, source: string): InvoiceRow {
  let cells: readonly string[] | undefined;
  const row: Writable<InvoiceRow> = {
    ref: { source, sheet: record.sheet ?? undefined, row: Number(record.row) },
    rowClass: record.row_class,
    classRule: record.class_rule,
    quarantined: record.quarantined === 1n,
    flags: flagsOf(record.flags),
    // A workbook shows the cells of few rows.
    get raw() {
      return (cells ??= JSON.parse(record.raw) as readonly string[]);
    },
  };
  addFields(row, record, asItIs);
  return row;
}

function toComparedRow(
  record: ComparedRecord,
  source: string,
  shared: (text: string) => string,
): ComparedRow {
  const row: Writable<ComparedRow> = {
    ref: {
      source,
      sheet: record.sheet === null ? undefined : shared(record.sheet),
      row: Number(record.row),
    },
    rowClass: record.row_class,
    classRule: shared(record.class_rule),
    quarantined: record.quarantined === 1n,
    flags: flagsOf(record.flags),
  };
  addFields(row, record, shared);
  return row;
}

/** Adds what a row has of its fields. */
function addFields(
  row: Writable<InvoiceFields>,
  record: ComparedRecord,
  shared: (text: string) => string,
): void {
  if (record.invoice_number !== null) row.invoiceNumber = shared(record.invoice_number);
  if (record.line_number !== null) row.lineNumber = record.line_number;
  // Dates were dates when they were stored; the database's checks hold their form.
  if (record.invoice_date !== null) row.invoiceDate = shared(record.invoice_date) as PlainDate;
  if (record.currency !== null) row.currency = shared(record.currency);
  if (record.subscription_id !== null) row.subscriptionId = shared(record.subscription_id);
  if (record.sku !== null) row.sku = shared(record.sku);
  if (record.service_name !== null) row.serviceName = shared(record.service_name);
  if (record.description !== null) row.description = shared(record.description);
  if (record.charge_type !== null) row.chargeType = shared(record.charge_type);
  if (record.unit_of_measure !== null) row.unitOfMeasure = shared(record.unit_of_measure);
  if (record.customer_id !== null) row.customerId = record.customer_id;
  if (record.customer_name !== null) row.customerName = record.customer_name;
  if (record.consumer_id !== null) row.consumerId = record.consumer_id;
  if (record.charge_start !== null) row.chargeStart = shared(record.charge_start) as PlainDate;
  if (record.charge_end !== null) row.chargeEnd = shared(record.charge_end) as PlainDate;
  if (record.quantity !== null) row.quantity = micros(record.quantity);
  if (record.unit_price !== null) row.unitPrice = micros(record.unit_price);
  if (record.amount !== null) row.amount = micros(record.amount);
}
