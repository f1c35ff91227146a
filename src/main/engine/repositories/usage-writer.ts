import { micros, type Micros } from '#core/decimal/micros.ts';
import { idKey } from '#core/ids.ts';
import type { Period, PlainDate } from '#core/period.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { openDictionaries } from './dictionaries.ts';
import { storeId, type StoredId } from './stored-id.ts';
import { rowIdRange, usageRowId } from './stored-row-id.ts';

/** Writes the rows of one report into its batch. */
export interface UsageWriter {
  /** Stores rows. Call it within a transaction. */
  readonly add: (rows: readonly UsageRow[]) => void;
  /**
   * Adds the stored rows up, group by group and window by window: part of the import's last transaction. Returns the
   * sum of QUANTITY, and the first and last day over all rows.
   */
  readonly addUp: () => { readonly sum: Micros; readonly window: Period | undefined };
}

const INSERT_GROUP = `INSERT INTO usage_group (batch_id, partner_name, partner_org, subscription, service, sku, description,
    customer_org, customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key, location_key)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const INSERT_ROW = `INSERT INTO usage_row (id, usage_group_id, window_id, quantity, consumer, subscriber, user_id, workspace, extra)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const ADD_UP = `INSERT INTO usage_total (usage_group_id, window_id, user_days, rows)
  SELECT usage_group_id, window_id, sum(quantity), count(*)
  FROM usage_row WHERE id BETWEEN ? AND ? GROUP BY usage_group_id, window_id`;

const TOTAL = `SELECT sum(t.user_days) AS user_days, min(w.first_day) AS first_day, max(w.last_day) AS last_day
  FROM usage_group g JOIN usage_total t ON t.usage_group_id = g.id JOIN usage_window w ON w.id = t.window_id
  WHERE g.batch_id = ?`;

interface TotalRecord {
  user_days: bigint | null;
  first_day: PlainDate | null;
  last_day: PlainDate | null;
}

/** Opens the writer of a batch. It caches ids: discard it when a transaction of its import fails. */
export function openUsageWriter(
  database: WritableDatabase,
  batchId: number,
  extraColumns: readonly string[],
): UsageWriter {
  const dictionaries = openDictionaries(database);
  const groups = new Map<string, number>();
  const insertGroup = database.prepare(INSERT_GROUP);
  const insertRow = database.prepare(INSERT_ROW);
  let lastKey = '';
  let lastGroup = 0;

  const groupOf = (row: UsageRow): number => {
    const key = groupText(row);
    if (key === lastKey) return lastGroup;
    lastKey = key;
    lastGroup = groups.get(key) ?? addGroup(row);
    groups.set(key, lastGroup);
    return lastGroup;
  };
  const addGroup = (row: UsageRow): number => {
    const { term, key } = dictionaries;
    const values = [
      ...[row.partnerName, row.partnerOrgId, row.subscriptionId, row.serviceName, row.sku].map(term),
      ...[row.description, row.customerOrgId, row.customerExternalId, row.locationId].map(term),
      ...[row.partnerOrgId, row.subscriptionId, row.sku].map(key),
      key(row.customerOrgId) ?? key(row.customerExternalId),
      ...[row.customerExternalId, row.locationId].map(key),
    ];
    return Number(insertGroup.run(batchId, ...values).lastInsertRowid);
  };

  return {
    add: (rows) => {
      for (const row of rows) {
        const subscriber = optionalId(row.subscriberId);
        const user = optionalId(row.userId);
        const workspace = optionalId(row.workspaceId);
        insertRow.run(
          usageRowId(batchId, row.ref.row),
          groupOf(row),
          dictionaries.window(row.start, row.end),
          row.quantity,
          consumerKey(subscriber ?? user ?? workspace),
          subscriber,
          user,
          workspace,
          extraText(row, extraColumns),
        );
      }
    },
    addUp: () => {
      const { first, last } = rowIdRange(batchId);
      database.prepare(ADD_UP).run(first, last);
      const total = database.prepare<TotalRecord>(TOTAL).get(batchId);
      return {
        sum: micros(total?.user_days ?? 0n),
        window:
          total?.first_day && total.last_day ? { start: total.first_day, end: total.last_day } : undefined,
      };
    },
  };
}

/** A bare lower-case UUID is its own key. */
const consumerKey = (stored: StoredId | null): StoredId | null =>
  typeof stored === 'string' ? optionalId(idKey(stored)) : stored;

const optionalId = (text: string | undefined): StoredId | null => (text === undefined ? null : storeId(text));

/** What a row shares with others, as one text. Lengths stand in it, so that no text can pass for two others. */
function groupText(row: UsageRow): string {
  let text =
    part(row.subscriptionId) + part(row.sku) + part(row.customerOrgId) + part(row.customerExternalId);
  text += part(row.locationId) + part(row.serviceName) + part(row.description);
  return text + part(row.partnerOrgId) + part(row.partnerName);
}

const part = (text: string | undefined): string => (text === undefined ? '-' : `${text.length}:${text}`);

/** The values of the unknown columns, in their order. */
const extraText = (row: UsageRow, columns: readonly string[]): string | null =>
  columns.length === 0 ? null : JSON.stringify(columns.map((column) => row.extra[column] ?? ''));
