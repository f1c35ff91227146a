/**
 * The practice period's own arithmetic, on whole numbers throughout: days in halves, quantities in hundredths, money
 * in cents. It shares no code with the engine, so that the two can disagree.
 */

/** Half days: a full day counts 2. */
export type HalfDays = bigint;
/** Hundredths of a user-month. */
export type Hundredths = bigint;
/** Cents. */
export type Cents = bigint;

/** The days of October. */
export const MONTH_DAYS = 31n;

/** Divides two positive whole numbers and rounds halves up. */
const divideHalfUp = (dividend: bigint, divisor: bigint): bigint =>
  (2n * dividend + divisor) / (2n * divisor);

/** User-days / the days of the month, to two decimals, half up. */
export const toUserMonths = (halfDays: HalfDays, monthDays = MONTH_DAYS): Hundredths =>
  divideHalfUp(halfDays * 100n, 2n * monthDays);

/** Quantity x unit price, to the cent, half up. */
export const toAmount = (quantity: Hundredths, unitPrice: Cents): Cents =>
  divideHalfUp(quantity * unitPrice, 100n);

/** A share in percent, to the cent, half up. */
export const percentOf = (amount: Cents, percent: bigint): Cents => divideHalfUp(amount * percent, 100n);

/** Writes a scaled whole number as a decimal with all its places: `12.50`. */
export function decimalText(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${value < 0n ? '-' : ''}${whole}.${digits.slice(digits.length - places)}`;
}

/** As {@link decimalText}, without trailing zeros: `12.5`, `12`. */
export const plainText = (value: bigint, places: number): string =>
  decimalText(value, places).replace(/\.?0+$/, '');

/** `12` or `12.5` user-days. */
export const userDaysText = (halfDays: HalfDays): string =>
  `${String(halfDays / 2n)}${halfDays % 2n === 0n ? '' : '.5'}`;
