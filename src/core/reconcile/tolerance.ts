import { currencyDigits } from '../currency.ts';
import { absolute, micros, picos, toPicos, type Micros, type Picos } from '../decimal/micros.ts';
import type { PricedLine } from './line.ts';
import type { ToleranceSet, UnitBasis } from './parameters.ts';

/** The least amount of a currency: 0.01, or 1 where it has no decimals. */
export const minorUnit = (currency: string | undefined): Micros =>
  micros(currencyDigits(currency) === 0 ? 1_000_000n : 10_000n);

/** Half a hundredth of a user-month, or half a user-day: what rounding alone can cause. */
export const defaultQuantityTolerance = (basis: UnitBasis): Micros =>
  micros(basis === 'user-days' ? 500_000n : 5_000n);

/** How far a line may be off. */
export interface LineTolerance {
  readonly quantity: Micros;
  readonly amount: Picos;
}

/** max(absolute, percent x expected), for quantity and amount alike; the amount once for each invoice row. */
export function lineTolerance(
  line: PricedLine,
  basis: UnitBasis,
  currency: string | undefined,
  tolerance: ToleranceSet,
): LineTolerance {
  const quantity = tolerance.quantity ?? defaultQuantityTolerance(basis);
  const perRow = tolerance.amount ?? minorUnit(currency);
  const amount = toPicos(micros(perRow * BigInt(Math.max(1, line.rows.length))));
  const quantityShare = percentOf(line.usageQuantity, tolerance.percent);
  const amountShare = percentOf(line.expectedAmount ?? 0n, tolerance.percent);
  return {
    quantity: micros(quantity > quantityShare ? quantity : quantityShare),
    amount: picos(amount > amountShare ? amount : amountShare),
  };
}

/** `percent` (in micros) of a figure, remainder dropped. */
const percentOf = (value: bigint, percent: Micros): bigint =>
  percent === 0n ? 0n : (absolute(value) * percent) / 100_000_000n;

/** Whether a line's differences both lie within its tolerance. A line without a price never does. */
export function isWithin(line: PricedLine, tolerance: LineTolerance): boolean {
  if (line.varianceAmount === undefined || line.outOfPeriod) return false;
  return (
    absolute(line.varianceQuantity) <= tolerance.quantity && absolute(line.varianceAmount) <= tolerance.amount
  );
}
