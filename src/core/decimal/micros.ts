/**
 * Exact decimals as scaled integers.
 *
 * Quantities, unit prices and amounts are `Micros` (10^-6 of a unit); the product of two of them is `Picos`
 * (10^-12), so quantity x price is exact without rounding. No float is ever involved.
 */
import { shortDecimal } from './short-decimal.ts';

declare const microsBrand: unique symbol;
declare const picosBrand: unique symbol;

/** A decimal in units of 10^-6. */
export type Micros = bigint & { readonly [microsBrand]: true };
/** A decimal in units of 10^-12: the exact product of two {@link Micros}. */
export type Picos = bigint & { readonly [picosBrand]: true };

/** How a half, or any remainder, is resolved. Always an explicit argument. */
export const ROUNDING_MODES = ['half-up', 'half-even', 'up', 'down'] as const;
/** `half-up` rounds halves away from zero, `up` any remainder away from zero, `down` towards zero. */
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/** Decimal places that {@link Micros} hold. */
export const MICROS_DECIMALS = 6;
/** Decimal places that {@link Picos} hold. */
export const PICOS_DECIMALS = 12;
/**
 * The largest magnitude a {@link Micros} may have: SQLite stores it as a signed 64-bit integer, and a sum of a
 * few rows must still fit. 10^12 units.
 */
export const MAX_MICROS = 10n ** 18n;

const MICROS_PER_UNIT = 10n ** 6n;
const POWERS_OF_TEN = [1n, 10n, 100n, 1_000n, 10_000n, 100_000n, 1_000_000n] as const;
const DECIMAL_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Zero, as micros. */
export const ZERO = 0n as Micros;
/** Zero, as picos. */
export const ZERO_PICOS = 0n as Picos;

/** Brands a bigint that already counts 10^-6. */
export const micros = (value: bigint): Micros => value as Micros;
/** Brands a bigint that already counts 10^-12. */
export const picos = (value: bigint): Picos => value as Picos;
/** A whole number as micros. */
export const fromInteger = (value: number | bigint): Micros => micros(BigInt(value) * MICROS_PER_UNIT);

/** What reading a decimal text can yield. `exact` is false when digits beyond the sixth decimal were rounded off. */
export interface ParsedDecimal {
  readonly value: Micros;
  readonly exact: boolean;
}

/**
 * Reads plain decimal text with `.` as its separator: `-12`, `12.5`, `.5`.
 *
 * Returns undefined for anything else (grouping, exponents, spaces, a number too large to store): never 0.
 * Digits past the sixth decimal are rounded half up, and `exact` says so.
 */
export function parseDecimal(text: string): ParsedDecimal | undefined {
  const short = shortDecimal(text, MICROS_DECIMALS);
  if (short !== undefined && absolute(short) <= MAX_MICROS) return { value: micros(short), exact: true };
  const match = DECIMAL_TEXT.exec(text);
  if (!match) return undefined;
  const sign = match[1];
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  if (whole === '' && fraction === '') return undefined;
  const dropped = fraction.length > MICROS_DECIMALS ? fraction.slice(MICROS_DECIMALS) : '';
  const exact = dropped === '' || /^0*$/.test(dropped);
  let value = BigInt(whole + fraction.slice(0, MICROS_DECIMALS).padEnd(MICROS_DECIMALS, '0'));
  if (!exact && dropped.charCodeAt(0) >= 0x35) value += 1n;
  if (value > MAX_MICROS) return undefined;
  return { value: micros(sign === '-' ? -value : value), exact };
}

/** Adds micros. */
export const addMicros = (a: Micros, b: Micros): Micros => micros(a + b);
/** Subtracts micros. */
export const subtractMicros = (a: Micros, b: Micros): Micros => micros(a - b);
/** The exact product, such as quantity x unit price. */
export const multiply = (a: Micros, b: Micros): Picos => picos(a * b);
/** Widens micros to picos without loss. */
export const toPicos = (value: Micros): Picos => picos(value * MICROS_PER_UNIT);
/** The magnitude. */
export const absolute = <T extends bigint>(value: T): T => (value < 0n ? ((0n - value) as T) : value);

/** The opposite. */
export const negate = <T extends bigint>(value: T): T => (0n - value) as T;

/** Sums micros. */
export function sumMicros(values: Iterable<Micros>): Micros {
  let total = 0n;
  for (const value of values) total += value;
  return micros(total);
}

/** Sums a figure of several things. As a rule there is one: its figure is taken as it is. */
export function sumOf<Item>(items: readonly Item[], figure: (item: Item) => Micros): Micros {
  const first = items[0];
  if (items.length === 1 && first !== undefined) return figure(first);
  let total = 0n;
  for (const item of items) total += figure(item);
  return micros(total);
}

/** Sums picos. */
export function sumPicos(values: Iterable<Picos>): Picos {
  let total = 0n;
  for (const value of values) total += value;
  return picos(total);
}

/** Divides two integers and resolves the remainder by the given rule. `divisor` must not be 0. */
export function divideRounded(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const n = dividend < 0n ? -dividend : dividend;
  const d = divisor < 0n ? -divisor : divisor;
  let quotient = n / d;
  const remainder = n % d;
  if (remainder !== 0n && roundsAway(mode, quotient, remainder * 2n, d)) quotient += 1n;
  return negative ? -quotient : quotient;
}

function roundsAway(mode: RoundingMode, quotient: bigint, twiceRemainder: bigint, divisor: bigint): boolean {
  switch (mode) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'half-up':
      return twiceRemainder >= divisor;
    case 'half-even':
      return twiceRemainder > divisor || (twiceRemainder === divisor && quotient % 2n === 1n);
  }
}

/**
 * `value / divisor`, rounded to `decimals` places (0 to 6) by the given rule.
 * The rounding happens once, on the exact quotient.
 */
export function divideMicros(value: Micros, divisor: bigint, decimals: number, mode: RoundingMode): Micros {
  const step = POWERS_OF_TEN[MICROS_DECIMALS - decimals] ?? 10n ** BigInt(MICROS_DECIMALS - decimals);
  return micros(divideRounded(value, divisor * step, mode) * step);
}

/** Rounds to `decimals` places (0 to 6). */
export const roundMicros = (value: Micros, decimals: number, mode: RoundingMode): Micros =>
  divideMicros(value, 1n, decimals, mode);

/** Narrows picos to micros by an explicit rule. */
export const picosToMicros = (value: Picos, mode: RoundingMode): Micros =>
  micros(divideRounded(value, MICROS_PER_UNIT, mode));

/** Rounds picos to `decimals` places (0 to 12). */
export function roundPicos(value: Picos, decimals: number, mode: RoundingMode): Picos {
  const step = 10n ** BigInt(PICOS_DECIMALS - decimals);
  return picos(divideRounded(value, step, mode) * step);
}

/** Whether picos can be written with six decimals or fewer. */
export const isWholeMicros = (value: Picos): boolean => value % MICROS_PER_UNIT === 0n;

const DIGIT_ZERO = 0x30;

/** A line has a dozen figures, most of them 0. */
function formatScaled(value: bigint, decimals: number): string {
  if (value === 0n) return '0';
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === DIGIT_ZERO) end -= 1;
  const whole = digits.slice(0, point);
  const text = end === point ? whole : `${whole}.${digits.slice(point, end)}`;
  return negative ? `-${text}` : text;
}

/** Plain notation, no exponent, no trailing zeros: `-12.5`. */
export const formatMicros = (value: Micros): string => formatScaled(value, MICROS_DECIMALS);
/** Plain notation, no exponent, no trailing zeros. */
export const formatPicos = (value: Picos): string => formatScaled(value, PICOS_DECIMALS);
