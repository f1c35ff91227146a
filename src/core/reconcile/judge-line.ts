import { absolute } from '../decimal/micros.ts';
import type { Explanation, Line, PricedLine } from './line.ts';
import type { Direction, Match, SuggestionDocument, VarianceClass } from './result-document.ts';
import type { LineTolerance } from './tolerance.ts';

/** Puts the four judgements on a line: match, class, direction, and whether it is within tolerance. */
export function judgeLine(
  line: PricedLine,
  explanations: readonly Explanation[],
  tolerance: LineTolerance,
  withinTolerance: boolean,
  suggestions: readonly SuggestionDocument[],
): Line {
  return {
    ...line,
    match: matchOf(line, withinTolerance),
    varianceClass: classOf(line, explanations, tolerance, withinTolerance),
    direction: directionOf(line),
    withinTolerance,
    explanations: explanations.length === 0 ? NONE : explanations,
    suggestions: suggestions.length === 0 ? NONE : suggestions,
  };
}

/** Nearly all lines have no cause and no suggestion: they share this. */
const NONE: readonly never[] = [];

/** How the two sides were paired; where they differ within tolerance, that. */
function matchOf(line: PricedLine, withinTolerance: boolean): Match {
  if (line.rows.length === 0) return 'unmatched-usage';
  if (line.outOfPeriod || line.usage.rows === 0) return 'unmatched-invoice';
  if (line.rule === 'manual') return 'manual';
  const differs = line.varianceQuantity !== 0n || line.varianceAmount !== 0n;
  if (withinTolerance && differs) return 'within-tolerance';
  switch (line.rule) {
    case 'pass-4-grouped':
      return 'grouped';
    case 'pass-2-windows':
      return line.rows.length > 1 ? 'grouped' : 'exact';
    case 'pass-1-exact':
    case 'pass-3-alias':
    case 'none':
      return 'exact';
  }
}

function directionOf(line: PricedLine): Direction {
  const variance = line.varianceAmount ?? line.varianceQuantity;
  return variance > 0n ? 'over' : variance < 0n ? 'under' : 'nil';
}

function classOf(
  line: PricedLine,
  explanations: readonly Explanation[],
  tolerance: LineTolerance,
  withinTolerance: boolean,
): VarianceClass {
  const isExplainedBy = (code: Explanation['code']): boolean =>
    explanations.some((explanation) => explanation.code === code);
  if (line.outOfPeriod) return 'period';
  if (isExplainedBy('LEVELS_DISAGREE')) return 'source-conflict';
  if (withinTolerance) return 'none';
  if (line.rows.length === 0) return line.usage.userDays === 0n ? 'none' : 'missing-on-invoice';
  if (line.usage.userDays === 0n) return 'billed-without-usage';
  const { components } = line;
  if (!components) return 'unexplained';
  const isDuplicate = explanations.some(
    ({ code, certainty }) => code === 'DUPLICATE_LINE' && certainty === 'proven',
  );
  if (isDuplicate) return 'duplicate';
  if (isExplainedBy('PERIOD_DIFFERS')) return 'period';
  const isBeyond = (effect: bigint): boolean => absolute(effect) > tolerance.amount;
  const hasPrice = isBeyond(components.price);
  const hasQuantity =
    components.unitRounding === 0n &&
    (absolute(line.varianceQuantity) > tolerance.quantity || isBeyond(components.quantity));
  if (hasQuantity && hasPrice) return 'both';
  if (hasQuantity) return 'quantity';
  if (hasPrice) return 'price';
  if (components.unitRounding !== 0n) return 'unit-rounding';
  return largestEffect(components);
}

/** Where no single effect is beyond tolerance but their sum is: the class of the largest. */
function largestEffect(components: NonNullable<PricedLine['components']>): VarianceClass {
  const quantity = absolute(components.quantity);
  const price = absolute(components.price);
  const rest = absolute(components.lineRounding + components.unexplained);
  if (quantity >= price && quantity >= rest) return 'quantity';
  return price >= rest ? 'price' : 'unexplained';
}
