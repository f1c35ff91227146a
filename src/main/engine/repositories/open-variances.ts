import { picos, type Picos } from '#core/decimal/micros.ts';
import type { ReadableDatabase } from '../db/handles.ts';

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

/**
 * The lines of a run that ask for a decision: paired on one side only or as a suggestion, or outside tolerance. The
 * rule is that of the workbook's exceptions (core/workbook/lay-out-lines.ts); a test holds the two against each other.
 */
export function openVariances(database: ReadableDatabase, runPosition: bigint): OpenVariances {
  const record = database
    .prepare<{ lines: bigint; whole: bigint | null; rest: bigint | null; unknown: bigint }>(
      `SELECT count(*) AS lines, sum(variance_size) AS whole, sum(variance_size_rest) AS rest,
         count(*) - count(variance_size) AS unknown
       FROM result_line WHERE run_position = ? AND (
         match IN ('suggested', 'unmatched-invoice', 'unmatched-usage')
         OR (within_tolerance = 0 AND (
           variance_amount IS NULL OR variance_amount <> 0 OR variance_amount_rest <> 0
           OR variance_quantity IS NULL OR variance_quantity <> 0 OR variance_quantity_rest <> 0)))`,
    )
    .get(runPosition);
  return {
    lines: Number(record?.lines ?? 0n),
    amount: picos((record?.whole ?? 0n) * PICOS_PER_UNIT + (record?.rest ?? 0n)),
    withoutAmount: Number(record?.unknown ?? 0n),
  };
}
