/** Exact decimals with the truth's own arithmetic: a bigint that counts 10^-12. Shares no code with the application. */

/** A decimal in units of 10^-12. */
export type Exact = bigint;

const SCALE = 12;
const ONE: Exact = 10n ** 12n;

/** How a remainder is resolved; `up` is away from zero, `down` towards it. */
export type Mode = 'half-up' | 'half-even' | 'up' | 'down';

/** Reads plain decimal text; throws on anything else, since the truth writes its own texts. */
export function exact(text: string | number): Exact {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(String(text));
  if (!match) throw new Error(`not a plain decimal: ${text}`);
  const [, sign, whole = '0', fraction = ''] = match;
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(SCALE, '0'));
  return sign === '-' ? -value : value;
}

/** Plain notation without trailing zeros. */
export function plain(value: Exact): string {
  const size = value < 0n ? -value : value;
  const fraction = (size % ONE).toString().padStart(SCALE, '0').replace(/0+$/, '');
  const text = fraction === '' ? `${size / ONE}` : `${size / ONE}.${fraction}`;
  return value < 0n ? `-${text}` : text;
}

/** Plain notation with exactly so many decimals; the value must have no more. */
export function fixed(value: Exact, decimals: number): string {
  const [whole = '0', fraction = ''] = plain(value).split('.');
  if (fraction.length > decimals) throw new Error(`${plain(value)} has more than ${decimals} decimals`);
  return decimals === 0 ? whole : `${whole}.${fraction.padEnd(decimals, '0')}`;
}

/** The exact product; throws when it needs more than twelve decimals. */
export function times(a: Exact, b: Exact): Exact {
  const product = a * b;
  if (product % ONE !== 0n) throw new Error(`product of ${plain(a)} and ${plain(b)} is not exact`);
  return product / ONE;
}

/** `value / divisor`, to so many decimals. */
export function divide(value: Exact, divisor: bigint, decimals: number, mode: Mode): Exact {
  const step = 10n ** BigInt(SCALE - decimals);
  const denominator = divisor * step;
  const negative = value < 0n;
  const numerator = negative ? -value : value;
  const floor = numerator / denominator;
  const rest = numerator % denominator;
  const twice = rest * 2n;
  const up =
    rest !== 0n &&
    (mode === 'up' ||
      (mode === 'half-up' && twice >= denominator) ||
      (mode === 'half-even' && (twice > denominator || (twice === denominator && floor % 2n === 1n))));
  const quotient = (up ? floor + 1n : floor) * step;
  return negative ? -quotient : quotient;
}

/** To so many decimals. */
export const round = (value: Exact, decimals: number, mode: Mode = 'half-up'): Exact =>
  divide(value, 1n, decimals, mode);

/** Adds up. */
export const sum = (values: Iterable<Exact>): Exact => {
  let total = 0n;
  for (const value of values) total += value;
  return total;
};

/** The magnitude. */
export const size = (value: Exact): Exact => (value < 0n ? -value : value);

/** Whether a text is a decimal in plain notation without trailing zeros. */
export const isCanonical = (text: string): boolean =>
  /^(?:0|-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/.test(text) && text !== '-0';
