/** The languages that Tieout speaks. */
export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language of a locale name such as `ja`, `ja_JP.UTF-8` or `en-US`; undefined for an empty one.
 * A language that Tieout does not speak, and the locales `C` and `POSIX`, are read as English.
 */
export function languageOf(locale: string | undefined): Language | undefined {
  if (locale === undefined || locale === '') return undefined;
  return /^ja([-_.@]|$)/i.test(locale) ? 'ja' : 'en';
}
