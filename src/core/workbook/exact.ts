import { formatPicos, picos, PICOS_DECIMALS, roundPicos, ZERO_PICOS, type Picos } from '../decimal/micros.ts';
import { shortDecimal } from '../decimal/short-decimal.ts';
import type { DecimalText } from '../reconcile/result-document.ts';
import { FORMULA_DIGITS } from './formula.ts';

const ROUNDING_STEP = 10n ** BigInt(PICOS_DECIMALS - FORMULA_DIGITS);
const PICOS_PER_UNIT = 10n ** BigInt(PICOS_DECIMALS);
const DECIMAL = /^-?\d+(?:\.\d{1,12})?$/;

/** Reads a figure of the result document, exact to twelve decimals. Throws for anything else: such a text is a bug. */
export function exact(text: DecimalText): Picos {
  // A line has a dozen figures, most of them 0.
  if (text === '0') return ZERO_PICOS;
  const short = shortDecimal(text, PICOS_DECIMALS);
  if (short !== undefined) return picos(short);
  if (!DECIMAL.test(text)) throw new Error(`Not a decimal of the result: ${text}`);
  const point = text.indexOf('.');
  if (point < 0) return picos(BigInt(text) * PICOS_PER_UNIT);
  const digits = text.slice(0, point) + text.slice(point + 1).padEnd(PICOS_DECIMALS, '0');
  return picos(BigInt(digits));
}

/** The same for a figure that may be absent. */
export const exactOrUndefined = (text: DecimalText | null): Picos | undefined =>
  text === null ? undefined : exact(text);

/** A figure as a formula that rounds at {@link FORMULA_DIGITS} yields it. */
export const roundedPicos = (value: Picos): Picos =>
  value % ROUNDING_STEP === 0n ? value : roundPicos(value, FORMULA_DIGITS, 'half-up');

/**
 * The text of a figure as a formula that rounds at {@link FORMULA_DIGITS} yields it. `text`: the figure as the result has
 * it, where it does; most need no rounding.
 */
export const roundedText = (value: Picos, text?: DecimalText): DecimalText =>
  text !== undefined && value % ROUNDING_STEP === 0n ? text : formatPicos(roundedPicos(value));

/**
 * A quotient as decimal text with `digits` significant decimals beyond what a cell can hold, for the cached result
 * of a division. `divisor` must not be 0.
 */
export function quotientText(dividend: Picos, divisor: Picos): DecimalText {
  const scale = 10n ** BigInt(PICOS_DECIMALS + 6);
  const scaled = (dividend * scale) / divisor;
  const negative = scaled < 0n;
  const digits = (negative ? -scaled : scaled).toString().padStart(PICOS_DECIMALS + 7, '0');
  const whole = digits.slice(0, -(PICOS_DECIMALS + 6));
  const fraction = digits.slice(-(PICOS_DECIMALS + 6)).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
