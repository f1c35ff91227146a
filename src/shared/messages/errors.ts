import type { ErrorCode, ErrorParams } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';
import { ERRORS_EN } from './errors.en.ts';
import { ERRORS_JA } from './errors.ja.ts';
import { fillMessage } from './fill.ts';
import type { Language } from './language.ts';
import { spokenReason } from './system-reasons.ts';

/** Each error's sentences by language; `{name}` and `[optional {name}]` are filled from the error's params. */
export const ERROR_SENTENCES: Record<Language, Record<ErrorCode, ErrorSentence>> = {
  en: ERRORS_EN,
  ja: ERRORS_JA,
};

/** The three statements about an error, filled. */
export function errorSentence(code: ErrorCode, params: ErrorParams, language: Language): ErrorSentence {
  const sentence = ERROR_SENTENCES[language][code];
  const { reason } = params;
  const spoken = reason === undefined ? params : { ...params, reason: spokenReason(reason, language) };
  return {
    happened: fillMessage(sentence.happened, spoken),
    unchanged: fillMessage(sentence.unchanged, spoken),
    remedy: fillMessage(sentence.remedy, spoken),
  };
}

/** The same as one text, for places that hold a single line. */
export function errorText(code: ErrorCode, params: ErrorParams, language: Language): string {
  const { happened, unchanged, remedy } = errorSentence(code, params, language);
  return [happened, unchanged, remedy].filter((part) => part !== '').join(language === 'ja' ? '' : ' ');
}
