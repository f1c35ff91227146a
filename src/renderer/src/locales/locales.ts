import type { Language } from '#shared/messages/language.ts';
import { LOCALE_EN } from './en.ts';
import { LOCALE_JA } from './ja.ts';

/** The shape of the words: a word that is missing in a language does not compile. */
export type Locale = {
  readonly [Group in keyof typeof LOCALE_EN]: {
    readonly [Name in keyof (typeof LOCALE_EN)[Group]]: string;
  };
};

/** Every word of the window, by language. */
export const LOCALES: Readonly<Record<Language, Locale>> = { en: LOCALE_EN, ja: LOCALE_JA };
