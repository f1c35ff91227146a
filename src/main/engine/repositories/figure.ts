import { formatPicos, picos } from '#core/decimal/micros.ts';

/** A decimal as two integers: floor(value), and what is left of it in 10^-12. Exact, and so are sums of both parts. */
export interface StoredFigure {
  readonly whole: number | bigint | null;
  readonly rest: number | null;
}

/** Parts of one: 10^-12. */
export const FIGURE_SCALE = 1_000_000_000_000;
const SCALE = BigInt(FIGURE_SCALE);
const DECIMALS = 12;
/** Up to so many digits a number holds an integer exactly. */
const SAFE_DIGITS = 15;
const MOST = 2n ** 63n - 1n;

/** Nothing known. */
const NO_FIGURE: StoredFigure = { whole: null, rest: null };

/**
 * A decimal text of a result document as it is stored. What is beyond 64 bits is stored as unknown: the line's
 * document still has it, and sums say how many lines they lack.
 */
export function storeFigure(text: string | null): StoredFigure {
  if (text === null) return NO_FIGURE;
  const negative = text.startsWith('-');
  const point = text.indexOf('.');
  const digits = text.slice(negative ? 1 : 0, point < 0 ? undefined : point);
  const rest = point < 0 ? 0 : Number(text.slice(point + 1).padEnd(DECIMALS, '0'));
  const isShort = digits.length <= SAFE_DIGITS;
  if (!negative) {
    if (isShort) return { whole: Number(digits), rest };
    const whole = BigInt(digits);
    return whole > MOST ? NO_FIGURE : { whole, rest };
  }
  const borrowed = rest === 0 ? { less: 0, rest: 0 } : { less: 1, rest: FIGURE_SCALE - rest };
  // 0 - x: a zero without a sign.
  if (isShort) return { whole: 0 - Number(digits) - borrowed.less, rest: borrowed.rest };
  const whole = -BigInt(digits) - BigInt(borrowed.less);
  return whole < -MOST ? NO_FIGURE : { whole, rest: borrowed.rest };
}

/** The decimal text of a stored figure, or of a sum of both parts; undefined where it is unknown. */
export const figureText = (whole: bigint | null, rest: bigint | null): string | undefined =>
  whole === null || rest === null ? undefined : formatPicos(picos(whole * SCALE + rest));
