import { micros, type Micros, type ParsedDecimal } from '../decimal/micros.ts';
import { CURRENCY_MARKS, readCurrencyHint, type CurrencyHint } from './currency.ts';
import { readDigits, type NumberStyle } from './number-style.ts';

/** A figure's text taken apart, before its separators are given a meaning. */
export interface NumberText {
  readonly negative: boolean;
  /** ASCII digits with `.` `,` space and apostrophe as they stand. */
  readonly digits: string;
  readonly currency: CurrencyHint | undefined;
  /** Set where the text's own signs leave no choice (Arabic separators). */
  readonly fixedStyle: NumberStyle | undefined;
}

const PLAIN = /^\d[\d.,]*(?<=\d)$/;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]/g;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const APOSTROPHES = /[\u2019\u2018\u02bc\u2032]/g;
/**
 * What must not be folded into a digit: a footnote mark (`1,000²`, `5①`) is none, and after an override of direction a
 * person sees the digits in another order than they stand.
 */
const MISLEADING = /[\p{No}\u202e]/u;
const MINUS = /^[-\u2212\u2010-\u2014\u25b3\u25b2]/;
const TRAILING_MINUS = /[-\u2212\u2010-\u2014]$/;
const ARABIC_DECIMAL = '\u066b';
const ARABIC_GROUP = '\u066c';

const foldDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

function fold(text: string): string {
  const folded = text.replace(INVISIBLE, '').normalize('NFKC').replace(SPACES, ' ').replace(APOSTROPHES, "'");
  return foldDigits(folded).trim();
}

function leadingMark(lower: string): string | undefined {
  return CURRENCY_MARKS.find((mark) => lower.startsWith(mark));
}
function trailingMark(lower: string): string | undefined {
  return CURRENCY_MARKS.find((mark) => lower.endsWith(mark));
}

/**
 * Takes a figure's text apart: sign (`-5`, `5-`, `(5)`, `△5`, `▲5`, `−5`), currency in front or behind (`¥`, `$`,
 * `USD`, `円`), full-width and Arabic-Indic digits. Undefined for whatever is no plain number: percent, letters,
 * exponents, two signs.
 */
export function readNumberText(text: string): NumberText | undefined {
  // Nearly all figures are plain digits and separators: nothing to fold, nothing to take off.
  if (PLAIN.test(text)) return { negative: false, digits: text, currency: undefined, fixedStyle: undefined };
  if (MISLEADING.test(text)) return undefined;
  let rest = fold(text);
  let signs = 0;
  let negative = false;
  let currency: CurrencyHint | undefined;
  let opened = false;
  for (let before = ''; before !== rest;) {
    before = rest;
    if (MINUS.test(rest)) {
      negative = true;
      signs += 1;
      rest = rest.slice(1).trimStart();
    } else if (rest.startsWith('+')) {
      signs += 1;
      rest = rest.slice(1).trimStart();
    } else if (TRAILING_MINUS.test(rest)) {
      negative = true;
      signs += 1;
      rest = rest.slice(0, -1).trimEnd();
    } else if (rest.startsWith('(') && rest.endsWith(')')) {
      negative = true;
      opened = true;
      signs += 1;
      rest = rest.slice(1, -1).trim();
    } else if (currency === undefined) {
      const lower = rest.toLowerCase();
      const front = leadingMark(lower);
      const back = front === undefined ? trailingMark(lower) : undefined;
      const mark = front ?? back;
      if (mark === undefined) break;
      currency = readCurrencyHint(mark);
      rest = (front === undefined ? rest.slice(0, -mark.length) : rest.slice(mark.length)).trim();
    }
  }
  if (signs > 1 || (opened && signs !== 1)) return undefined;
  let fixedStyle: NumberStyle | undefined;
  if (rest.includes(ARABIC_DECIMAL) || rest.includes(ARABIC_GROUP)) {
    if (/[.,]/.test(rest)) return undefined;
    rest = rest.replaceAll(ARABIC_GROUP, ',').replaceAll(ARABIC_DECIMAL, '.');
    fixedStyle = 'decimal-point';
  }
  if (!/^[\d.,' ]*\d$/.test(rest)) return undefined;
  return { negative, digits: rest, currency, fixedStyle };
}

/** The value of a taken-apart figure by a style, or undefined where its separators do not fit. */
export function valueOf(number: NumberText, style: NumberStyle): ParsedDecimal | undefined {
  const parsed = readDigits(number.digits, number.fixedStyle ?? style);
  if (parsed === undefined) return undefined;
  const value: Micros = number.negative ? micros(0n - parsed.value) : parsed.value;
  return { value, exact: parsed.exact };
}

/** What a figure's text proves about the style of its column. */
export type StyleEvidence = 'neutral' | 'decimal-point' | 'decimal-comma' | 'ambiguous' | 'unreadable';

/** `1,234.5` proves a decimal point; `1,234` alone proves nothing and reads in two ways; `1234` reads in one. */
export function styleEvidence(number: NumberText): StyleEvidence {
  const point = valueOf(number, 'decimal-point');
  const comma = valueOf(number, 'decimal-comma');
  if (point === undefined && comma === undefined) return 'unreadable';
  if (point === undefined) return 'decimal-comma';
  if (comma === undefined) return 'decimal-point';
  return point.value === comma.value ? 'neutral' : 'ambiguous';
}
