import type { ReadableDatabase } from '../db/handles.ts';

/**
 * Writes down rows of usage that don't count, under a number of their own, in a temporary table of the connection
 * (which may be one for reading only); undefined where there are none.
 */
export function excludeUsageRows(database: ReadableDatabase, ids: readonly bigint[]): number | undefined {
  if (ids.length === 0) return undefined;
  database
    .prepareFresh(
      `CREATE TEMP TABLE IF NOT EXISTS excluded_usage_row (
         selection INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (selection, id)) WITHOUT ROWID`,
    )
    .run();
  const last = database
    .prepareFresh<{ last: bigint }>('SELECT coalesce(max(selection), 0) AS last FROM temp.excluded_usage_row')
    .get();
  const number = Number(last?.last ?? 0n) + 1;
  database
    .prepareFresh('INSERT INTO temp.excluded_usage_row (selection, id) SELECT ?, value FROM json_each(?)')
    .run(number, `[${ids.join(',')}]`);
  return number;
}

/** Forgets them. */
export function forgetExcludedRows(database: ReadableDatabase, selection: number | undefined): void {
  if (selection === undefined) return;
  database.prepareFresh('DELETE FROM temp.excluded_usage_row WHERE selection = ?').run(selection);
}
