import {
  divideMicros,
  micros,
  MICROS_DECIMALS,
  type Micros,
  type RoundingMode,
} from '../../decimal/micros.ts';
import type { PairedLine, UsagePart } from '../line.ts';
import type { UnitBasis } from '../parameters.ts';
import type { Breakdowns } from './breakdown.ts';
import type { UnitCandidate } from './candidate.ts';

/** The days that make one unit of the invoice's quantity. */
export function divisorOf(basis: UnitBasis, days: number): bigint {
  switch (basis) {
    case 'user-days':
      return 1n;
    case 'user-months':
      return BigInt(days);
    case 'user-months-30':
      return 30n;
  }
}

/** The usage of a line in the invoice's unit without the invoice's rounding, at the storage grain of 10^-6. */
export function unroundedQuantity(parts: readonly UsagePart[], basis: UnitBasis): Micros {
  return convertParts(parts, basis, MICROS_DECIMALS, 'half-up');
}

/** As a rule there is one part, and it is asked for hundreds of times. */
function convertParts(
  parts: readonly UsagePart[],
  basis: UnitBasis,
  decimals: number,
  rounding: RoundingMode,
): Micros {
  let sum = 0n;
  for (const { userDays, days } of parts)
    sum += divideMicros(userDays, divisorOf(basis, days), decimals, rounding);
  return micros(sum);
}

/** Whether the conversion ends within six decimals, so that no rounding is needed at all. */
export function convertsExactly(parts: readonly UsagePart[], basis: UnitBasis): boolean {
  return parts.every((part) => part.userDays % divisorOf(basis, part.days) === 0n);
}

/**
 * The usage of a line in the invoice's unit, rounded as the candidate says.
 *
 * At grain `line` each part is rounded once; at a finer grain each user's or customer's own quantity is rounded and
 * the roundings are added up. Undefined where the reports do not reach that grain. At grain `sku` the invoice
 * rounds only the SKU's total: a line below it keeps its unrounded quantity.
 */
export function convertUsage(
  line: PairedLine,
  candidate: UnitCandidate,
  breakdowns: Breakdowns,
): Micros | undefined {
  const { basis, decimals, rounding, grain } = candidate;
  const { parts } = line.usage;
  if (decimals === undefined) return unroundedQuantity(parts, basis);
  if (grain === 'sku' && line.level !== 'partner') return unroundedQuantity(parts, basis);
  if (grain === 'line' || grain === 'sku' || grain === line.level) {
    return convertParts(parts, basis, decimals, rounding);
  }
  const days = parts[0]?.days;
  if (grain === 'customer' && line.level === 'user') {
    return convertUsage(line, { ...candidate, grain: 'line' }, breakdowns);
  }
  const histogram = breakdowns.of(line, grain);
  if (!histogram || days === undefined || parts.length > 1) return undefined;
  const divisor = divisorOf(basis, days);
  let sum = 0n;
  for (const [userDays, count] of histogram) {
    sum += divideMicros(userDays, divisor, decimals, rounding) * BigInt(count);
  }
  return micros(sum);
}
