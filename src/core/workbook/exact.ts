import { formatPicos, picos, PICOS_DECIMALS, roundPicos, ZERO_PICOS, type Picos } from '../decimal/micros.ts';
import type { DecimalText } from '../reconcile/result-document.ts';
import { FORMULA_DIGITS } from './formula.ts';

const ROUNDING_STEP = 10n ** BigInt(PICOS_DECIMALS - FORMULA_DIGITS);
const PICOS_PER_UNIT = 10n ** BigInt(PICOS_DECIMALS);
const DECIMAL = /^-?\d+(?:\.\d{1,12})?$/;
/** Texts of so many characters have fewer digits than a number holds exactly. */
const SHORT_TEXT = 15;
/** What one unit of the last digit is, by how many decimals there are. */
const SCALES = Array.from({ length: PICOS_DECIMALS + 1 }, (_unused, decimals) =>
  picos(10n ** BigInt(PICOS_DECIMALS - decimals)),
);
const POINT = 0x2e;
const MINUS = 0x2d;
const DIGIT_ZERO = 0x30;

/** Reads a figure of the result document, exact to twelve decimals. Throws for anything else: such a text is a bug. */
export function exact(text: DecimalText): Picos {
  // A line has a dozen figures, most of them 0.
  if (text === '0') return ZERO_PICOS;
  const short = shortDecimal(text);
  if (short !== undefined) return short;
  if (!DECIMAL.test(text)) throw new Error(`Not a decimal of the result: ${text}`);
  const point = text.indexOf('.');
  if (point < 0) return picos(BigInt(text) * PICOS_PER_UNIT);
  const digits = text.slice(0, point) + text.slice(point + 1).padEnd(PICOS_DECIMALS, '0');
  return picos(BigInt(digits));
}

/** The digits of a short text as one whole number, which is exact. Undefined for what is not surely a short decimal. */
function shortDecimal(text: DecimalText): Picos | undefined {
  const { length } = text;
  if (length > SHORT_TEXT) return undefined;
  const isNegative = text.charCodeAt(0) === MINUS;
  const first = isNegative ? 1 : 0;
  let digits = 0;
  let point = length;
  for (let index = first; index < length; index += 1) {
    const code = text.charCodeAt(index);
    const digit = code - DIGIT_ZERO;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (code === POINT && point === length) point = index;
    else return undefined;
  }
  const decimals = point === length ? 0 : length - point - 1;
  const scale = SCALES[decimals];
  if (point === first || point === length - 1 || scale === undefined) return undefined;
  return picos(BigInt(isNegative ? -digits : digits) * scale);
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
