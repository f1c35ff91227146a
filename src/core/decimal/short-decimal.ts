/** Texts of so many characters have fewer digits than a JavaScript number holds exactly. */
const SHORT_TEXT = 15;
const POINT = 0x2e;
const MINUS = 0x2d;
const DIGIT_ZERO = 0x30;
/** What one unit of the last digit is worth, by how many places are missing. */
const SCALES = Array.from({ length: 13 }, (_unused, missing) => 10n ** BigInt(missing));

/**
 * Reads what nearly all figures are, a few digits such as `-12.5`, as a whole number of 10^-places, exactly: the digits
 * count up to a number that is held exactly, and are scaled after that. At most 12 places. Undefined for what needs a
 * closer look: longer texts, more decimals, nothing before or after the point, anything that is no digit.
 */
export function shortDecimal(text: string, places: number): bigint | undefined {
  const { length } = text;
  if (length > SHORT_TEXT) return undefined;
  const isNegative = text.charCodeAt(0) === MINUS;
  const first = isNegative ? 1 : 0;
  let digits = 0;
  let point = length;
  for (let at = first; at < length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = code - DIGIT_ZERO;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (code === POINT && point === length) point = at;
    else return undefined;
  }
  const decimals = point === length ? 0 : length - point - 1;
  const scale = SCALES[places - decimals];
  if (point === first || point === length - 1 || scale === undefined) return undefined;
  return BigInt(isNegative ? -digits : digits) * scale;
}
