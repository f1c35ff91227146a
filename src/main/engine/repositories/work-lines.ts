import type { LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import type { Direction, LineDocument, VarianceClass } from '#core/reconcile/result-document.ts';
import type { WorkLine } from '#core/work/progress.ts';
import type { LineFilter } from '#shared/ipc/contract/result-lines.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { figureText } from './figure.ts';
import { linesWhere } from './line-filter.ts';

/** A line of a run as the work on it sees it. */
export interface HeldWorkLine extends WorkLine {
  /** Its place in the result. */
  readonly position: number;
  /** What like differences have in common; undefined within tolerance. */
  readonly signature: string | undefined;
}

interface LineRecord {
  position: bigint;
  line_key: LineKeyText;
  sku: string;
  class: VarianceClass;
  direction: Direction;
  within_tolerance: bigint;
  signature: string | null;
  variance_quantity: bigint | null;
  variance_quantity_rest: bigint | null;
  variance_amount: bigint | null;
  variance_amount_rest: bigint | null;
  expected_amount: bigint | null;
  expected_amount_rest: bigint | null;
}

const SELECT = `SELECT position, line_key, sku, class, direction, within_tolerance, signature, variance_quantity,
  variance_quantity_rest, variance_amount, variance_amount_rest, expected_amount, expected_amount_rest FROM result_line`;

// Without statistics SQLite would rather scan all lines of a run than look one up: the indexes are named.

/** The lines of a run that have these keys. */
export function findWorkLines(
  database: ReadableDatabase,
  runPosition: bigint,
  keys: Iterable<string>,
): ReadonlyMap<LineKeyText, HeldWorkLine> {
  const one = database.prepare<LineRecord>(
    `${SELECT} INDEXED BY result_line_by_key WHERE run_position = ? AND line_key = ?`,
  );
  const lines = new Map<LineKeyText, HeldWorkLine>();
  for (const key of keys) {
    const record = one.get(runPosition, key);
    if (record !== undefined) lines.set(record.line_key, toWorkLine(record));
  }
  return lines;
}

/** The differences of a run, in the order of its document. */
export const listDifferences = (database: ReadableDatabase, runPosition: bigint): readonly HeldWorkLine[] =>
  database
    .prepare<LineRecord>(
      `${SELECT} INDEXED BY result_line_by_signature WHERE run_position = ? AND signature IS NOT NULL
       ORDER BY position`,
    )
    .all(runPosition)
    .map(toWorkLine);

/** The keys of the lines that a filter leaves. */
export function keysOfFilter(
  database: ReadableDatabase,
  runPosition: bigint,
  filter: LineFilter,
): readonly LineKeyText[] {
  const where = linesWhere(runPosition, filter);
  return database
    .prepareFresh<{ line_key: LineKeyText }>(
      `SELECT line_key FROM result_line WHERE ${where.sql} ORDER BY position`,
    )
    .all(...where.parameters)
    .map(({ line_key: key }) => key);
}

/** Lines of a run as its document has them, by their places. */
export function documentsAt(
  database: ReadableDatabase,
  runPosition: bigint,
  positions: Iterable<number>,
): readonly LineDocument[] {
  const one = database.prepare<{ document: string }>(
    'SELECT document FROM result_line_document WHERE run_position = ? AND position = ?',
  );
  return [...positions].flatMap((position) => {
    const record = one.get(runPosition, position);
    return record === undefined ? [] : [JSON.parse(record.document) as LineDocument];
  });
}

function toWorkLine(record: LineRecord): HeldWorkLine {
  return {
    position: Number(record.position),
    key: record.line_key,
    sku: record.sku,
    class: record.class,
    direction: record.direction,
    withinTolerance: record.within_tolerance === 1n,
    signature: record.signature ?? undefined,
    quantity: figureText(record.variance_quantity, record.variance_quantity_rest) ?? '0',
    amount: figureText(record.variance_amount, record.variance_amount_rest) ?? null,
    expectedAmount: figureText(record.expected_amount, record.expected_amount_rest) ?? null,
  };
}
