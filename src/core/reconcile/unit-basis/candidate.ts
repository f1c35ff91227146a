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
const DECIMALS = [2, 4, 3, 6, 5] as const;
/** Decimals so few that rounding to them moves whole users: taken only where the figures show that it is rounding. */
const COARSE_DECIMALS = [1, 0] as const;
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
    parameters.unitDecimals === undefined
      ? [undefined, ...DECIMALS, ...COARSE_DECIMALS]
      : [parameters.unitDecimals];
  return decimals
    .flatMap((places) => bases.map((basis): UnitCandidate => ({ basis, decimals: places, rounding, grain })))
    .filter((candidate) => !isCoarseGuess(candidate, parameters));
}

/**
 * 31 days by a fixed 30, to whole users, comes out as almost any small whole number, up on some lines and down on
 * others: it would fit nearly every invoice.
 */
const isCoarseGuess = (candidate: UnitCandidate, parameters: ReconcileParameters): boolean =>
  candidate.basis === 'user-months-30' &&
  parameters.unitBasis === 'auto' &&
  needsEvidence(candidate, parameters);

/** Whether a candidate must show that it is rounding: it rounds coarsely, and nobody has stated it. */
export const needsEvidence = (candidate: UnitCandidate, parameters: ReconcileParameters): boolean =>
  parameters.unitDecimals === undefined && candidate.decimals !== undefined && candidate.decimals < 2;

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
