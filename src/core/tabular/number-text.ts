/** Significant digits that a spreadsheet shows and that a double surely holds. */
export const SIGNIFICANT_DIGITS = 15;
/** No double has an exponent beyond this; a text that claims one is no number of a spreadsheet. */
const MAX_EXPONENT = 400;

const STORED_NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/** What is in plain notation already: most quantities, amounts and serial dates. */
const ALREADY_PLAIN = /^-?(?:[1-9]\d{0,7}|0(?=\.))(?:\.\d{0,5}[1-9])?$/;

/** A stored number in plain decimal notation. */
export interface PlainNumber {
  /** `-12.5`: no exponent, no grouping, no superfluous zeros, at most 15 significant digits. */
  readonly text: string;
  /**
   * True where the whole part has more than 15 digits: the file may have lost the last ones, as happens to long
   * ids that a spreadsheet takes for numbers.
   */
  readonly damaged: boolean;
}

/**
 * Reads the text of a double as a spreadsheet stores it (`0.30000000000000004`, `1.914E+18`), and returns it in
 * plain notation with 15 significant digits, halves rounded away from zero: what the person sees in the cell.
 * Works on the digits alone; no float is involved. Undefined where the text is no such number.
 */
export function plainNumber(stored: string): PlainNumber | undefined {
  if (ALREADY_PLAIN.test(stored)) return { text: stored, damaged: false };
  const match = STORED_NUMBER.exec(stored);
  if (!match) return undefined;
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  if (whole === '' && fraction === '') return undefined;
  const exponent = Number(match[4] ?? '0');
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;

  // value = digits x 10^scale, `digits` without leading zeros
  const digits = (whole + fraction).replace(/^0+/, '');
  const scale = exponent - fraction.length;
  if (digits === '') return { text: '0', damaged: false };
  const kept = keepSignificant(digits, scale);
  const text = inPlainNotation(kept.digits, kept.scale);
  return {
    text: match[1] === '-' ? `-${text}` : text,
    damaged: kept.digits.length + kept.scale > SIGNIFICANT_DIGITS,
  };
}

/** Rounds a run of digits to 15 of them, halves up. */
function keepSignificant(digits: string, scale: number): { digits: string; scale: number } {
  const surplus = digits.length - SIGNIFICANT_DIGITS;
  if (surplus <= 0) return { digits, scale };
  let kept = BigInt(digits.slice(0, SIGNIFICANT_DIGITS));
  if (digits.charCodeAt(SIGNIFICANT_DIGITS) >= 0x35) kept += 1n;
  return { digits: kept.toString(), scale: scale + surplus };
}

function inPlainNotation(digits: string, scale: number): string {
  if (scale >= 0) return digits + '0'.repeat(scale);
  const padded = digits.padStart(1 - scale, '0');
  const fraction = padded.slice(scale).replace(/0+$/, '');
  const whole = padded.slice(0, scale);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
