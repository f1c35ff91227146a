import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { LineFilter, LineSort } from '#shared/ipc/contract/result-lines.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { FIGURE_SCALE } from './figure.ts';
import { linesOrder, linesWhere } from './line-filter.ts';
import type { LineRecord } from './line-rows.ts';
import { FIGURE_COLUMNS } from './result-lines.ts';

/** The level to which finer lines are added up. */
export type SumLevel = Exclude<UsageLevel, 'user'>;

const KEYS: Readonly<Record<SumLevel, readonly string[]>> = {
  partner: ['subscription', 'sku'],
  customer: ['subscription', 'sku', 'customer_org', 'customer_external'],
};
/** What a key at a level does not name. */
const UNNAMED: Readonly<Record<SumLevel, string>> = {
  partner: 'NULL AS customer_org, NULL AS customer_external, NULL AS customer_name, NULL AS consumer',
  customer: 'min(customer_name) AS customer_name, NULL AS consumer',
};

const SUMMED = FIGURE_COLUMNS.filter((column) => column !== 'variance_size');
const COLUMNS = [
  ...['position', 'line_key', 'level', 'subscription', 'sku', 'customer_org', 'customer_external'],
  ...['customer_name', 'consumer', 'match', 'class', 'direction', 'lines', 'differences', 'unpriced'],
  ...['invoiced_price', 'expected_price', 'explanations', 'signature'],
  ...FIGURE_COLUMNS.flatMap((column) => [column, `${column}_rest`]),
];

/** The one value of all lines, else NULL. */
const common = (column: string): string =>
  `CASE WHEN count(*) = count(${column}) AND min(${column}) = max(${column}) THEN min(${column}) END AS ${column}`;

/** A line that is alone under its key stays the line that it is. */
const alone = (column: string): string => `CASE WHEN count(*) = 1 THEN min(${column}) END`;

/** Lines under one key as one row; figures as plain sums of their parts. */
const grouped = (level: SumLevel, where: string): string => `
  SELECT min(position) AS first, ${alone('position')} AS position, ${alone('line_key')} AS line_key,
    CASE WHEN max(level = 'partner') THEN 'partner' ELSE '${level}' END AS level,
    ${KEYS[level].join(', ')}, ${UNNAMED[level]}, ${common('match')},
    CASE WHEN min(class) = max(class) THEN min(class)
      WHEN min(class) FILTER (WHERE within_tolerance = 0) = max(class) FILTER (WHERE within_tolerance = 0)
      THEN min(class) FILTER (WHERE within_tolerance = 0) END AS class,
    count(*) AS lines, sum(1 - within_tolerance) AS differences, sum(expected_amount IS NULL) AS unpriced,
    ${common('invoiced_price')}, ${common('expected_price')},
    coalesce(${alone('explanations')}, '') AS explanations, ${alone('signature')} AS signature,
    ${SUMMED.map((column) => `sum(${column}) + sum(${column}_rest) / ${FIGURE_SCALE} AS ${column}, sum(${column}_rest) % ${FIGURE_SCALE} AS ${column}_rest`).join(', ')}
  FROM result_line WHERE ${where} GROUP BY ${KEYS[level].join(', ')}`;

/** The same with what follows from the sums: direction and size. */
const judged = (level: SumLevel, where: string): string => `
  SELECT *,
    CASE WHEN coalesce(variance_amount, variance_quantity) < 0 THEN 'under'
      WHEN variance_amount = 0 AND variance_amount_rest = 0 THEN 'nil'
      WHEN variance_amount IS NULL AND coalesce(variance_quantity, 0) = 0 AND coalesce(variance_quantity_rest, 0) = 0 THEN 'nil'
      ELSE 'over' END AS direction,
    CASE WHEN variance_amount >= 0 THEN variance_amount WHEN variance_amount_rest = 0 THEN -variance_amount
      ELSE -variance_amount - 1 END AS variance_size,
    CASE WHEN variance_amount >= 0 OR variance_amount_rest = 0 THEN variance_amount_rest
      ELSE ${FIGURE_SCALE} - variance_amount_rest END AS variance_size_rest
  FROM (${grouped(level, where)})`;

const STATE_COLUMNS = ['status', 'reviewed', 'assignee', 'due_on'] as const;
/** The state of the line that is alone under its key. */
const stateOf = (column: (typeof STATE_COLUMNS)[number]): string =>
  `SELECT s.${column} FROM run u JOIN line_state s ON s.period_start = u.period_start AND s.period_end = u.period_end
   WHERE u.position = ? AND s.line_key = line_sum.line_key`;

/** Sums written down in their order under the number of a list. */
export interface SumList {
  readonly total: number;
  readonly page: (offset: number, limit: number) => readonly LineRecord[];
  readonly close: () => void;
}

let lists = 0;

/**
 * Adds the lines of a filter up to a coarser level and writes the sums down in their order, in a temporary table of
 * the connection (which may be one for reading only). A filter is about lines: a sum is of those that it leaves.
 */
export function sumLines(
  database: ReadableDatabase,
  runPosition: bigint,
  request: { readonly level: SumLevel; readonly filter: LineFilter; readonly sort: LineSort },
): SumList {
  database
    .prepareFresh(
      `CREATE TEMP TABLE IF NOT EXISTS line_sum (list INTEGER NOT NULL, ordinal INTEGER NOT NULL, ${COLUMNS.join(', ')},
       PRIMARY KEY (list, ordinal)) WITHOUT ROWID`,
    )
    .run();
  const list = (lists += 1);
  const where = linesWhere(runPosition, request.filter);
  // Equal sums stand in the order of their first lines.
  const order = linesOrder(request.sort).replace(/\bposition\b/g, 'first');
  const { changes } = database
    .prepareFresh(
      `INSERT INTO temp.line_sum (list, ordinal, ${COLUMNS.join(', ')})
       SELECT ?, row_number() OVER (${order}) - 1, ${COLUMNS.join(', ')} FROM (${judged(request.level, where.sql)})`,
    )
    .run(list, ...where.parameters);
  return {
    total: changes,
    page: (offset, limit) =>
      database
        .prepare<LineRecord>(
          `SELECT ${COLUMNS.join(', ')}, ${STATE_COLUMNS.map((column) => `(${stateOf(column)}) AS ${column}`).join(', ')}
           FROM temp.line_sum WHERE list = ? AND ordinal >= ? ORDER BY ordinal LIMIT ?`,
        )
        .all(...STATE_COLUMNS.map(() => runPosition), list, offset, limit),
    close: () => {
      database.prepare('DELETE FROM temp.line_sum WHERE list = ?').run(list);
    },
  };
}
