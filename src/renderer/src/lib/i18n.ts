import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/messages/language.ts';
import { EN } from '../locales/en/words.ts';
import { JA } from '../locales/ja/words.ts';

/**
 * The words of the window, by language and namespace. They are bundled: nothing is fetched, and what is missing in a
 * language does not compile (`locales/README.md`).
 */
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: false,
  ns: Object.keys(EN),
  defaultNS: 'app',
  resources: { en: EN, ja: JA },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Speaks another language from now on. */
export function speak(language: Language): void {
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
