import { compareText } from '#core/compare.ts';
import { overlapDays, type Period } from '#core/period.ts';
import type { RowIssue } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { Batch } from './batches.ts';
import { restoreId, type StoredId } from '../usage-blocks/stored-id.ts';
import { batchIdOf, sourceRowOf } from './stored-row-id.ts';
import { joinParts, ofLevel, withinPeriod, type UsageSelection } from './usage-selection.ts';

/** Rows that several files of one level have: counted once, and named. */
export interface UsageOverlaps {
  /** The ids of the rows that don't count, because a file that comes first has them. */
  readonly excluded: readonly bigint[];
  readonly issues: readonly RowIssue[];
}

interface OverlapRecord {
  id: bigint;
  partner_key: bigint | null;
  subscription_key: bigint;
  sku_key: bigint;
  customer_key: bigint | null;
  location_key: bigint | null;
  consumer: StoredId | null;
  first_day: string;
  last_day: string;
  quantity: bigint;
}

/** So many rows of a pair of files are named one by one; the others are counted. */
const NAMED_ROWS = 20;

const SAME_KEY = ['partner_key', 'subscription_key', 'sku_key', 'customer_key', 'location_key'] as const;

/**
 * Finds rows of one key (partner, subscription, SKU, customer, location, consumer) whose windows overlap although they
 * come from different files: the same usage, reported twice. The file counts whose days cover more of the period (a
 * report of half a month must not stand in for the whole), and among equals the one that sorts first by sha256. Rows of
 * one key within one file are parts of a whole and are added up, as ever.
 */
export function findOverlaps(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
): UsageOverlaps {
  const batches = byCoverage(selection.batches.get(level) ?? [], selection.period);
  const excluded: bigint[] = [];
  if (batches.length < 2) return { excluded, issues: [] };
  const log = overlapLog(batches);
  for (const rows of keysInSeveralFiles(database, selection, level)) {
    for (const finding of overlapsOfKey(rows, batches)) {
      excluded.push(finding.row.id);
      log.add(finding);
    }
  }
  return { excluded, issues: log.issues() };
}

/** The order in which files count. By their content alone, so that the same files always give the same result. */
function byCoverage(batches: readonly Batch[], period: Period): readonly Batch[] {
  const daysOf = ({ window }: Batch): number => (window === undefined ? 0 : overlapDays(window, period));
  return [...batches].sort((a, b) => daysOf(b) - daysOf(a) || compareText(a.sourceId, b.sourceId));
}

/** The rows of one key after the other, of those keys whose groups stand in more than one file. */
function* keysInSeveralFiles(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
): Iterable<readonly OverlapRecord[]> {
  const keys = SAME_KEY.join(', ');
  const same = SAME_KEY.map((column) => `d.${column} IS g.${column}`).join(' AND ');
  const statement = joinParts([
    {
      sql: `WITH doubled AS MATERIALIZED (SELECT ${keys} FROM usage_group g WHERE`,
      parameters: [],
    },
    ofLevel(selection, level),
    {
      sql: `GROUP BY ${keys} HAVING count(DISTINCT batch_id) > 1)
        SELECT r.id, ${SAME_KEY.map((column) => `g.${column}`).join(', ')}, r.consumer, w.first_day, w.last_day, r.quantity
        FROM usage_group g JOIN usage_row r ON r.usage_group_id = g.id JOIN usage_window w ON w.id = r.window_id
        WHERE EXISTS (SELECT 1 FROM doubled d WHERE ${same}) AND`,
      parameters: [],
    },
    ofLevel(selection, level),
    withinPeriod(selection, level),
    {
      sql: `ORDER BY ${SAME_KEY.map((column) => `g.${column}`).join(', ')}, r.consumer, r.id`,
      parameters: [],
    },
  ]);
  let held: OverlapRecord[] = [];
  let heldKey: string | undefined;
  for (const record of database.prepareFresh<OverlapRecord>(statement.sql).iterate(...statement.parameters)) {
    const key = keyOf(record);
    if (key !== heldKey && held.length > 0) {
      yield held;
      held = [];
    }
    heldKey = key;
    held.push(record);
  }
  if (held.length > 0) yield held;
}

const keyOf = (record: OverlapRecord): string =>
  [
    ...SAME_KEY.map((column) => String(record[column])),
    record.consumer === null ? '' : `=${restoreId(record.consumer)}`,
  ].join(' ');

interface Overlap {
  readonly row: OverlapRecord;
  readonly kept: OverlapRecord;
  readonly identical: boolean;
}

/** File by file, in their order: a row that overlaps one already kept from another file does not count. */
function* overlapsOfKey(rows: readonly OverlapRecord[], batches: readonly Batch[]): Iterable<Overlap> {
  const kept: OverlapRecord[] = [];
  for (const batch of batches) {
    const own = rows.filter((row) => batchIdOf(row.id) === batch.id);
    const others = kept.slice();
    for (const row of own) {
      const overlapping = others.filter(
        (other) => other.first_day <= row.last_day && row.first_day <= other.last_day,
      );
      const first = overlapping[0];
      if (first === undefined) {
        kept.push(row);
        continue;
      }
      const sum = sumOfWindow(own, row);
      const equal = overlapping.find(
        (other) => sameWindow(other, row) && sumOfWindow(fileOf(others, other), other) === sum,
      );
      yield { row, kept: equal ?? first, identical: equal !== undefined };
    }
  }
}

const sameWindow = (a: OverlapRecord, b: OverlapRecord): boolean =>
  a.first_day === b.first_day && a.last_day === b.last_day;

const fileOf = (rows: readonly OverlapRecord[], like: OverlapRecord): readonly OverlapRecord[] =>
  rows.filter((row) => batchIdOf(row.id) === batchIdOf(like.id));

const sumOfWindow = (rows: readonly OverlapRecord[], like: OverlapRecord): bigint =>
  rows.reduce((sum, row) => (sameWindow(row, like) ? sum + row.quantity : sum), 0n);

/** Collects findings as issues: the first rows of each pair of files by name, the rest as a count. */
function overlapLog(batches: readonly Batch[]): {
  add: (overlap: Overlap) => void;
  issues: () => readonly RowIssue[];
} {
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  const pairs = new Map<string, { rows: Overlap[]; batch: Batch; kept: Batch; identical: boolean }>();
  return {
    add: (overlap) => {
      const batch = byId.get(batchIdOf(overlap.row.id));
      const kept = byId.get(batchIdOf(overlap.kept.id));
      if (batch === undefined || kept === undefined) return;
      const key = `${batch.id} ${kept.id} ${String(overlap.identical)}`;
      const pair = pairs.get(key) ?? { rows: [], batch, kept, identical: overlap.identical };
      pair.rows.push(overlap);
      pairs.set(key, pair);
    },
    issues: () =>
      [...pairs.values()]
        .sort(
          (a, b) =>
            compareText(a.batch.sourceId, b.batch.sourceId) || compareText(a.kept.sourceId, b.kept.sourceId),
        )
        .flatMap(({ rows, batch, kept, identical }) => {
          const common = {
            code: 'OVERLAPPING_USAGE',
            severity: identical ? ('warning' as const) : ('error' as const),
            source: batch.sourceId,
            sheet: batch.sheet,
            column: undefined,
          };
          const inOrder = [...rows].sort((a, b) => (a.row.id < b.row.id ? -1 : 1));
          const named = inOrder.slice(0, NAMED_ROWS).map((overlap) => ({
            ...common,
            row: sourceRowOf(overlap.row.id),
            text: `${kept.sourceId.slice(0, 8)} ${sourceRowOf(overlap.kept.id)}`,
          }));
          const more = rows.length - named.length;
          return more === 0
            ? named
            : [...named, { ...common, row: undefined, text: `${kept.sourceId.slice(0, 8)} +${more}` }];
        }),
  };
}
