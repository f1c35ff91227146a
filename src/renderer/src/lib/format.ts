import type { Language } from '#shared/messages/language.ts';

const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP' };

/** A whole number with separators. */
export const formatCount = (count: number, language: Language): string =>
  new Intl.NumberFormat(TAGS[language]).format(count);

/** A period of whole days. */
export const formatDays = ({ start, end }: { readonly start: string; readonly end: string }): string =>
  `${start} – ${end}`;
