import type { RoundingMode } from '../../decimal/micros.ts';
import { ROUNDING_MODES } from '../../decimal/micros.ts';
import type { ReconcileParameters, RoundingGrain, UnitBasis } from '../parameters.ts';
import { ROUNDING_GRAINS, UNIT_BASES } from '../parameters.ts';

/** One way in which an invoice may turn user-days into its own quantity. */
export interface UnitCandidate {
  readonly basis: UnitBasis;
  /** Decimal places to which it rounds; undefined: it does not round. */
  readonly decimals: number | undefined;
  readonly rounding: RoundingMode;
  readonly grain: RoundingGrain;
}

/** The default of the trade: average users of the period, two decimals. */
export const DEFAULT_UNIT_DECIMALS = 2;

/** Which decimals are tried, likeliest first: where several fit equally well, the earlier one is taken. */
const MONTH_DECIMALS = [2, 4, 3, 6, 5, 1, 0] as const;
const DAY_DECIMALS = [2, 1, 0] as const;

/**
 * All candidates that the parameters leave open, in the order in which ties are resolved: no rounding before
 * rounding, actual days before a fixed 30, half-up before the other modes, the compared line before other grains.
 */
export function unitCandidates(parameters: ReconcileParameters): readonly UnitCandidate[] {
  const bases = parameters.unitBasis === 'auto' ? UNIT_BASES : [parameters.unitBasis];
  const modes = parameters.rounding === undefined ? ROUNDING_MODES : [parameters.rounding];
  const grains = parameters.roundingGrain === undefined ? ROUNDING_GRAINS : [parameters.roundingGrain];
  const candidates: UnitCandidate[] = [];
  if (parameters.unitDecimals === undefined) {
    for (const basis of bases) {
      candidates.push({
        basis,
        decimals: undefined,
        rounding: modes[0] ?? 'half-up',
        grain: grains[0] ?? 'line',
      });
    }
  }
  for (const grain of grains) {
    for (const rounding of modes) {
      for (const basis of bases) {
        for (const decimals of decimalsOf(basis, parameters.unitDecimals)) {
          candidates.push({ basis, decimals, rounding, grain });
        }
      }
    }
  }
  return candidates;
}

function decimalsOf(basis: UnitBasis, stated: number | undefined): readonly number[] {
  if (stated !== undefined) return [stated];
  return basis === 'user-days' ? DAY_DECIMALS : MONTH_DECIMALS;
}

/** What stands where nothing can be inferred: what is stated, completed by the defaults of the trade. */
export function defaultCandidate(parameters: ReconcileParameters, basis: UnitBasis): UnitCandidate {
  return {
    basis,
    decimals: parameters.unitDecimals ?? (basis === 'user-days' ? undefined : DEFAULT_UNIT_DECIMALS),
    rounding: parameters.rounding ?? 'half-up',
    grain: parameters.roundingGrain ?? 'line',
  };
}
