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

/**
 * Which decimals are tried, likeliest first: where several fit equally well, the earlier one is taken. Fewer than
 * two would turn a real difference of half a user into rounding, so they are proposed and never taken.
 */
const DECIMALS = [2, 4, 3, 6, 5] as const;
const PROPOSED_DECIMALS = [2, 0, 1, 3, 4, 5, 6] as const;

/**
 * The candidates that the parameters leave open, in the order in which ties are resolved: no rounding before
 * rounding, actual days before a fixed 30. What is not stated is tried half-up, at the compared line: other rules
 * (each user rounded up to a whole month, say) could explain away what is really over-billed.
 */
export function unitCandidates(parameters: ReconcileParameters): readonly UnitCandidate[] {
  const bases = parameters.unitBasis === 'auto' ? UNIT_BASES : [parameters.unitBasis];
  const rounding = parameters.rounding ?? 'half-up';
  const grain = parameters.roundingGrain ?? 'line';
  const decimals =
    parameters.unitDecimals === undefined ? [undefined, ...DECIMALS] : [parameters.unitDecimals];
  return decimals.flatMap((places) =>
    bases.map((basis): UnitCandidate => ({ basis, decimals: places, rounding, grain })),
  );
}

/** The wider field of candidates from which a better fit is proposed to a person, never taken by itself. */
export function proposableCandidates(parameters: ReconcileParameters): readonly UnitCandidate[] {
  const bases = parameters.unitBasis === 'auto' ? UNIT_BASES : [parameters.unitBasis];
  const modes = parameters.rounding === undefined ? ROUNDING_MODES : [parameters.rounding];
  const grains = parameters.roundingGrain === undefined ? ROUNDING_GRAINS : [parameters.roundingGrain];
  const places = parameters.unitDecimals === undefined ? PROPOSED_DECIMALS : [parameters.unitDecimals];
  return grains.flatMap((grain) =>
    modes.flatMap((rounding) =>
      places.flatMap((decimals) =>
        bases.map((basis): UnitCandidate => ({ basis, decimals, rounding, grain })),
      ),
    ),
  );
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
