/** ISO 4217 codes that invoices of the trade carry. Three capital letters alone are no proof of a currency. */
const CODES = new Set(
  (
    'USD EUR JPY GBP AUD CAD CHF CNY HKD INR KRW SGD NZD TWD THB MYR IDR PHP VND SEK NOK DKK ISK PLN CZK HUF RON ' +
    'BGN UAH TRY ILS AED SAR QAR KWD BHD OMR EGP ZAR NGN KES MAD MXN BRL CLP COP ARS PEN UYU CRC'
  ).split(' '),
);

/** Signs that stand for one currency alone. `￥` is folded into `¥`; Shift_JIS writes it as a backslash. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₩': 'KRW',
  '₹': 'INR',
  '¥': 'JPY',
  '\\': 'JPY',
  円: 'JPY',
  日本円: 'JPY',
  yen: 'JPY',
  us$: 'USD',
  a$: 'AUD',
  au$: 'AUD',
  c$: 'CAD',
  ca$: 'CAD',
  hk$: 'HKD',
  s$: 'SGD',
  nz$: 'NZD',
  nt$: 'TWD',
  r$: 'BRL',
  euro: 'EUR',
  euros: 'EUR',
  米ドル: 'USD',
};

/** Currencies that `$` may mean. */
const DOLLARS = new Set(['USD', 'AUD', 'CAD', 'HKD', 'SGD', 'NZD', 'TWD', 'MXN', 'CLP', 'COP', 'ARS', 'UYU']);
/** Currencies that `¥` may mean. */
const YENS = new Set(['JPY', 'CNY']);

/** Currencies without decimals in everyday use. */
const WITHOUT_DECIMALS = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK']);

/** What a cell says about its currency: a code, or a sign that several currencies share. */
export type CurrencyHint = string;

/** Prefixes and suffixes that a figure may carry, longest first. */
export const CURRENCY_MARKS: readonly string[] = [...Object.keys(SIGNS), '$', ...CODES]
  .map((mark) => mark.toLowerCase())
  .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

/** Reads a code or sign; undefined where the text is neither. `$` stays `$`, and `¥` stays `¥`: they are hints. */
export function readCurrencyHint(text: string): CurrencyHint | undefined {
  const folded = text.normalize('NFKC').trim();
  const upper = folded.toUpperCase();
  if (CODES.has(upper)) return upper;
  if (folded === '$' || folded === '¥') return folded;
  if (folded === '\\') return '¥';
  const sign = folded.toLowerCase();
  return Object.hasOwn(SIGNS, sign) ? SIGNS[sign] : undefined;
}

/** How the hints of a file resolve. */
export type CurrencyDecision =
  | { readonly kind: 'none' }
  /** `assumed` is true where only a shared sign such as `$` speaks. */
  | { readonly kind: 'one'; readonly currency: string; readonly assumed: boolean }
  | { readonly kind: 'mixed'; readonly found: readonly string[] };

const accepts = (sign: string, code: string): boolean =>
  sign === '$' ? DOLLARS.has(code) : sign === '¥' ? YENS.has(code) : sign === code;

/** Resolves the hints of a whole file. A code outranks a shared sign that it fits. */
export function decideCurrency(hints: Iterable<CurrencyHint>): CurrencyDecision {
  const all = new Set(hints);
  const codes = [...all].filter((hint) => hint !== '$' && hint !== '¥').sort();
  const signs = [...all].filter((hint) => hint === '$' || hint === '¥').sort();
  const only = codes[0];
  if (codes.length > 1) return { kind: 'mixed', found: codes };
  if (only !== undefined) {
    const misfits = signs.filter((sign) => !accepts(sign, only));
    return misfits.length > 0
      ? { kind: 'mixed', found: [only, ...misfits] }
      : { kind: 'one', currency: only, assumed: false };
  }
  const sign = signs[0];
  if (sign === undefined) return { kind: 'none' };
  if (signs.length > 1) return { kind: 'mixed', found: signs };
  return { kind: 'one', currency: sign === '$' ? 'USD' : 'JPY', assumed: sign === '$' };
}

/** Whether everyday amounts of a currency have no decimals. */
export const isCurrencyWithoutDecimals = (currency: string): boolean => WITHOUT_DECIMALS.has(currency);
