/** The decimals of the scaled integers below: every decimal of a result document has twelve or fewer. */
const SCALE = 12;

/** A decimal of a result document as an exact integer in units of 10^-12, for comparing and adding. */
export function scaled(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) throw new Error(`Not a decimal of a result document: ${text}`);
  const value = BigInt(`${match[2] ?? ''}${(match[3] ?? '').padEnd(SCALE, '0')}`);
  return match[1] === '-' ? -value : value;
}

/** Back to plain decimal text, trailing zeros removed. */
export function unscaled(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0');
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The magnitude of a decimal text. */
export const magnitude = (text: string): bigint => {
  const value = scaled(text);
  return value < 0n ? -value : value;
};
