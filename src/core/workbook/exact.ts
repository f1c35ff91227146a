import { formatPicos, picos, PICOS_DECIMALS, roundPicos, type Picos } from '../decimal/micros.ts';
import type { DecimalText } from '../reconcile/result-document.ts';
import { FORMULA_DIGITS } from './formula.ts';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads a figure of the result document, exact to twelve decimals. Throws for anything else: such a text is a bug. */
export function exact(text: DecimalText): Picos {
  const match = DECIMAL.exec(text);
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > PICOS_DECIMALS) throw new Error(`Not a decimal of the result: ${text}`);
  const value = BigInt(`${match[2] ?? ''}${fraction.padEnd(PICOS_DECIMALS, '0')}`);
  return picos(match[1] === '-' ? -value : value);
}

/** The same for a figure that may be absent. */
export const exactOrUndefined = (text: DecimalText | null): Picos | undefined =>
  text === null ? undefined : exact(text);

/** A figure as a formula that rounds at {@link FORMULA_DIGITS} yields it. */
export const roundedPicos = (value: Picos): Picos => roundPicos(value, FORMULA_DIGITS, 'half-up');

/** The text of a figure as a formula that rounds at {@link FORMULA_DIGITS} yields it. */
export const roundedText = (value: Picos): DecimalText => formatPicos(roundedPicos(value));

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
