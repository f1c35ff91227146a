import { micros, type Micros } from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';
import type { Steps } from '#core/steps.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { UsageKey } from '#core/usage/usage-source.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { Batch } from './batches.ts';
import { restoreId, storeId, type StoredId } from '../usage-blocks/stored-id.ts';
import { batchIdOf, sourceRowOf } from './stored-row-id.ts';
import { withoutOverlaps } from './usage-exclusion.ts';
import {
  joinParts,
  notExcluded,
  ofKey,
  ofLevel,
  withinPeriod,
  type SqlPart,
  type UsageSelection,
} from './usage-selection.ts';

/** What the reports of one level say about a key. */
export interface KeyUsage {
  readonly rows: number;
  readonly userDays: Micros;
  readonly consumers: number;
}

/** A report row of a key. */
export interface KeyUsageRow {
  readonly batch: Batch;
  readonly row: number;
  readonly customerOrgId: string | undefined;
  readonly customerExternalId: string | undefined;
  readonly consumerId: string | undefined;
  readonly locationId: string | undefined;
  readonly start: string;
  readonly end: string;
  readonly userDays: Micros;
}

/**
 * The report rows that take part in a run: its reports within its period, without rows that another file has as well.
 * Sorted by sha256, as everywhere.
 */
export function* selectUsage(
  database: ReadableDatabase,
  batches: readonly Batch[],
  period: Period,
): Steps<UsageSelection> {
  const byLevel = new Map<UsageLevel, readonly Batch[]>();
  for (const level of USAGE_LEVELS) {
    const own = batches
      .filter((batch) => batch.level === level)
      .sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
    if (own.length > 0) byLevel.set(level, own);
  }
  const plain: UsageSelection = { period, batches: byLevel, exclusion: undefined };
  return (yield* withoutOverlaps(database, plain)).selection;
}

/** The rows of a level beneath a key, as FROM and WHERE; undefined where no report knows the key. */
function rowsOfKey(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  key: UsageKey,
): SqlPart | undefined {
  const ofGroup = ofKey(database, key);
  if (ofGroup === undefined) return undefined;
  return joinParts([
    {
      sql: `FROM usage_group g JOIN usage_row r ON r.usage_group_id = g.id JOIN usage_window w ON w.id = r.window_id WHERE`,
      parameters: [],
    },
    ofLevel(selection, level),
    withinPeriod(selection, level),
    notExcluded(selection),
    ofGroup,
    key.consumer === undefined
      ? { sql: '', parameters: [] }
      : { sql: 'AND r.consumer = ?', parameters: [storeId(key.consumer)] },
  ]);
}

/** What a level says about a key, summed. */
export function usageOfKey(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  key: UsageKey,
): KeyUsage {
  const rows = rowsOfKey(database, selection, level, key);
  const record =
    rows &&
    database
      .prepare<{ rows: bigint; user_days: bigint | null; consumers: bigint }>(
        `SELECT count(*) AS rows, sum(r.quantity) AS user_days, count(DISTINCT r.consumer) AS consumers ${rows.sql}`,
      )
      .get(...rows.parameters);
  return {
    rows: Number(record?.rows ?? 0n),
    userDays: micros(record?.user_days ?? 0n),
    consumers: Number(record?.consumers ?? 0n),
  };
}

interface RowRecord {
  id: bigint;
  org: string | null;
  external: string | null;
  consumer: StoredId | null;
  location: string | null;
  first_day: string;
  last_day: string;
  quantity: bigint;
}

/** The rows of a level beneath a key, in source order. */
export function usageRowsOfKey(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  key: UsageKey,
  page: { readonly offset: number; readonly limit: number },
): readonly KeyUsageRow[] {
  const rows = rowsOfKey(database, selection, level, key);
  if (rows === undefined) return [];
  const batches = new Map(
    (selection.batches.get(level) ?? []).map((batch, rank) => [batch.id, { batch, rank }]),
  );
  const order = `CASE r.id >> 32 ${[...batches].map(([id, { rank }]) => `WHEN ${id} THEN ${rank}`).join(' ')} END, r.id`;
  const statement = `SELECT x.*, o.text AS org, e.text AS external, l.text AS location FROM (
      SELECT r.id, r.usage_group_id, w.first_day, w.last_day, r.quantity,
        coalesce(r.subscriber, r.user_id, r.workspace) AS consumer, row_number() OVER (ORDER BY ${order}) AS place
      ${rows.sql} ORDER BY place LIMIT ? OFFSET ?) x
    JOIN usage_group g ON g.id = x.usage_group_id
    LEFT JOIN term o ON o.id = g.customer_org LEFT JOIN term e ON e.id = g.customer_external
    LEFT JOIN term l ON l.id = g.location ORDER BY x.place`;
  return database
    .prepareFresh<RowRecord>(statement)
    .all(...rows.parameters, page.limit, page.offset)
    .flatMap((record) => {
      const found = batches.get(batchIdOf(record.id));
      if (found === undefined) return [];
      return [
        {
          batch: found.batch,
          row: sourceRowOf(record.id),
          customerOrgId: record.org ?? undefined,
          customerExternalId: record.external ?? undefined,
          consumerId: record.consumer === null ? undefined : restoreId(record.consumer),
          locationId: record.location ?? undefined,
          start: record.first_day,
          end: record.last_day,
          userDays: micros(record.quantity),
        },
      ];
    });
}
