import { defined } from '#core/assert.ts';
import { micros } from '#core/decimal/micros.ts';
import type { PlainDate } from '#core/period.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch, type Batch } from './batches.ts';
import { rowIdRange, sourceRowOf } from './stored-row-id.ts';

interface UsageRowRecord {
  id: bigint;
  partner_name: string | null;
  partner_org: string | null;
  subscription: string;
  service: string | null;
  sku: string;
  description: string | null;
  customer_org: string | null;
  customer_external: string | null;
  location: string | null;
  first_day: string;
  last_day: string;
  quantity: bigint;
  subscriber: string | null;
  user_id: string | null;
  workspace: string | null;
  extra: string | null;
}

/** Few at a time: rows that wait for their turn outlive a collection, and are taken for old. */
const PAGE_ROWS = 100;

/** Where the parts of a UUID begin among its bytes, and how many they have. */
const UUID_PARTS = [
  [1, 4],
  [5, 2],
  [7, 2],
  [9, 2],
  [11, 6],
] as const;

/**
 * An id as `restoreId` gives it. Made by SQLite: each blob would come as a buffer of its own, and collecting these took a
 * quarter of the time in which a million rows about users are written.
 */
const idText = (column: string): string =>
  `CASE typeof(r.${column}) WHEN 'blob' THEN lower(${UUID_PARTS.map(
    ([from, bytes]) => `hex(substr(r.${column}, ${from}, ${bytes}))`,
  ).join(" || '-' || ")}) ELSE r.${column} END AS ${column}`;

const PAGE = `SELECT r.id, pn.text AS partner_name, po.text AS partner_org, su.text AS subscription, se.text AS service,
    sk.text AS sku, de.text AS description, co.text AS customer_org, ce.text AS customer_external, lo.text AS location,
    w.first_day, w.last_day, r.quantity, r.extra,
    ${['subscriber', 'user_id', 'workspace'].map(idText).join(', ')}
  FROM usage_row r
  JOIN usage_group g ON g.id = r.usage_group_id
  JOIN usage_window w ON w.id = r.window_id
  JOIN term su ON su.id = g.subscription
  JOIN term sk ON sk.id = g.sku
  LEFT JOIN term pn ON pn.id = g.partner_name
  LEFT JOIN term po ON po.id = g.partner_org
  LEFT JOIN term se ON se.id = g.service
  LEFT JOIN term de ON de.id = g.description
  LEFT JOIN term co ON co.id = g.customer_org
  LEFT JOIN term ce ON ce.id = g.customer_external
  LEFT JOIN term lo ON lo.id = g.location
  WHERE r.id BETWEEN ? AND ?
  ORDER BY r.id
  LIMIT ${PAGE_ROWS}`;

/** Every stored row of the given report batches as the reports have them, batch by batch, in source order. */
export function* eachUsageRow(
  database: ReadableDatabase,
  batchIds: readonly number[],
): IterableIterator<UsageRow> {
  const page = database.prepare<UsageRowRecord>(PAGE);
  for (const batchId of batchIds) {
    const batch = defined(findBatch(database, batchId), `batch ${batchId} was named by the caller`);
    const range = rowIdRange(batchId);
    for (let from = range.first; ;) {
      const records = page.all(from, range.last);
      for (const record of records) yield toUsageRow(record, batch);
      const end = records.at(-1);
      if (end === undefined || records.length < PAGE_ROWS) break;
      from = end.id + 1n;
    }
  }
}

function toUsageRow(record: UsageRowRecord, batch: Batch): UsageRow {
  return {
    ref: { source: batch.sourceId, sheet: batch.sheet, row: sourceRowOf(record.id) },
    partnerName: record.partner_name ?? undefined,
    partnerOrgId: record.partner_org ?? undefined,
    subscriptionId: record.subscription,
    serviceName: record.service ?? undefined,
    sku: record.sku,
    description: record.description ?? undefined,
    start: record.first_day as PlainDate,
    end: record.last_day as PlainDate,
    quantity: micros(record.quantity),
    customerOrgId: record.customer_org ?? undefined,
    customerExternalId: record.customer_external ?? undefined,
    subscriberId: record.subscriber ?? undefined,
    userId: record.user_id ?? undefined,
    workspaceId: record.workspace ?? undefined,
    locationId: record.location ?? undefined,
    extra: extraOf(record.extra, batch.extraColumns),
  };
}

function extraOf(text: string | null, columns: readonly string[]): Readonly<Record<string, string>> {
  if (text === null) return {};
  const values = JSON.parse(text) as string[];
  return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
}
