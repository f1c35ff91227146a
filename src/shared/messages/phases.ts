import type { Language } from './language.ts';
import { PHASES_EN } from './phases.en.ts';
import { PHASES_JA } from './phases.ja.ts';

/** What a running job is doing, by language and phase. */
export const PHASES: Record<Language, Record<keyof typeof PHASES_EN, string>> = {
  en: PHASES_EN,
  ja: PHASES_JA,
};
