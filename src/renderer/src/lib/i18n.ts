import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/messages/language.ts';
import { formatCount } from './format/format.ts';
import { EN } from '../locales/en/words.ts';
import { JA } from '../locales/ja/words.ts';

/** A number in a sentence is set as everywhere else: `1,000 lines`. What is no figure is given as a text. */
const figures: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'number' ? formatCount(value, language === 'ja' ? 'ja' : 'en') : (value as string),
};

/**
 * The words of the window, by language and namespace. They are bundled: nothing is fetched, and what is missing in a
 * language does not compile (`locales/README.md`).
 */
void i18next
  .use(initReactI18next)
  .use(figures)
  .init({
    lng: 'en',
    fallbackLng: false,
    ns: Object.keys(EN),
    defaultNS: 'app',
    resources: { en: EN, ja: JA },
    // React escapes what it shows.
    interpolation: { escapeValue: false, alwaysFormat: true },
    initAsync: false,
  });

/** Speaks another language from now on. */
export function speak(language: Language): void {
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
