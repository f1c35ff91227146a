import { ISSUES_EN } from './issues.en.ts';
import { ISSUES_JA } from './issues.ja.ts';
import type { Language } from './language.ts';

/** Every code of an issue that has a sentence; a test holds this against the codes in the sources. */
export type IssueCode = keyof typeof ISSUES_EN;

/** The sentences by language. */
export const ISSUE_TEXTS: Readonly<Record<Language, Readonly<Record<IssueCode, string>>>> = {
  en: ISSUES_EN,
  ja: ISSUES_JA,
};

const isKnown = (code: string): code is IssueCode => Object.hasOwn(ISSUES_EN, code);

/** What an issue means. A code of a newer version stands for itself: it is shown, never hidden. */
export const issueText = (code: string, language: Language): string =>
  isKnown(code) ? ISSUE_TEXTS[language][code] : code;
