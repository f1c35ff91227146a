import { divideRounded } from '../../decimal/micros.ts';
import type { UnitCandidate } from '../unit-basis/candidate.ts';

/** How far the invoice's rounding can move a quantity, in micros of a user-day: one unit of its last decimal. */
export function roundingSlack({ decimals }: UnitCandidate, divisor: bigint): bigint {
  if (decimals === undefined) return divisor;
  return divideRounded(10n ** BigInt(6 - decimals) * divisor, 2n, 'up') * 2n;
}
