import { parseDecimal } from '#core/decimal/micros.ts';
import { idKey, type IdKey } from '#core/ids.ts';
import { lineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import type { LineDocument } from '#core/reconcile/result-document.ts';
import { signatureOf, signatureText } from '#core/reconcile/signature.ts';
import type { Steps } from '#core/steps.ts';
import type { ReadableDatabase, SqlParameter, WritableDatabase } from '../db/handles.ts';
import { openTextHash } from '../text-hash.ts';
import { storeFigure } from './figure.ts';
import { quotedRow, type LinesDigest } from './row-texts.ts';

/** The figures of a line that are summed and sorted, by the column of their whole part. */
export const FIGURE_COLUMNS = [
  'invoiced_quantity',
  'user_days',
  'expected_quantity',
  'variance_quantity',
  'invoiced_amount',
  'expected_amount',
  'variance_amount',
  'variance_size',
] as const;
export type FigureColumn = (typeof FIGURE_COLUMNS)[number];

/** All columns but the run's, as in `content-parts.ts`. */
const COLUMNS = [
  'position',
  'line_key',
  'level',
  'subscription',
  'sku',
  'customer_org',
  'customer_external',
  'customer_name',
  'consumer',
  'match',
  'class',
  'direction',
  'within_tolerance',
  'invoice_rows',
  'usage_rows',
  'invoiced_price',
  'expected_price',
  ...FIGURE_COLUMNS.flatMap((column) => [column, `${column}_rest`]),
  'explanations',
  'signature',
  'search',
] as const;
const DOCUMENT_COLUMNS = ['position', 'document'] as const;

/** Lines that one statement adds: a fifth less time than one by one. */
const BLOCK_LINES = 50;

/** Adds rows of a run to a table, block by block, and takes their digest: `text` is the row as its digest has it. */
function openBlocks(
  database: WritableDatabase,
  runPosition: number | bigint,
  table: string,
  columns: readonly string[],
): {
  readonly add: (row: readonly SqlParameter[], text: string) => void;
  /** Adds what is left, and gives the digest of all rows. */
  readonly finish: () => string;
} {
  const width = 1 + columns.length;
  const one = `(?${', ?'.repeat(columns.length)})`;
  const insert = `INSERT INTO ${table} (run_position, ${columns.join(', ')}) VALUES ${one}`;
  const insertRow = database.prepare(insert);
  const insertBlock = database.prepare(insert + `, ${one}`.repeat(BLOCK_LINES - 1));
  const hash = openTextHash();
  let values: SqlParameter[] = [];
  return {
    add: (row, text) => {
      values.push(runPosition, ...row);
      hash.add(text);
      hash.add('\n');
      if (values.length < BLOCK_LINES * width) return;
      insertBlock.run(...values);
      values = [];
    },
    finish: () => {
      for (let at = 0; at < values.length; at += width) insertRow.run(...values.slice(at, at + width));
      values = [];
      return hash.digest();
    },
  };
}

const PAGE_LINES = 500;
/** Lines whose texts are read as one: larger strings are garbage that only a full collection takes. */
const TEXT_LINES = 100;

/** Lines that are kept in one step. */
const STEP_LINES = 4 * BLOCK_LINES;

/** A line that is to be kept, and its JSON. */
export interface KeptLine {
  readonly line: LineDocument;
  readonly document: string;
}

/**
 * Keeps the lines of a run, in the order of its document, step by step. Call it in the run's own transaction. Each line
 * is asked for when the one before has been kept: as documents they never stand in memory together. Gives what the rows
 * come to, so that they need not be read for it.
 */
export function* addResultLines(
  database: WritableDatabase,
  runPosition: number | bigint,
  lines: Iterable<KeptLine>,
): Steps<LinesDigest> {
  const nameOf = customerNames(database, runPosition);
  const lineBlocks = openBlocks(database, runPosition, 'result_line', COLUMNS);
  const documentBlocks = openBlocks(database, runPosition, 'result_line_document', DOCUMENT_COLUMNS);
  let position = 0;
  for (const { line, document } of lines) {
    const values = lineValues(position, line, nameOf(line));
    lineBlocks.add(values, quotedRow(values));
    documentBlocks.add([position, document], document);
    position += 1;
    if (position % STEP_LINES === 0) yield;
  }
  const digest = { lines: lineBlocks.finish(), documents: documentBlocks.finish() };
  database.prepare('UPDATE run SET lines = ? WHERE position = ?').run(position, runPosition);
  return digest;
}

/** The values of a row but its run, in the order of the columns. */
function lineValues(
  position: number,
  line: LineDocument,
  customerName: string | undefined,
): readonly SqlParameter[] {
  const { invoiced, usage, expected, variance } = line;
  const signature = signatureOf(line);
  const figures: Record<FigureColumn, string | null> = {
    invoiced_quantity: invoiced.quantity,
    user_days: usage.userDays,
    expected_quantity: usage.quantity,
    variance_quantity: variance.quantity,
    invoiced_amount: invoiced.amount,
    expected_amount: expected.amount,
    variance_amount: variance.amount,
    variance_size: variance.amount === null ? null : variance.amount.replace('-', ''),
  };
  return [
    position,
    lineKeyText(line),
    line.level,
    line.subscriptionId,
    line.sku,
    line.customerOrgId,
    line.customerExternalId,
    customerName ?? null,
    line.consumerId,
    line.match,
    line.class,
    line.direction,
    line.withinTolerance ? 1 : 0,
    invoiced.rows.length,
    usage.rows,
    storePrice(invoiced.unitPrice),
    storePrice(expected.unitPrice),
    ...storedFigures(figures),
    codesText(line),
    signature === undefined ? null : signatureText(signature),
    foldForSearch(
      [
        line.sku,
        line.customerExternalId,
        customerName,
        line.consumerId,
        line.customerOrgId,
        line.subscriptionId,
      ]
        .filter((text) => text !== null && text !== undefined)
        .join('\n'),
    ),
  ];
}

/** Both parts of each figure, in the order of the columns. */
function storedFigures(figures: Record<FigureColumn, string | null>): readonly SqlParameter[] {
  const stored: SqlParameter[] = [];
  for (const column of FIGURE_COLUMNS) {
    const { whole, rest } = storeFigure(figures[column]);
    stored.push(whole, rest);
  }
  return stored;
}

/** Each code once, with a space before and after it. */
function codesText({ explanations }: LineDocument): string {
  if (explanations.length === 0) return '';
  return ` ${[...new Set(explanations.map(({ code }) => code))].join(' ')} `;
}

const storePrice = (text: string | null): bigint | null =>
  text === null ? null : (parseDecimal(text)?.value ?? null);

/** A text as it is searched: width folded, lower case. */
export const foldForSearch = (text: string): string => text.normalize('NFKC').toLowerCase();

/** How the invoices of a run call their customers; of several names for one id the one that stands first. */
function customerNames(
  database: ReadableDatabase,
  runPosition: number | bigint,
): (line: LineDocument) => string | undefined {
  const names = new Map<IdKey, string>();
  const records = database
    .prepare<{ id: string; name: string }>(
      `SELECT r.customer_id AS id, r.customer_name AS name FROM run_batch b JOIN invoice_row r ON r.batch_id = b.batch_id
       WHERE b.run_position = ? AND r.customer_id IS NOT NULL AND r.customer_name IS NOT NULL
       GROUP BY 1, 2 ORDER BY min(r.batch_id), min(r.position)`,
    )
    .all(runPosition);
  for (const { id, name } of records) {
    const key = idKey(id);
    if (key !== undefined && !names.has(key)) names.set(key, name);
  }
  if (names.size === 0) return () => undefined;
  const find = (id: string | null): string | undefined => {
    const key = id === null ? undefined : idKey(id);
    return key === undefined ? undefined : names.get(key);
  };
  return ({ customerOrgId, customerExternalId }) => find(customerOrgId) ?? find(customerExternalId);
}

/** The lines of a run as its document has them, page by page. */
export function* readResultLines(
  database: ReadableDatabase,
  runPosition: bigint,
): Steps<readonly LineDocument[]> {
  const page = database.prepare<{ position: bigint; document: string }>(
    `SELECT position, document FROM result_line_document
     WHERE run_position = ? AND position >= ? ORDER BY position LIMIT ${PAGE_LINES}`,
  );
  const lines: LineDocument[] = [];
  for (let from = 0n; ;) {
    const records = page.all(runPosition, from);
    for (const { document } of records) lines.push(JSON.parse(document) as LineDocument);
    const end = records.at(-1);
    if (end === undefined || records.length < PAGE_LINES) return lines;
    from = end.position + 1n;
    yield;
  }
}

/** The JSON of a run's lines, a page at a time, with commas between them. */
export function* eachLineText(database: ReadableDatabase, runPosition: bigint): Generator<string, void> {
  const page = database.prepare<{ texts: string | null; last: bigint | null }>(
    `SELECT group_concat(document, ',') AS texts, max(position) AS last FROM (
       SELECT position, document FROM result_line_document
       WHERE run_position = ? AND position > ? ORDER BY position LIMIT ${TEXT_LINES})`,
  );
  for (let after = -1n; ;) {
    const found = page.get(runPosition, after);
    if (!found?.texts || found.last === null) return;
    yield found.texts;
    after = found.last;
  }
}

/** The lines of a run that are not within tolerance, as its document has them. */
export const readDifferences = (database: ReadableDatabase, runPosition: bigint): readonly LineDocument[] =>
  database
    .prepare<{ document: string }>(
      `SELECT d.document FROM result_line l JOIN result_line_document d USING (run_position, position)
       WHERE l.run_position = ? AND l.within_tolerance = 0 ORDER BY l.position`,
    )
    .all(runPosition)
    .map(({ document }) => JSON.parse(document) as LineDocument);

/** One line of a run as its document has it, or undefined. */
export function readResultLine(
  database: ReadableDatabase,
  runId: string,
  position: number,
): LineDocument | undefined {
  const record = database
    .prepare<{ document: string }>(
      `SELECT d.document FROM run r JOIN result_line_document d ON d.run_position = r.position
       WHERE r.id = ? AND d.position = ?`,
    )
    .get(runId, position);
  return record && (JSON.parse(record.document) as LineDocument);
}
