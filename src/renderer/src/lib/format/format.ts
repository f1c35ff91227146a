import { formatAmount, formatShare, formatSignedAmount, groupDecimal } from '#shared/format/decimal-text.ts';
import type { Language } from '#shared/messages/language.ts';

/** English with days before months, as ISO dates stand beside them; Japanese as in Japan. */
const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP' };

/** A real minus sign is as wide as a digit, and is read as one. */
const withMinus = (text: string): string => text.replace(/^-/, '\u2212');

/** A whole number with separators. */
export const formatCount = (count: number, language: Language): string =>
  new Intl.NumberFormat(TAGS[language]).format(count);

/** Money without its currency, with the decimals of the currency and every further digit: `10,250.40`. */
export const formatMoney = (text: string, currency: string | null | undefined): string =>
  withMinus(formatAmount(text, currency ?? undefined));

/** A difference in money, its sign always shown: `+25.00`, `−3.10`, `0.00`. */
export const formatMoneyDifference = (text: string, currency: string | null | undefined): string =>
  withMinus(formatSignedAmount(text, currency ?? undefined));

/** A quantity, every digit kept: `1,240.5`. */
export const formatQuantity = (text: string): string => withMinus(groupDecimal(text));

/** A difference of quantities, its sign always shown. */
export const formatQuantityDifference = (text: string): string => {
  const grouped = groupDecimal(text);
  return withMinus(/^-|^[0.,]*$/.test(grouped) ? grouped : `+${grouped}`);
};

/** A share between 0 and 1 in percent. */
export const formatPercent = (text: string): string => withMinus(formatShare(text));

/** A day, as the language writes it in tables. */
export const formatDay = (day: string, language: Language): string =>
  language === 'ja' ? day.replaceAll('-', '/') : day;

/** A period of whole days; a calendar month by its name: `October 2026`, `2026年10月`. */
export function formatPeriod(
  { start, end }: { readonly start: string; readonly end: string },
  language: Language,
): string {
  return isCalendarMonth(start, end)
    ? new Intl.DateTimeFormat(TAGS[language], { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        new Date(`${start}T00:00:00Z`),
      )
    : formatDays({ start, end }, language);
}

/** A period by its first and last day. */
export const formatDays = (
  { start, end }: { readonly start: string; readonly end: string },
  language: Language,
): string => `${formatDay(start, language)} – ${formatDay(end, language)}`;

function isCalendarMonth(start: string, end: string): boolean {
  const [year = 0, month = 0, day = 0] = start.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day === 1 && end === `${start.slice(0, 8)}${String(last).padStart(2, '0')}`;
}

/** A moment in the person's own time zone: when a file was read, a report fetched. */
export const formatMoment = (moment: string, language: Language): string =>
  new Intl.DateTimeFormat(TAGS[language], { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(moment),
  );

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size of a file: `3.2 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(TAGS[language], {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}
