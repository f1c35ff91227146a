import type { ReadableDatabase } from '../db/handles.ts';
import { rowIdRange } from './stored-row-id.ts';

/** Ids and names that the rows of one batch hold, each once. */
export interface BatchNames {
  /** As written; bare UUIDs, which are known by their look, are left out. */
  readonly users: readonly string[];
  readonly customers: readonly string[];
  /** Of organisations, subscriptions and places, which are nobody. */
  readonly others: readonly string[];
}

const UUID = "'????????-????-????-????-????????????'";
const texts = (
  database: ReadableDatabase,
  sql: string,
  ...parameters: readonly (number | bigint | string)[]
) =>
  database
    .prepare<{ text: string | null }>(sql)
    .all(...parameters)
    .flatMap(({ text }) => (text === null || text.trim() === '' ? [] : [text]));

/** The names of an invoice's rows; `personalPlaces` are columns that name persons and are no field. 0-based. */
export function readInvoiceNames(
  database: ReadableDatabase,
  batchId: number,
  personalPlaces: Iterable<number>,
): BatchNames {
  const distinct = (column: string, condition = ''): readonly string[] =>
    texts(
      database,
      `SELECT DISTINCT ${column} AS text FROM invoice_row WHERE batch_id = ? ${condition}`,
      batchId,
    );
  return {
    users: [
      ...distinct('consumer_id', `AND consumer_id NOT GLOB ${UUID}`),
      ...[...personalPlaces].flatMap((place) =>
        texts(
          database,
          'SELECT DISTINCT json_extract(raw, ?) AS text FROM invoice_row WHERE batch_id = ?',
          `$[${String(place)}]`,
          batchId,
        ),
      ),
    ],
    customers: [...distinct('customer_id'), ...distinct('customer_name')],
    others: distinct('subscription_id'),
  };
}

/** The names of a report's rows; `personalColumns` are places among its extra columns. 0-based. */
export function readUsageNamesOfBatch(
  database: ReadableDatabase,
  batchId: number,
  personalColumns: readonly number[],
): BatchNames {
  const { first, last } = rowIdRange(batchId);
  const ofRows = (column: string): readonly string[] =>
    texts(
      database,
      `SELECT DISTINCT ${column} AS text FROM usage_row WHERE id BETWEEN ? AND ?
         AND typeof(${column}) = 'text' AND ${column} NOT GLOB ${UUID}`,
      first,
      last,
    );
  const ofGroups = (column: string): readonly string[] =>
    texts(
      database,
      `SELECT DISTINCT t.text FROM usage_group g JOIN term t ON t.id = g.${column} WHERE g.batch_id = ?`,
      batchId,
    );
  const extra =
    personalColumns.length === 0
      ? []
      : texts(
          database,
          `SELECT DISTINCT e.value AS text FROM usage_row r JOIN json_each(r.extra) e
           WHERE r.id BETWEEN ? AND ? AND r.extra IS NOT NULL AND e.key IN (SELECT value FROM json_each(?))`,
          first,
          last,
          JSON.stringify(personalColumns),
        );
  return {
    users: [...['subscriber', 'user_id', 'workspace'].flatMap(ofRows), ...extra],
    customers: ['customer_org', 'customer_external'].flatMap(ofGroups),
    others: ['partner_org', 'location', 'subscription'].flatMap(ofGroups),
  };
}
