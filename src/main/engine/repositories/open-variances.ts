import { absolute, picos, type Picos } from '#core/decimal/micros.ts';
import type { LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import { parsePicos } from '#core/work/exact-text.ts';
import type { LineState } from '#core/work/line-state.ts';
import { isSettled } from '#core/work/progress.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findWorkLines } from './work-lines.ts';

/** What a run leaves to a person. */
export interface OpenVariances {
  readonly lines: number;
  /** Their amounts without sign, added up; those without a known price count nothing. */
  readonly amount: Picos;
  /** Lines whose expected price is unknown, so that they are in no sum. */
  readonly withoutAmount: number;
}

/** The picos of one. */
const PICOS_PER_UNIT = 1_000_000_000_000n;

/** Paired on one side only or as a suggestion, or outside tolerance. The index result_line_open has the same condition. */
const ASKS = `(match IN ('suggested', 'unmatched-invoice', 'unmatched-usage')
  OR (within_tolerance = 0 AND (
    variance_amount IS NULL OR variance_amount <> 0 OR variance_amount_rest <> 0
    OR variance_quantity IS NULL OR variance_quantity <> 0 OR variance_quantity_rest <> 0)))`;

/**
 * Those of them that nobody has decided on, or whose difference is another one than it was then. `states` are those of
 * the run's month.
 */
export function undecidedVariances(
  database: ReadableDatabase,
  runPosition: bigint,
  states: ReadonlyMap<LineKeyText, LineState>,
): OpenVariances {
  const all = openVariances(database, runPosition);
  const judged = [...states].filter(([, { status }]) => status !== 'open').map(([key]) => key);
  const asking = database
    .prepare<{ line_key: LineKeyText }>(
      // CROSS JOIN: the keys lead, each line is looked up.
      `SELECT l.line_key FROM json_each(?) k
       CROSS JOIN result_line l INDEXED BY result_line_by_key ON l.run_position = ? AND l.line_key = k.value
       WHERE ${ASKS}`,
    )
    .all(JSON.stringify(judged), runPosition)
    .map((record) => record.line_key);
  let { lines, withoutAmount } = all;
  let amount: bigint = all.amount;
  for (const line of findWorkLines(database, runPosition, asking).values()) {
    const state = states.get(line.key);
    if (state === undefined || !isSettled(state, line)) continue;
    lines -= 1;
    if (line.amount === null) withoutAmount -= 1;
    else amount -= absolute(parsePicos(line.amount));
  }
  return { lines, amount: picos(amount), withoutAmount };
}

/**
 * The lines of a run that ask for a decision: paired on one side only or as a suggestion, or outside tolerance. The
 * rule is that of the workbook's exceptions (core/workbook/lay-out-lines.ts); a test holds the two against each other.
 */
export function openVariances(database: ReadableDatabase, runPosition: bigint): OpenVariances {
  const record = database
    .prepare<{ lines: bigint; whole: bigint | null; rest: bigint | null; unknown: bigint }>(
      `SELECT count(*) AS lines, sum(variance_size) AS whole, sum(variance_size_rest) AS rest,
         count(*) - count(variance_size) AS unknown
       FROM result_line INDEXED BY result_line_open WHERE run_position = ? AND ${ASKS}`,
    )
    .get(runPosition);
  return {
    lines: Number(record?.lines ?? 0n),
    amount: picos((record?.whole ?? 0n) * PICOS_PER_UNIT + (record?.rest ?? 0n)),
    withoutAmount: Number(record?.unknown ?? 0n),
  };
}
