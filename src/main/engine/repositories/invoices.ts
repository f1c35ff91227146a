import { micros } from '#core/decimal/micros.ts';
import type { InvoiceDocument, InvoiceFields, InvoiceRow, StatedTotal } from '#core/invoice/invoice-row.ts';
import type { PlainDate } from '#core/period.ts';
import { defined } from '#core/assert.ts';
import type { ReadableDatabase, SqlParameter, WritableDatabase } from '../db/handles.ts';
import { sourceOfBatch } from './batches.ts';
import { eachInvoiceRow } from './each-invoice-row.ts';

/** The fields of a row that are texts, and their columns. */
const TEXT_COLUMNS = {
  invoiceNumber: 'invoice_number',
  lineNumber: 'line_number',
  invoiceDate: 'invoice_date',
  currency: 'currency',
  subscriptionId: 'subscription_id',
  sku: 'sku',
  serviceName: 'service_name',
  description: 'description',
  chargeType: 'charge_type',
  unitOfMeasure: 'unit_of_measure',
  customerId: 'customer_id',
  customerName: 'customer_name',
  consumerId: 'consumer_id',
  chargeStart: 'charge_start',
  chargeEnd: 'charge_end',
} as const satisfies Partial<Record<keyof InvoiceFields, string>>;
/** The fields of a row that are figures. */
const FIGURE_COLUMNS = {
  quantity: 'quantity',
  unitPrice: 'unit_price',
  amount: 'amount',
} as const satisfies Partial<Record<keyof InvoiceFields, string>>;

/** A column and what a row has in it. */
interface RowColumn {
  readonly name: string;
  readonly valueOf: (row: InvoiceRow) => SqlParameter;
}

/** Every field has its column, or this does not compile. */
const FIELD_COLUMNS: readonly RowColumn[] = Object.entries({
  ...TEXT_COLUMNS,
  ...FIGURE_COLUMNS,
} satisfies Record<keyof InvoiceFields, string>).map(([field, name]) => ({
  name,
  valueOf: (row) => row[field as keyof InvoiceFields] ?? null,
}));
/** All columns but those of the batch. */
const ROW_COLUMNS: readonly RowColumn[] = [
  { name: 'sheet', valueOf: (row) => row.ref.sheet ?? null },
  { name: 'row', valueOf: (row) => row.ref.row },
  { name: 'row_class', valueOf: (row) => row.rowClass },
  { name: 'class_rule', valueOf: (row) => row.classRule },
  { name: 'quarantined', valueOf: (row) => (row.quarantined ? 1 : 0) },
  { name: 'flags', valueOf: (row) => (row.flags.length === 0 ? '[]' : JSON.stringify(row.flags)) },
  { name: 'raw', valueOf: (row) => JSON.stringify(row.raw) },
  ...FIELD_COLUMNS,
];

/** Rows that one statement takes; more of them save no more. */
const ROWS_AT_A_TIME = 100;

/** A statement for so many rows, of which some columns hold the same in all: such a value is bound once. */
function insertRows(same: readonly RowColumn[], own: readonly RowColumn[], rows: number): string {
  const columns = ['batch_id', ...same.map(({ name }) => name), 'position', ...own.map(({ name }) => name)];
  const bound = ['?', ...same.map(() => '?')];
  const taken = ['column1', ...own.map((_, index) => `column${String(index + 2)}`)];
  const row = `(?${', ?'.repeat(own.length)})`;
  return `INSERT INTO invoice_row (${columns.join(', ')}) SELECT ${[...bound, ...taken].join(', ')}
    FROM (VALUES ${Array<string>(rows).fill(row).join(', ')})`;
}

const PAGE_ROWS = 500;

/** How an invoice was read, beside its rows: JSON texts of what the importer returned. */
export interface StoredReading {
  readonly mapping: string;
  readonly tables: string;
}

/** Stores rows of an invoice from a position on. Call it within a transaction. */
export function addInvoiceRows(
  database: WritableDatabase,
  batchId: number,
  rows: readonly InvoiceRow[],
  firstPosition: number,
): void {
  const same: RowColumn[] = [];
  const own: RowColumn[] = [];
  const shared: SqlParameter[] = [batchId];
  for (const column of ROW_COLUMNS) {
    const value = sharedValue(rows, column);
    if (value === undefined) own.push(column);
    else {
      same.push(column);
      shared.push(value);
    }
  }
  // Each file has its own columns that are the same: of a hundred rows, a statement that nobody uses again is large.
  const insert = (count: number) => database.prepareFresh(insertRows(same, own, count));
  const insertMost = insert(ROWS_AT_A_TIME);
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
    const some = rows.slice(from, from + ROWS_AT_A_TIME);
    const statement = some.length === ROWS_AT_A_TIME ? insertMost : insert(some.length);
    const values = [...shared];
    for (const [index, row] of some.entries()) {
      values.push(firstPosition + from + index);
      for (const { valueOf } of own) values.push(valueOf(row));
    }
    statement.run(...values);
  }
}

/** What all rows hold in a column; undefined where they differ. */
function sharedValue(rows: readonly InvoiceRow[], { name, valueOf }: RowColumn): SqlParameter | undefined {
  const [first] = rows;
  // Cells are never the same, and dear to compare.
  if (first === undefined || name === 'raw') return undefined;
  const value = valueOf(first);
  return rows.every((row) => valueOf(row) === value) ? value : undefined;
}

/** Stores what an invoice says about itself. Call it within a transaction. */
export function addInvoiceDocument(
  database: WritableDatabase,
  batchId: number,
  document: Omit<InvoiceDocument, 'rows'>,
  reading: StoredReading,
): void {
  database
    .prepare(
      `INSERT INTO invoice_document (batch_id, invoice_number, invoice_date, currency, columns, mapping, tables)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      batchId,
      document.number ?? null,
      document.date ?? null,
      document.currency ?? null,
      JSON.stringify(document.columns),
      reading.mapping,
      reading.tables,
    );
  const insert = database.prepare(
    'INSERT INTO stated_total (batch_id, position, kind, amount, sheet, row) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const [position, total] of document.statedTotals.entries()) {
    insert.run(batchId, position, total.kind, total.amount, total.ref.sheet ?? null, total.ref.row);
  }
}

interface DocumentRecord {
  invoice_number: string | null;
  invoice_date: PlainDate | null;
  currency: string | null;
  columns: string;
  mapping: string;
  tables: string;
}

interface StatedTotalRecord {
  kind: StatedTotal['kind'];
  amount: bigint;
  sheet: string | null;
  row: bigint;
}

/** An invoice as it was read, with all its rows. */
export const readInvoiceDocument = (database: ReadableDatabase, batchId: number): InvoiceDocument => ({
  ...readInvoiceHead(database, batchId),
  rows: [...eachInvoiceRow(database, [batchId])],
});

/** What an invoice says about itself, without its rows. */
export function readInvoiceHead(database: ReadableDatabase, batchId: number): Omit<InvoiceDocument, 'rows'> {
  const record = documentRecord(database, batchId);
  const source = sourceOfBatch(database, batchId);
  const totals = database
    .prepare<StatedTotalRecord>(
      'SELECT kind, amount, sheet, row FROM stated_total WHERE batch_id = ? ORDER BY position',
    )
    .all(batchId);
  return {
    number: record.invoice_number ?? undefined,
    date: record.invoice_date ?? undefined,
    currency: record.currency ?? undefined,
    columns: JSON.parse(record.columns) as string[],
    statedTotals: totals.map((total) => ({
      kind: total.kind,
      amount: micros(total.amount),
      ref: { source, sheet: total.sheet ?? undefined, row: Number(total.row) },
    })),
  };
}

/** How an invoice was read: mapping and tables, as the importer returned them. */
export function readStoredReading(database: ReadableDatabase, batchId: number): StoredReading {
  const { mapping, tables } = documentRecord(database, batchId);
  return { mapping, tables };
}

const READ_CELLS_PAGE = `SELECT max(position) AS last, count(*) AS count, json_group_array(json(raw) ORDER BY position) AS rows
  FROM (SELECT * FROM invoice_row WHERE batch_id = ? AND position >= ? ORDER BY position LIMIT ${PAGE_ROWS})`;

/** The cells of all rows of an invoice batch, in source order. */
export const readInvoiceCells = (
  database: ReadableDatabase,
  batchId: number,
): readonly (readonly string[])[] => {
  const page = database.prepare<{ last: bigint | null; count: bigint; rows: string }>(READ_CELLS_PAGE);
  const cells: (readonly string[])[] = [];
  for (let from = 0n; ;) {
    const found = page.get(batchId, from);
    if (found === undefined || found.last === null) return cells;
    cells.push(...(JSON.parse(found.rows) as string[][]));
    if (found.count < BigInt(PAGE_ROWS)) return cells;
    from = found.last + 1n;
  }
};

const documentRecord = (database: ReadableDatabase, batchId: number): DocumentRecord =>
  defined(
    database.prepare<DocumentRecord>('SELECT * FROM invoice_document WHERE batch_id = ?').get(batchId),
    `batch ${batchId} is an invoice`,
  );
