import { micros, type Micros } from '#core/decimal/micros.ts';
import type {
  ComparedRow,
  InvoiceDocument,
  InvoiceFields,
  InvoiceRow,
  RowClass,
  RowFlag,
  StatedTotal,
} from '#core/invoice/invoice-row.ts';
import type { PlainDate } from '#core/period.ts';
import { defined } from '#core/assert.ts';
import type { ReadableDatabase, SqlParameter, WritableDatabase } from '../db/handles.ts';
import { findBatch } from './batches.ts';

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

type TextField = keyof typeof TEXT_COLUMNS;
type FigureField = keyof typeof FIGURE_COLUMNS;

const TEXT_FIELDS = Object.keys(TEXT_COLUMNS) as TextField[];
const FIGURE_FIELDS = Object.keys(FIGURE_COLUMNS) as FigureField[];

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
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
    const some = rows.slice(from, from + ROWS_AT_A_TIME);
    const sql = insertRows(same, own, some.length);
    // The last rows of a file are as many as they are: their statement is not kept.
    const statement = some.length === ROWS_AT_A_TIME ? database.prepare(sql) : database.prepareFresh(sql);
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
  rows: readInvoiceRows(database, batchId),
});

function readInvoiceRows(database: ReadableDatabase, batchId: number): readonly InvoiceRow[] {
  const toRow = openRows(sourceOf(database, batchId));
  return Array.from(eachValue<StoredRow>(database, READ_PAGE, batchId), (values) =>
    withCells(toRow(values), values),
  );
}

/** What an invoice says about itself, without its rows. */
export function readInvoiceHead(database: ReadableDatabase, batchId: number): Omit<InvoiceDocument, 'rows'> {
  const record = documentRecord(database, batchId);
  const source = sourceOf(database, batchId);
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

/**
 * A row as a page has it: what a row always has, then the fields in their order. Figures are texts: JSON's numbers would
 * not be exact.
 */
type StoredRow = readonly [
  sheet: string | null,
  row: number,
  rowClass: RowClass,
  classRule: string,
  quarantined: 0 | 1,
  flags: readonly RowFlag[],
  raw: readonly string[],
  ...fields: readonly (string | null)[],
];
const OWN_VALUES = 7;
const RAW_VALUE = 6;

/** A {@link StoredRow} out of `invoice_row`: a row as one text crosses over four times as fast as value by value. */
const rowJson = (raw: string): string =>
  `json_array(sheet, row, row_class, class_rule, quarantined, json(flags), ${raw}, ${[
    ...TEXT_FIELDS.map((field) => TEXT_COLUMNS[field]),
    ...FIGURE_FIELDS.map((field) => `CAST(${FIGURE_COLUMNS[field]} AS TEXT)`),
  ].join(', ')})`;
const ROW_JSON = rowJson('json(raw)');
const readPage = (value: string): string => `SELECT max(position) AS last, count(*) AS count,
    json_group_array(${value} ORDER BY position) AS rows
  FROM (SELECT * FROM invoice_row WHERE batch_id = ? AND position >= ? ORDER BY position LIMIT ${PAGE_ROWS})`;
const READ_PAGE = readPage(ROW_JSON);
const READ_COMPARED_PAGE = readPage(rowJson('NULL'));
const READ_CELLS_PAGE = readPage('json(raw)');

/** Every row of an invoice batch in source order, without the rows' cells: half of what a row takes. */
export function* eachComparedRow(database: ReadableDatabase, batchId: number): IterableIterator<ComparedRow> {
  const toRow = openRows(sourceOf(database, batchId));
  for (const values of eachValue<StoredRow>(database, READ_COMPARED_PAGE, batchId)) yield toRow(values);
}

/** The cells of all rows of an invoice batch, in source order. */
export const readInvoiceCells = (
  database: ReadableDatabase,
  batchId: number,
): readonly (readonly string[])[] => [...eachValue<readonly string[]>(database, READ_CELLS_PAGE, batchId)];

function* eachValue<Value>(database: ReadableDatabase, sql: string, batchId: number): Generator<Value, void> {
  const page = database.prepare<{ last: bigint | null; count: bigint; rows: string }>(sql);
  for (let from = 0n; ;) {
    const found = page.get(batchId, from);
    if (found === undefined || found.last === null) return;
    yield* JSON.parse(found.rows) as Value[];
    if (found.count < BigInt(PAGE_ROWS)) return;
    from = found.last + 1n;
  }
}

const NO_FLAGS: readonly RowFlag[] = [];

/** Makes rows of one file out of what a page has. Texts that many of them have are held once. */
function openRows(source: string): (values: StoredRow) => ComparedRow {
  const shared = TEXT_FIELDS.map(() => openSharedTexts());
  const sheetOf = openSharedTexts();
  const ruleOf = openSharedTexts();
  return (values) => {
    const fields: Partial<Record<TextField, string> & Record<FigureField, Micros>> = {};
    for (const [index, field] of TEXT_FIELDS.entries()) {
      const text = values[OWN_VALUES + index];
      if (typeof text === 'string') fields[field] = shared[index]?.(text) ?? text;
    }
    for (const [index, field] of FIGURE_FIELDS.entries()) {
      const figure = values[OWN_VALUES + TEXT_FIELDS.length + index];
      if (typeof figure === 'string') fields[field] = micros(BigInt(figure));
    }
    const [sheet, row, rowClass, classRule, quarantined, flags] = values;
    // Dates were dates when they were stored; the database's checks hold their form.
    return Object.assign(fields as InvoiceFields, {
      ref: { source, sheet: sheet === null ? undefined : sheetOf(sheet), row },
      rowClass,
      classRule: ruleOf(classRule),
      quarantined: quarantined === 1,
      flags: flags.length === 0 ? NO_FLAGS : flags,
    });
  };
}

const withCells = (row: ComparedRow, values: StoredRow): InvoiceRow =>
  Object.assign(row, { raw: values[RAW_VALUE] });

/** A field with more texts than this has one for nearly every row: looking them up would be in vain. */
const MOST_SHARED_TEXTS = 500;

/** Gives one string for equal texts, as long as there are few. */
function openSharedTexts(): (text: string) => string {
  const held = new Map<string, string>();
  return (text) => {
    if (held.size > MOST_SHARED_TEXTS) return text;
    const known = held.get(text);
    if (known === undefined) held.set(text, text);
    return known ?? text;
  };
}

const documentRecord = (database: ReadableDatabase, batchId: number): DocumentRecord =>
  defined(
    database.prepare<DocumentRecord>('SELECT * FROM invoice_document WHERE batch_id = ?').get(batchId),
    `batch ${batchId} is an invoice`,
  );

const sourceOf = (database: ReadableDatabase, batchId: number): string =>
  defined(findBatch(database, batchId), `batch ${batchId} was named by the caller`).sourceId;

/** Where rows of an invoice file stand: rows by sheet, null for a file without sheets. */
export type RowsBySheet = ReadonlyMap<string | null, readonly number[]>;

/** Rows of an invoice batch by their addresses, in source order. */
export const findInvoiceRows = (
  database: ReadableDatabase,
  batchId: number,
  rows: RowsBySheet,
): readonly InvoiceRow[] => {
  const toRow = openRows(sourceOf(database, batchId));
  return [...rows].flatMap(([sheet, numbers]) =>
    database
      .prepare<{ value: string }>(
        `SELECT ${ROW_JSON} AS value FROM invoice_row WHERE batch_id = ? AND sheet IS ? AND row IN (SELECT value FROM json_each(?))
         ORDER BY position`,
      )
      .all(batchId, sheet, JSON.stringify(numbers))
      .map(({ value }) => JSON.parse(value) as StoredRow)
      .map((values) => withCells(toRow(values), values)),
  );
};
