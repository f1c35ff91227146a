import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { joinParts, ofLevel, type SqlPart, type UsageSelection } from './usage-selection.ts';

/** The width of the first range, in key ids. What a range held decides about the next one. */
const FIRST_WIDTH = 64;
const MAX_WIDTH = 1 << 20;

/**
 * Goes through the customers of a level in ranges of `usage_group g`, those without one first: a statement over a
 * range ends soon, so that the job can be cancelled between two, and sorts few rows at a time. After each range the
 * caller says how many rows it held (`next(rows)`); the next one is made as wide as `target` rows need.
 *
 * All rows of a customer lie in one range, and ranges ascend: what is grouped by customer first comes in the same
 * order whatever their width.
 */
export function* customerRanges(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  target: number,
): Generator<SqlPart, void, number> {
  yield { sql: 'AND g.customer_key IS NULL', parameters: [] };
  const bounds = joinParts([
    {
      sql: 'SELECT min(g.customer_key) AS first, max(g.customer_key) AS last FROM usage_group g WHERE',
      parameters: [],
    },
    ofLevel(selection, level),
  ]);
  const found = database
    .prepare<{ first: bigint | null; last: bigint | null }>(bounds.sql)
    .get(...bounds.parameters);
  if (found === undefined || found.first === null || found.last === null) return;
  const last = Number(found.last);
  let width = FIRST_WIDTH;
  for (let from = Number(found.first); from <= last;) {
    const rows = yield {
      sql: 'AND g.customer_key >= ? AND g.customer_key < ?',
      parameters: [from, from + width],
    };
    from += width;
    width = nextWidth(width, rows, target);
  }
}

/** Grows fast over gaps and shrinks at once: a dense stretch after a gap must not come as one range. */
function nextWidth(width: number, rows: number, target: number): number {
  const wanted = rows === 0 ? width * 4 : Math.floor((width * target) / rows);
  return Math.max(1, Math.min(wanted, width * 4, MAX_WIDTH));
}
