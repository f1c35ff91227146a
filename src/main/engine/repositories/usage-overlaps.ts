import { compareText } from '#core/compare.ts';
import { defined } from '#core/assert.ts';
import { overlapDays, type Period } from '#core/period.ts';
import type { RowIssue } from '#core/source.ts';
import type { Steps } from '#core/steps.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { Batch } from './batches.ts';
import { customerRanges } from './customer-ranges.ts';
import type { StoredId } from '../usage-blocks/stored-id.ts';
import { batchIdOf, sourceRowOf } from './stored-row-id.ts';
import { joinParts, ofLevel, withinPeriod, type SqlPart, type UsageSelection } from './usage-selection.ts';

/** Rows that several files of one level have: counted once, and named. */
export interface UsageOverlaps {
  /** How many rows don't count, because a file that comes first has them. */
  readonly rows: number;
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

/** Report rows that are held against one another in one step, about. */
const RANGE_ROWS = 5000;

/**
 * Finds rows of one key (partner, subscription, SKU, customer, location, consumer) whose windows overlap although they
 * come from different files: the same usage, reported twice. The file counts whose days cover more of the period (a
 * report of half a month must not stand in for the whole), and among equals the one that sorts first by sha256. Rows of
 * one key within one file are parts of a whole and are added up, as ever.
 *
 * Hands over the ids of the rows that don't count, range by range of customers, and stops after each.
 */
export function* findOverlaps(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  exclude: (ids: readonly bigint[]) => void,
): Steps<UsageOverlaps> {
  const batches = byCoverage(selection.batches.get(level) ?? [], selection.period);
  const log = overlapLog(batches);
  if (!shareDays(batches)) return { rows: 0, issues: [] };
  let excludedRows = 0;
  const ranges = customerRanges(database, selection, level, RANGE_ROWS);
  for (let step = ranges.next(); step.done !== true;) {
    const rows = rowsOfRange(database, selection, level, step.value);
    const excluded: bigint[] = [];
    for (const own of keysOf(rows)) {
      for (const finding of overlapsOfKey(own, batches)) {
        for (const { id } of finding.window.rows) excluded.push(id);
        log.add(finding);
      }
    }
    if (excluded.length > 0) exclude(excluded);
    excludedRows += excluded.length;
    yield;
    step = ranges.next(rows.length);
  }
  return { rows: excludedRows, issues: log.issues() };
}

/** Whether two of the files have a day in common: weeks, one file each, need not be held against one another. */
const shareDays = (batches: readonly Batch[]): boolean =>
  batches.some(({ window: own }, index) =>
    batches
      .slice(index + 1)
      .some(({ window: other }) => own !== undefined && other !== undefined && overlapDays(own, other) > 0),
  );

/** The order in which files count. By their content alone, so that the same files always give the same result. */
function byCoverage(batches: readonly Batch[], period: Period): readonly Batch[] {
  const daysOf = ({ window }: Batch): number => (window === undefined ? 0 : overlapDays(window, period));
  return [...batches].sort((a, b) => daysOf(b) - daysOf(a) || compareText(a.sourceId, b.sourceId));
}

/** The rows of a range of customers, those of one key after the other; none where no group stands in several files. */
function rowsOfRange(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  range: SqlPart,
): readonly OverlapRecord[] {
  const keys = SAME_KEY.map((column) => `g.${column}`).join(', ');
  const ofRange = [ofLevel(selection, level), range];
  const doubled = joinParts([
    { sql: 'SELECT 1 FROM usage_group g WHERE', parameters: [] },
    ...ofRange,
    { sql: `GROUP BY ${keys} HAVING count(DISTINCT g.batch_id) > 1 LIMIT 1`, parameters: [] },
  ]);
  if (database.prepare(doubled.sql).get(...doubled.parameters) === undefined) return [];
  const statement = joinParts([
    {
      sql: `SELECT r.id, ${keys}, r.consumer, w.first_day, w.last_day, r.quantity
        FROM usage_group g JOIN usage_row r ON r.usage_group_id = g.id JOIN usage_window w ON w.id = r.window_id WHERE`,
      parameters: [],
    },
    ...ofRange,
    withinPeriod(selection, level),
    { sql: `ORDER BY ${keys}, r.consumer, r.id`, parameters: [] },
  ]);
  return database.prepare<OverlapRecord>(statement.sql).all(...statement.parameters);
}

/** Rows that stand one after the other and have one key. */
function* keysOf(rows: readonly OverlapRecord[]): Iterable<readonly OverlapRecord[]> {
  let from = 0;
  for (let at = 1; at <= rows.length; at += 1) {
    const [before, row] = [rows[at - 1], rows[at]];
    if (before !== undefined && row !== undefined && isSameKey(before, row)) continue;
    if (at > from) yield rows.slice(from, at);
    from = at;
  }
}

const isSameKey = (a: OverlapRecord, b: OverlapRecord): boolean =>
  isSameConsumer(a.consumer, b.consumer) && SAME_KEY.every((column) => a[column] === b[column]);

const isSameConsumer = (a: StoredId | null, b: StoredId | null): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;

/** The rows that a file has of a key and a window, with their sum. */
interface KeyWindow {
  readonly batchId: number;
  readonly first: OverlapRecord;
  readonly rows: OverlapRecord[];
  sum: bigint;
}

interface Overlap {
  readonly window: KeyWindow;
  /** The row that counts in their place. */
  readonly kept: OverlapRecord;
  readonly identical: boolean;
}

/** File by file, in their order: rows that overlap some already kept from another file do not count. */
function* overlapsOfKey(rows: readonly OverlapRecord[], batches: readonly Batch[]): Iterable<Overlap> {
  const windows = windowsOf(rows);
  const kept: KeyWindow[] = [];
  for (const batch of batches) {
    const others = kept.slice();
    for (const window of windows) {
      if (window.batchId !== batch.id) continue;
      const overlapping = others.filter(({ first }) => overlap(first, window.first));
      const counting = overlapping[0];
      if (counting === undefined) {
        kept.push(window);
        continue;
      }
      const equal = overlapping.find(
        (other) => sameWindow(other.first, window.first) && other.sum === window.sum,
      );
      yield { window, kept: (equal ?? counting).first, identical: equal !== undefined };
    }
  }
}

/** The windows of each file, in the order of their first rows. */
function windowsOf(rows: readonly OverlapRecord[]): readonly KeyWindow[] {
  const windows = new Map<string, KeyWindow>();
  for (const row of rows) {
    const batchId = batchIdOf(row.id);
    const id = `${String(batchId)} ${row.first_day} ${row.last_day}`;
    const held = windows.get(id);
    if (held === undefined) windows.set(id, { batchId, first: row, rows: [row], sum: row.quantity });
    else {
      held.rows.push(row);
      held.sum += row.quantity;
    }
  }
  return [...windows.values()];
}

const overlap = (a: OverlapRecord, b: OverlapRecord): boolean =>
  a.first_day <= b.last_day && b.first_day <= a.last_day;

const sameWindow = (a: OverlapRecord, b: OverlapRecord): boolean =>
  a.first_day === b.first_day && a.last_day === b.last_day;

/** What two files have in common. */
interface FilePair {
  readonly batch: Batch;
  readonly kept: Batch;
  readonly identical: boolean;
  /** The first rows, by their place in the file. */
  named: { readonly id: bigint; readonly kept: bigint }[];
  rows: number;
}

/** Collects findings as issues: the first rows of each pair of files by name, the rest as a count. */
function overlapLog(batches: readonly Batch[]): {
  add: (overlap: Overlap) => void;
  issues: () => readonly RowIssue[];
} {
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  const batchOf = (id: bigint): Batch => defined(byId.get(batchIdOf(id)), 'rows are those of these files');
  const pairs = new Map<string, FilePair>();
  return {
    add: ({ window, kept, identical }) => {
      const key = `${window.batchId} ${batchIdOf(kept.id)} ${String(identical)}`;
      const pair: FilePair = pairs.get(key) ?? {
        batch: batchOf(window.first.id),
        kept: batchOf(kept.id),
        identical,
        named: [],
        rows: 0,
      };
      pair.rows += window.rows.length;
      pair.named.push(...window.rows.map(({ id }) => ({ id, kept: kept.id })));
      if (pair.named.length > 2 * NAMED_ROWS) pair.named = firstOf(pair.named);
      pairs.set(key, pair);
    },
    issues: () =>
      [...pairs.values()]
        .sort(
          (a, b) =>
            compareText(a.batch.sourceId, b.batch.sourceId) ||
            compareText(a.kept.sourceId, b.kept.sourceId) ||
            Number(b.identical) - Number(a.identical),
        )
        .flatMap(issuesOfPair),
  };
}

const firstOf = (rows: FilePair['named']): FilePair['named'] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, NAMED_ROWS);

function issuesOfPair({ batch, kept, identical, named, rows }: FilePair): readonly RowIssue[] {
  const common = {
    code: 'OVERLAPPING_USAGE',
    severity: identical ? ('warning' as const) : ('error' as const),
    source: batch.sourceId,
    sheet: batch.sheet,
    column: undefined,
  };
  const file = kept.sourceId.slice(0, 8);
  const issues = firstOf(named).map((row) => ({
    ...common,
    row: sourceRowOf(row.id),
    text: `${file} ${sourceRowOf(row.kept)}`,
  }));
  const more = rows - issues.length;
  return more === 0 ? issues : [...issues, { ...common, row: undefined, text: `${file} +${more}` }];
}
