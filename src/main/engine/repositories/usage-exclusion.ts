import type { RowIssue, SourceRef } from '#core/source.ts';
import type { Steps } from '#core/steps.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { usageRowId } from './stored-row-id.ts';
import { findOverlaps } from './usage-overlaps.ts';
import type { UsageSelection } from './usage-selection.ts';

/** A selection of reports without the rows that another file of theirs has as well. */
export interface DistinctUsage {
  readonly selection: UsageSelection;
  /** The rows that are left out, in number and as issues: OVERLAPPING_USAGE. */
  readonly excludedRows: number;
  readonly issues: readonly RowIssue[];
}

/**
 * Leaves rows that several files have out of all but one. They are written down in a temporary table of the connection
 * (which may be one for reading only), under a number of the selection's own: {@link forgetExcludedRows}.
 */
export function* withoutOverlaps(database: ReadableDatabase, plain: UsageSelection): Steps<DistinctUsage> {
  let exclusion: number | undefined;
  let isWhole = false;
  const exclude = (ids: readonly bigint[]): void => {
    exclusion ??= nextExclusion(database);
    database
      .prepare('INSERT INTO temp.excluded_usage_row (selection, id) SELECT ?, value FROM json_each(?)')
      .run(exclusion, `[${ids.join(',')}]`);
  };
  let excludedRows = 0;
  const issues: RowIssue[] = [];
  try {
    for (const level of plain.batches.keys()) {
      const found = yield* findOverlaps(database, plain, level, exclude);
      excludedRows += found.rows;
      issues.push(...found.issues);
    }
    isWhole = true;
  } finally {
    if (!isWhole) forgetExcludedRows(database, exclusion);
  }
  return { selection: { ...plain, exclusion }, excludedRows, issues };
}

/** A number that no selection has; two may be looked for at once, so it is taken at once. */
function nextExclusion(database: ReadableDatabase): number {
  database
    .prepareFresh(
      `CREATE TEMP TABLE IF NOT EXISTS excluded_usage_row (
         selection INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (selection, id)) WITHOUT ROWID`,
    )
    .run();
  const last = database
    .prepareFresh<{ last: bigint }>('SELECT coalesce(max(selection), 0) AS last FROM temp.excluded_usage_row')
    .get();
  return Number(last?.last ?? 0n) + 1;
}

/** Whether a report row is left out of a selection. */
export function exclusionLookup(
  database: ReadableDatabase,
  { batches, exclusion }: UsageSelection,
): (ref: SourceRef) => boolean {
  if (exclusion === undefined) return () => false;
  const idsOfSource = new Map<string, readonly number[]>();
  for (const { id, sourceId } of [...batches.values()].flat()) {
    idsOfSource.set(sourceId, [...(idsOfSource.get(sourceId) ?? []), id]);
  }
  const statement = database.prepareFresh<object>(
    'SELECT 1 FROM temp.excluded_usage_row WHERE selection = ? AND id = ?',
  );
  return ({ source, row }) =>
    (idsOfSource.get(source) ?? []).some((id) => statement.get(exclusion, usageRowId(id, row)) !== undefined);
}

/** Forgets them. */
export function forgetExcludedRows(database: ReadableDatabase, selection: number | undefined): void {
  if (selection === undefined) return;
  database.prepareFresh('DELETE FROM temp.excluded_usage_row WHERE selection = ?').run(selection);
}
