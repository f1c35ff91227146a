import type { Explanation, PricedLine } from '../line.ts';
import type { ExplainContext } from './explain-context.ts';
import {
  explainBilledWithoutUsage,
  explainDuplicates,
  explainLevelConflict,
  explainLineRounding,
  explainMissingOnInvoice,
  explainOverFull,
  explainPeriod,
  explainPrice,
  explainQuantity,
  explainUnitMismatch,
} from './explainers.ts';
import { explainPartialUsage } from './partial-usage.ts';
import { findRoundingGrain } from './rounding-grain.ts';

/** A line, its components settled, and the causes found. */
export interface ExplainedLine {
  readonly line: PricedLine;
  readonly explanations: readonly Explanation[];
}

/**
 * Finds the causes of a line's difference. Facts about the sources (levels that disagree, over-full users) are
 * stated whether or not the line differs; causes of a quantity are looked for from the surest to the weakest, and
 * a weak one is not stated where a sure one already accounts for the quantity.
 */
export function explainLine(priced: PricedLine, isWithin: boolean, context: ExplainContext): ExplainedLine {
  const overFull = explainOverFull(priced, context);
  const isOverFullCause = overFull.some(({ certainty }) => certainty === 'proven');
  const facts = [...explainLevelConflict(priced, context), ...overFull];
  if (isWithin) return { line: priced, explanations: facts };
  const sided = [
    ...explainPeriod(priced, context),
    ...explainBilledWithoutUsage(priced, context),
    ...explainMissingOnInvoice(priced, context),
  ];
  // Usage that a person has put together has no grain of its own: each part was rounded by itself.
  const rounding = priced.members === undefined ? findRoundingGrain(priced, context) : undefined;
  const line = rounding?.line ?? priced;
  const duplicates = (line.varianceAmount ?? 0n) > 0n ? explainDuplicates(line, context) : [];
  const quantity =
    rounding === undefined && !isOverFullCause && sided.every(({ certainty }) => certainty === 'possible')
      ? quantityCauses(line, duplicates, context)
      : [];
  return {
    line,
    explanations: [
      ...duplicates,
      ...quantity,
      ...(rounding ? [rounding.explanation] : []),
      ...explainPrice(line, context),
      ...explainLineRounding(line, context),
      ...sided,
      ...facts,
    ],
  };
}

function quantityCauses(
  line: PricedLine,
  duplicates: readonly Explanation[],
  context: ExplainContext,
): readonly Explanation[] {
  if (duplicates.some(({ certainty }) => certainty === 'proven')) return [];
  // The users below one key say nothing of what several keys together were billed.
  if (line.members !== undefined) return explainQuantity(line, context);
  const unit = explainUnitMismatch(line, context);
  if (unit.length > 0) return unit;
  const partial = explainPartialUsage(line, context);
  const isProven = partial.some(({ certainty }) => certainty === 'proven');
  if (isProven || duplicates.length > 0) return partial.filter(({ certainty }) => certainty === 'proven');
  return [...partial, ...explainQuantity(line, context)];
}
