import { formatMicros, micros, ROUNDING_MODES, ZERO_PICOS } from '../../decimal/micros.ts';
import type { Explanation, PricedLine } from '../line.ts';
import { ROUNDING_GRAINS } from '../parameters.ts';
import { convertUsage } from '../unit-basis/convert.ts';
import type { ExplainContext } from './explain-context.ts';

/** A line whose quantity effect turned out to be unit rounding, with its proof. */
export interface RoundingFinding {
  readonly line: PricedLine;
  readonly explanation: Explanation;
}

/**
 * ROUNDING_GRAIN: the invoiced quantity is exactly what rounding at another grain, or by another rule, gives. The
 * effect then is unit rounding and no longer a quantity effect (domain rules 1.4): the component moves, the sum stays.
 */
export function findRoundingGrain(line: PricedLine, context: ExplainContext): RoundingFinding | undefined {
  const { unit, breakdowns } = context;
  const { components } = line;
  if (!components || line.varianceQuantity === 0n || line.usage.rows === 0 || line.rows.length === 0)
    return undefined;
  if (unit.decimals === undefined || line.outOfPeriod) return undefined;
  for (const grain of ROUNDING_GRAINS) {
    for (const rounding of ROUNDING_MODES) {
      if (grain === unit.grain && rounding === unit.rounding) continue;
      if (convertUsage(line, { ...unit, grain, rounding }, breakdowns) !== line.invoicedQuantity) continue;
      return {
        line: {
          ...line,
          components: { ...components, quantity: ZERO_PICOS, unitRounding: components.quantity },
        },
        explanation: {
          code: 'ROUNDING_GRAIN',
          amount: components.quantity,
          certainty: 'proven',
          params: {
            grain,
            rounding,
            decimals: String(unit.decimals),
            expectedGrain: unit.grain,
            expectedRounding: unit.rounding,
            difference: formatMicros(micros(line.varianceQuantity)),
          },
          evidence: line.rows.map(({ row }) => row.ref),
        },
      };
    }
  }
  return undefined;
}
