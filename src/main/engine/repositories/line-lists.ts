import { compareText } from '#core/compare.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type {
  LineFacets,
  LineFilter,
  LineRow,
  LineSort,
  LineTotals,
  ListedUsers,
} from '#shared/ipc/contract/result-lines.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { linesOrder, linesWhere } from './line-filter.ts';
import {
  LINE_COLUMNS,
  toLineRow,
  toLineTotals,
  TOTALS_COLUMNS,
  type LineRecord,
  type TotalsRecord,
} from './line-rows.ts';
import { sumLines } from './line-sums.ts';
import type { SqlPart } from './usage-selection.ts';

/** Which lines of which run, at which level, in which order. */
export interface LineListRequest {
  readonly runPosition: bigint;
  readonly level: UsageLevel;
  readonly filter: LineFilter;
  readonly sort: LineSort;
}

/** A list that has been filtered, sorted and summed once; its pages come quickly, wherever they lie. */
export interface LineList {
  readonly total: number;
  readonly totals: LineTotals;
  /** The users that stand in it; undefined in a list of lines alone. */
  readonly users?: ListedUsers;
  readonly page: (offset: number, limit: number) => readonly LineRow[];
  /** Forgets it. */
  readonly close: () => void;
}

/** Opens a list. Lines that are finer than the level are added up; the others stand as they were compared. */
export function openLineList(database: ReadableDatabase, request: LineListRequest): LineList {
  const { runPosition, level, filter, sort } = request;
  const where = linesWhere(runPosition, filter);
  const totals = readTotals(database, where);
  if (level !== 'user' && hasFinerLines(database, runPosition, level)) {
    const sums = sumLines(database, runPosition, { level, filter, sort });
    return {
      total: sums.total,
      totals,
      page: (offset, limit) => sums.page(offset, limit).map(toLineRow),
      close: sums.close,
    };
  }
  const positions = readPositions(database, where, sort);
  return {
    total: positions.length,
    totals,
    page: (offset, limit) =>
      readLines(database, runPosition, [...positions.subarray(offset, offset + limit)]).map(toLineRow),
    close: () => undefined,
  };
}

function hasFinerLines(
  database: ReadableDatabase,
  runPosition: bigint,
  level: 'partner' | 'customer',
): boolean {
  const finer = level === 'partner' ? "level <> 'partner'" : "level = 'user'";
  return (
    database
      .prepare(`SELECT 1 FROM result_line WHERE run_position = ? AND ${finer} LIMIT 1`)
      .get(runPosition) !== undefined
  );
}

/** The sums over the lines of a condition. */
export function readTotals(database: ReadableDatabase, where: SqlPart): LineTotals {
  const record = database
    .prepareFresh<TotalsRecord>(`SELECT ${TOTALS_COLUMNS} FROM result_line WHERE ${where.sql}`)
    .get(...where.parameters);
  if (record === undefined) throw new Error('an aggregate always has a row');
  return toLineTotals(record);
}

/** The places of the lines of a condition, in their order. As one text: a hundred thousand rows would cost more. */
export function readPositions(database: ReadableDatabase, where: SqlPart, sort: LineSort): Int32Array {
  const record = database
    .prepareFresh<{ positions: string }>(
      `SELECT json_group_array(position) AS positions FROM (
         SELECT position FROM result_line WHERE ${where.sql} ${linesOrder(sort)})`,
    )
    .get(...where.parameters);
  return Int32Array.from(JSON.parse(record?.positions ?? '[]') as number[]);
}

/** Lines by their places, in the order of these. */
export const readLines = (
  database: ReadableDatabase,
  runPosition: bigint,
  positions: readonly number[],
): readonly LineRecord[] =>
  database
    .prepare<LineRecord>(
      // CROSS JOIN: the places lead, each line is looked up.
      `SELECT ${LINE_COLUMNS}, s.status, s.reviewed, s.assignee, s.due_on FROM json_each(?) p
       CROSS JOIN result_line l ON l.run_position = ? AND l.position = p.value
       JOIN run u ON u.position = l.run_position
       LEFT JOIN line_state s ON s.period_start = u.period_start AND s.period_end = u.period_end
         AND s.line_key = l.line_key
       ORDER BY p.key`,
    )
    .all(JSON.stringify(positions), runPosition);

interface FacetRecord {
  level: string;
  class: string;
  direction: string;
  match: string;
  sku: string;
  explanations: string;
  lines: bigint;
  differences: bigint;
}

/** What the lines of a run can be filtered by: counted in one pass. */
export function readFacets(database: ReadableDatabase, runPosition: bigint): LineFacets {
  const records = database
    .prepare<FacetRecord>(
      `SELECT level, class, direction, match, sku, explanations, count(*) AS lines,
         sum(1 - within_tolerance) AS differences
       FROM result_line WHERE run_position = ? GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    .all(runPosition);
  const counts = (
    valuesOf: (record: FacetRecord) => readonly string[],
  ): { value: string; lines: number }[] => {
    const found = new Map<string, number>();
    for (const record of records) {
      for (const value of valuesOf(record)) found.set(value, (found.get(value) ?? 0) + Number(record.lines));
    }
    return [...found]
      .map(([value, lines]) => ({ value, lines }))
      .sort((a, b) => compareText(a.value, b.value));
  };
  // The database's checks and the result's own types hold the words; the contract parses them once more.
  return {
    levels: counts(({ level }) => [level]),
    classes: counts((record) => [record.class]),
    directions: counts(({ direction }) => [direction]),
    matches: counts(({ match }) => [match]),
    skus: counts(({ sku }) => [sku]),
    explanations: counts(({ explanations }) => explanations.split(' ').filter((code) => code !== '')),
    differences: records.reduce((sum, { differences }) => sum + Number(differences), 0),
  } as LineFacets;
}
