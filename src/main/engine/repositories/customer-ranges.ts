import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { SqlPart, UsageSelection } from './usage-selection.ts';

/** The groups of the first range. What a range held decides about the next one. */
const FIRST_GROUPS = 64;
const MOST_GROUPS = 1 << 16;

/**
 * Goes through the customers of a level in ranges of `usage_group g`, those without one first: a statement over a
 * range ends soon, so that the job can be cancelled between two, and sorts few rows at a time. After each range the
 * caller says how many rows it held (`next(rows)`); the next one has as many groups as `target` rows need.
 *
 * All rows of a customer lie in one range, and ranges ascend: what is grouped by customer first comes in the same
 * order however many groups they have.
 */
export function* customerRanges(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  target: number,
): Generator<SqlPart, void, number> {
  yield { sql: 'AND g.customer_key IS NULL', parameters: [] };
  const batches = (selection.batches.get(level) ?? []).map(({ id }) => id);
  const next = database.prepare<{ key: bigint }>(
    `SELECT customer_key AS key FROM usage_group WHERE batch_id = ? AND customer_key >= ?
     ORDER BY customer_key LIMIT 1 OFFSET ?`,
  );
  /** The least customer of any file that stands so many groups after a customer; undefined: none does. */
  const customerAfter = (from: bigint, groups: number): bigint | undefined =>
    batches.reduce<bigint | undefined>((least, batch) => {
      const key = next.get(batch, from, groups)?.key;
      return key === undefined || (least !== undefined && least < key) ? least : key;
    }, undefined);
  let groups = FIRST_GROUPS;
  for (let from = customerAfter(0n, 0); from !== undefined;) {
    const end = customerAfter(from + 1n, groups);
    const rows =
      end === undefined
        ? yield { sql: 'AND g.customer_key >= ?', parameters: [from] }
        : yield { sql: 'AND g.customer_key >= ? AND g.customer_key < ?', parameters: [from, end] };
    from = end;
    groups = nextGroups(groups, rows, target);
  }
}

/** Grows slowly and shrinks at once: groups of many rows must not come after ones of few as one large range. */
function nextGroups(groups: number, rows: number, target: number): number {
  const wanted = rows === 0 ? groups * 4 : Math.floor((groups * target) / rows);
  return Math.max(1, Math.min(wanted, groups * 4, MOST_GROUPS));
}
