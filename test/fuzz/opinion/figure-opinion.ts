/**
 * A second opinion on figures, written apart from the code under test and in another way: it lists every value that a
 * careful person could take a text for. What the program reads must be one of them. Values are in 10^-6.
 */

const MICROS = 1_000_000n;
/** Characters that take no room and say nothing about a figure. Overrides of direction are none of them. */
const SILENT = new Set([
  0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x2060, 0xfeff, 0x2066, 0x2067,
  0x2068, 0x2069,
]);
const MINUS = '-\u2212\u2010\u2011\u2012\u2013\u2014\u25b3\u25b2';
const CURRENCY = /^(?:\p{Sc}|\\|円|日本円|米ドル|[A-Za-z]{1,5}\$?|[A-Za-z]{0,3}\$)$/u;

/** One character as a person reads it; undefined for one that no figure has. */
function plainCharacter(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (SILENT.has(code)) return '';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code === 0xffe5) return '¥';
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  if (code === 0x66b) return '.';
  if (code === 0x66c) return ',';
  if (/\s/u.test(character)) return ' ';
  if ('\u2019\u2018\u02bc\u2032'.includes(character)) return "'";
  return character;
}

/** Takes signs, brackets and currencies off; undefined where they contradict each other. */
function bareNumber(text: string): { body: string; negative: boolean } | undefined {
  let body = text.trim();
  let signs = 0;
  let negative = false;
  for (let before = ''; before !== body;) {
    before = body;
    const first = body[0] ?? '';
    const last = body.at(-1) ?? '';
    const sign = MINUS.includes(first) || first === '+' ? first : undefined;
    if (first !== '' && sign !== undefined) {
      signs += 1;
      negative ||= sign !== '+';
      body = body.slice(1).trim();
    } else if (first === '(' && last === ')') {
      signs += 1;
      negative = true;
      body = body.slice(1, -1).trim();
    } else if (body.length > 1 && MINUS.includes(last)) {
      signs += 1;
      negative = true;
      body = body.slice(0, -1).trim();
    } else {
      const front = /^[^\d.,\s'(-]+/u.exec(body)?.[0] ?? '';
      const back = /[^\d.,\s')-]+$/u.exec(body)?.[0] ?? '';
      if (front !== '' && front !== body && CURRENCY.test(front)) body = body.slice(front.length).trim();
      else if (back !== '' && back !== body && CURRENCY.test(back)) body = body.slice(0, -back.length).trim();
    }
  }
  return signs > 1 ? undefined : { body, negative };
}

/** The value of digits with one decimal mark, in 10^-6, halves away from zero. */
function microsOf(whole: string, fraction: string): bigint {
  const scaled = BigInt(`${whole === '' ? '0' : whole}${fraction.padEnd(7, '0').slice(0, 7)}`);
  return (scaled + 5n) / 10n;
}

/** All values, in 10^-6, that a text can be taken for; none where it is no figure. */
export function figureReadings(text: string): ReadonlySet<bigint> {
  const readings = new Set<bigint>();
  const characters = Array.from(text, plainCharacter);
  if (characters.some((one) => one === undefined)) return readings;
  const bare = bareNumber(characters.join(''));
  if (bare === undefined || !/^[\d.,' ]*\d[.,]?$/.test(bare.body)) return readings;
  for (const mark of ['.', ',']) {
    const other = mark === '.' ? ',' : '.';
    const parts = bare.body.replaceAll(other, '').replace(/[' ]/g, '').split(mark);
    if (parts.length > 2) continue;
    const value = microsOf(parts[0] ?? '', parts[1] ?? '');
    readings.add(bare.negative ? -value : value);
  }
  return readings;
}

/**
 * Whether a decimal text (or micros) equals a number as a spreadsheet stores it (`1.5E+3`), to the 15 digits that a
 * spreadsheet shows.
 */
export function isStoredNumber(stored: string, micros: bigint): boolean {
  const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,6}))?\s*$/.exec(stored);
  if (match === null || `${match[2] ?? ''}${match[3] ?? ''}` === '') return false;
  const exponent = Number(match[4] ?? '0');
  if (Math.abs(exponent) > 400) return false;
  const digits = BigInt(`${match[2] ?? ''}${match[3] ?? ''}`) * (match[1] === '-' ? -1n : 1n);
  // Both sides in 10^-1200: exact, whatever the exponent.
  const scale = 1200 + exponent - (match[3] ?? '').length;
  if (scale < 0) return digits === 0n || micros === 0n;
  const exact = digits * 10n ** BigInt(scale);
  const held = micros * 10n ** 1194n;
  const difference = exact > held ? exact - held : held - exact;
  const magnitude = exact < 0n ? -exact : exact;
  return difference * 2n <= 10n ** 1194n || difference * 10n ** 14n <= magnitude;
}

/** Exact micros of plain decimal text; undefined where it is none. */
export function plainMicros(text: string): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const value = microsOf(match[2] ?? '', match[3] ?? '');
  return match[1] === '-' ? -value : value;
}

/** The largest figure that can be held. */
export const LARGEST_MICROS = 10n ** 12n * MICROS;
