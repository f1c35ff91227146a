import { compareText } from '#core/compare.ts';
import { micros, sumMicros, type Micros } from '#core/decimal/micros.ts';
import type { Period, PlainDate } from '#core/period.ts';
import type { RowIssue, SourceRef } from '#core/source.ts';
import { finish, type Steps } from '#core/steps.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { ConsumerUsage, UsageKey, UsageNames, UsageSource } from '#core/usage/usage-source.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch, type Batch } from './batches.ts';
import { CONSUMER_ROWS, inSourceOrder, toConsumers, type ConsumerRecord } from './consumer-records.ts';
import { openKeyTexts } from './key-texts.ts';
import { storeId } from '../usage-blocks/stored-id.ts';
import { exclusionLookup, forgetExcludedRows, withoutOverlaps } from './usage-exclusion.ts';
import { readUsageNames } from './usage-names.ts';
import { openUsageProfile } from './usage-profile.ts';
import {
  joinParts,
  notExcluded,
  ofKey,
  ofLevel,
  withinPeriod,
  type SqlPart,
  type UsageSelection,
} from './usage-selection.ts';
import { openUsageTotals } from './usage-totals.ts';

/** The rows of one level whose window does not lie within the period: they take no part, and are counted. */
export interface OutsidePeriod {
  readonly level: UsageLevel;
  readonly rows: number;
  readonly userDays: Micros;
  readonly windows: readonly { readonly window: Period; readonly rows: number; readonly userDays: Micros }[];
}

/** Usage held in the workspace's database. */
export interface SqlUsageSource extends UsageSource {
  /**
   * Reads the totals ahead, and stops every few milliseconds, so that a job can be cancelled. What was not read ahead is
   * read when it is asked for.
   */
  readonly prepareTotals: () => Generator<undefined>;
  /** The same for the counts of users. */
  readonly prepareUsers: () => Generator<undefined>;
  /** The same for the names. */
  readonly prepareNames: () => Generator<undefined>;
  /** What the reports hold beside the period, level by level; empty where every row lies within it. */
  readonly outsidePeriod: () => readonly OutsidePeriod[];
  /** Rows that several files have, and that therefore count once: OVERLAPPING_USAGE. */
  readonly overlapIssues: readonly RowIssue[];
  /** The rows that don't count, because a file that sorts first has them. */
  readonly overlappingRows: number;
  /** Whether a report row is one of them. */
  isOverlapping(ref: SourceRef): boolean;
  /** Forgets the selection. */
  readonly close: () => void;
}

/**
 * The usage of a period out of the given report batches. Rows stay in the database: totals are grouped there, over
 * the small table of groups where the grain allows it.
 */
export const sqlUsageSource = (
  database: ReadableDatabase,
  batchIds: readonly number[],
  period: Period,
): SqlUsageSource => finish(openUsageSource(database, batchIds, period));

/** The same in steps: files of one level that have days in common are held against one another, row by row. */
export function* openUsageSource(
  database: ReadableDatabase,
  batchIds: readonly number[],
  period: Period,
): Steps<SqlUsageSource> {
  const plain: UsageSelection = { period, batches: batchesByLevel(database, batchIds), exclusion: undefined };
  const levels = USAGE_LEVELS.filter((level) => plain.batches.has(level));
  const { selection, excludedRows, issues } = yield* withoutOverlaps(database, plain);
  const consumers = consumerReader(database, selection);
  const keyText = openKeyTexts(database);
  let names: UsageNames | undefined;
  function* prepareNames(): Generator<undefined, UsageNames> {
    return (names ??= yield* readUsageNames(database, selection));
  }
  const totals = openUsageTotals(database, selection, keyText);
  const profile = openUsageProfile(database, selection, keyText);
  return {
    levels,
    get names() {
      return names ?? finish(prepareNames());
    },
    totals: totals.read,
    userDaysCounts: profile.counts,
    consumersOf: (key) => consumers.read(key, undefined),
    partialConsumersOf: (key, fullUserDays) => consumers.read(key, fullUserDays),
    severalSkuConsumersOf: (scope) => consumers.readSeveralSkus(scope),
    overFullConsumers: profile.overFull,
    refsOf: (level, key, limit) => readRefs(database, selection, level, key, limit),
    prepareTotals: function* () {
      for (const level of levels) yield* totals.prepare(level);
    },
    prepareUsers: function* () {
      if (levels.includes('user')) yield* profile.prepare();
    },
    prepareNames: function* () {
      yield* prepareNames();
    },
    outsidePeriod: () => levels.flatMap((level) => readOutsidePeriod(database, selection, level)),
    overlapIssues: issues,
    overlappingRows: excludedRows,
    isOverlapping: exclusionLookup(database, selection),
    close: () => {
      forgetExcludedRows(database, selection.exclusion);
    },
  };
}

function batchesByLevel(
  database: ReadableDatabase,
  batchIds: readonly number[],
): ReadonlyMap<UsageLevel, readonly Batch[]> {
  const byLevel = new Map<UsageLevel, Batch[]>();
  for (const id of new Set(batchIds)) {
    const batch = findBatch(database, id);
    if (batch?.level === undefined) throw new Error(`Batch ${id} is no usage report`);
    byLevel.set(batch.level, [...(byLevel.get(batch.level) ?? []), batch]);
  }
  for (const batches of byLevel.values()) {
    batches.sort((a, b) => compareText(a.sourceId, b.sourceId) || a.id - b.id);
  }
  return byLevel;
}

interface ConsumerReader {
  /** With `below`, only consumers whose user-days under a SKU sum to less. */
  read(key: UsageKey, below: Micros | undefined): readonly ConsumerUsage[];
  readSeveralSkus(scope: Pick<UsageKey, 'subscription' | 'customer'>): readonly ConsumerUsage[];
}

const ROWS_OF_GROUPS = 'FROM usage_group g JOIN usage_row r ON r.usage_group_id = g.id';

/** Reads consumers in one statement each: what decides about a consumer is summed in a window over its rows. */
function consumerReader(database: ReadableDatabase, selection: UsageSelection): ConsumerReader {
  const rowsBelow = (select: string, parts: readonly SqlPart[]): SqlPart =>
    joinParts([
      { sql: `${select} WHERE r.consumer IS NOT NULL AND`, parameters: [] },
      ofLevel(selection, 'user'),
      withinPeriod(selection, 'user'),
      notExcluded(selection),
      ...parts,
    ]);
  const consumerRows = (decisive: string, parts: readonly SqlPart[]): SqlPart =>
    rowsBelow(
      `SELECT ${CONSUMER_ROWS}, ${decisive} ${ROWS_OF_GROUPS} JOIN usage_window w ON w.id = r.window_id`,
      parts,
    );
  const select = (rows: SqlPart, where: string, parameters: readonly Micros[]): readonly ConsumerRecord[] =>
    database
      .prepare<ConsumerRecord>(
        `SELECT k.key AS sku, x.* FROM (${rows.sql}) x JOIN id_key k ON k.id = x.sku_key ${where}`,
      )
      .all(...rows.parameters, ...parameters);
  /** Most scopes have no such consumer, and to look for one takes half as long as to read them. */
  const hasSeveralSkus = (ofGroup: SqlPart): boolean => {
    const rows = rowsBelow(`SELECT 1 ${ROWS_OF_GROUPS}`, [
      ofGroup,
      { sql: 'GROUP BY r.consumer HAVING min(g.sku_key) <> max(g.sku_key) LIMIT 1', parameters: [] },
    ]);
    return database.prepare(rows.sql).get(...rows.parameters) !== undefined;
  };
  return {
    read: (key, below) => {
      const ofGroup = ofKey(database, key);
      if (ofGroup === undefined) return [];
      const { consumer } = key;
      const ofConsumer: readonly SqlPart[] =
        consumer === undefined ? [] : [{ sql: 'AND r.consumer = ?', parameters: [storeId(consumer)] }];
      const rows = consumerRows('sum(r.quantity) OVER (PARTITION BY g.sku_key, r.consumer) AS user_days', [
        ofGroup,
        ...ofConsumer,
      ]);
      const found =
        below === undefined ? select(rows, '', []) : select(rows, 'WHERE x.user_days < ?', [below]);
      return toConsumers(found, selection);
    },
    readSeveralSkus: (scope) => {
      const ofGroup = ofKey(database, { ...scope, sku: undefined });
      if (ofGroup === undefined || !hasSeveralSkus(ofGroup)) return [];
      const rows = consumerRows(
        `min(g.sku_key) OVER (PARTITION BY r.consumer) AS least,
         max(g.sku_key) OVER (PARTITION BY r.consumer) AS greatest`,
        [ofGroup],
      );
      return toConsumers(select(rows, 'WHERE x.least <> x.greatest', []), selection);
    },
  };
}

function readRefs(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  key: UsageKey,
  limit: number,
): readonly SourceRef[] {
  const ofGroup = ofKey(database, key);
  if (ofGroup === undefined) return [];
  const ranked = JSON.stringify((selection.batches.get(level) ?? []).map(({ id }) => id));
  const statement = joinParts([
    {
      sql: `SELECT r.id FROM json_each(?) b JOIN usage_group g ON g.batch_id = b.value
        JOIN usage_row r ON r.usage_group_id = g.id WHERE true`,
      parameters: [ranked],
    },
    withinPeriod(selection, level),
    notExcluded(selection),
    ofGroup,
    key.consumer === undefined
      ? { sql: '', parameters: [] }
      : { sql: 'AND r.consumer = ?', parameters: [storeId(key.consumer)] },
    { sql: 'ORDER BY b.key, r.id LIMIT ?', parameters: [limit] },
  ]);
  const records = database.prepare<{ id: bigint }>(statement.sql).all(...statement.parameters);
  return inSourceOrder(records, selection, level);
}

function readOutsidePeriod(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
): readonly OutsidePeriod[] {
  const of = ofLevel(selection, level);
  const records = database
    .prepare<{ first_day: PlainDate; last_day: PlainDate; user_days: bigint; rows: bigint }>(
      `SELECT w.first_day, w.last_day, sum(t.user_days) AS user_days, sum(t.rows) AS rows
       FROM usage_group g JOIN usage_total t ON t.usage_group_id = g.id JOIN usage_window w ON w.id = t.window_id
       WHERE ${of.sql} AND NOT (w.first_day >= ? AND w.last_day <= ?)
       GROUP BY w.id ORDER BY w.first_day, w.last_day`,
    )
    .all(...of.parameters, selection.period.start, selection.period.end);
  if (records.length === 0) return [];
  const windows = records.map((record) => ({
    window: { start: record.first_day, end: record.last_day },
    rows: Number(record.rows),
    userDays: micros(record.user_days),
  }));
  return [
    {
      level,
      rows: windows.reduce((sum, window) => sum + window.rows, 0),
      userDays: sumMicros(windows.map((window) => window.userDays)),
      windows,
    },
  ];
}
