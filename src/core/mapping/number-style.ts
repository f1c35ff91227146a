import { parseDecimal, type ParsedDecimal } from '../decimal/micros.ts';

/** Which of `.` and `,` parts the decimals; the other one groups thousands. Spaces and apostrophes group in both. */
export const NUMBER_STYLES = ['decimal-point', 'decimal-comma'] as const;
export type NumberStyle = (typeof NUMBER_STYLES)[number];

/** A language tag of BCP 47, such as `en-US`, `de-DE` or `ja-JP`, whose habits say how numbers are written. */
export type NumberLocale = string;

/** Languages that write `1.234,56` or `1 234,56` (Unicode CLDR). */
const COMMA_LANGUAGES = new Set(
  (
    'de fr es it pt nl da sv nb nn no fi is pl cs sk sl hr sr bs hu ro bg uk ru be lt lv et el tr vi id ca gl eu af ' +
    'mk sq hy ka kk uz az'
  ).split(' '),
);
/** Languages that write `1,234.56`. */
const POINT_LANGUAGES = new Set('en ja zh ko th he hi ms ta te bn ur fil sw ga cy mt my km'.split(' '));
/** Regions that differ from their language. */
const REGION_STYLES: Readonly<Record<string, NumberStyle>> = {
  'de-ch': 'decimal-point',
  'de-li': 'decimal-point',
  'it-ch': 'decimal-point',
  'en-za': 'decimal-comma',
  'es-mx': 'decimal-point',
  'es-us': 'decimal-point',
  'es-pr': 'decimal-point',
  'es-do': 'decimal-point',
  'es-gt': 'decimal-point',
  'es-hn': 'decimal-point',
  'es-ni': 'decimal-point',
  'es-pa': 'decimal-point',
  'es-pe': 'decimal-point',
  'es-sv': 'decimal-point',
};

/** The style of a locale, undefined for a tag that Tieout does not know. */
export function numberStyleOfLocale(locale: NumberLocale): NumberStyle | undefined {
  const tag = locale.trim().replaceAll('_', '-').toLowerCase();
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag)) return undefined;
  const language = tag.split('-')[0] ?? '';
  const region = tag.split('-').find((part, index) => index > 0 && /^[a-z]{2}$/.test(part));
  const special = region === undefined ? undefined : REGION_STYLES[`${language}-${region}`];
  if (special !== undefined) return special;
  if (COMMA_LANGUAGES.has(language)) return 'decimal-comma';
  return POINT_LANGUAGES.has(language) ? 'decimal-point' : undefined;
}

const GROUPED_POINT = /^([1-9]\d{0,2})(?:(,)\d{3})(?:\2\d{3})*(?:\.\d+)?$/;
const INDIAN_POINT = /^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?$/;
const GROUPED_COMMA = /^([1-9]\d{0,2})(?:(\.)\d{3})(?:\2\d{3})*(?:,\d+)?$/;
const SPACED_POINT = /^([1-9]\d{0,2})(?:([ '])\d{3})(?:\2\d{3})*(?:\.\d+)?$/;
const SPACED_COMMA = /^([1-9]\d{0,2})(?:([ '])\d{3})(?:\2\d{3})*(?:,\d+)?$/;
const PLAIN_POINT = /^(?:\d+(?:\.\d+)?|\.\d+)$/;
const PLAIN_COMMA = /^(?:\d+(?:,\d+)?|,\d+)$/;

/**
 * Reads digits and separators (no sign, no currency; spaces as U+0020, apostrophes as U+0027) by a style, or
 * undefined where they do not fit it: groups must be of three digits and start without a zero, so that `0,125` and
 * `1234,5` are no grouped numbers.
 */
export function readDigits(digits: string, style: NumberStyle): ParsedDecimal | undefined {
  if (style === 'decimal-point') {
    const fits =
      PLAIN_POINT.test(digits) ||
      GROUPED_POINT.test(digits) ||
      SPACED_POINT.test(digits) ||
      INDIAN_POINT.test(digits);
    return fits ? parseDecimal(digits.replace(/[, ']/g, '')) : undefined;
  }
  const fits = PLAIN_COMMA.test(digits) || GROUPED_COMMA.test(digits) || SPACED_COMMA.test(digits);
  return fits ? parseDecimal(digits.replace(/[. ']/g, '').replace(',', '.')) : undefined;
}
