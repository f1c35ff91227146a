import type { ErrorCode, ErrorParams } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';
import { ERRORS_EN } from './errors.en.ts';
import { ERRORS_JA } from './errors.ja.ts';
import { fillMessage } from './fill.ts';
import type { Language } from './language.ts';

/** Each error's sentences by language; `{name}` and `[optional {name}]` are filled from the error's params. */
export const ERROR_SENTENCES: Record<Language, Record<ErrorCode, ErrorSentence>> = {
  en: ERRORS_EN,
  ja: ERRORS_JA,
};

/** The three statements about an error, filled. */
export function errorSentence(code: ErrorCode, params: ErrorParams, language: Language): ErrorSentence {
  const sentence = ERROR_SENTENCES[language][code];
  return {
    happened: fillMessage(sentence.happened, params),
    unchanged: fillMessage(sentence.unchanged, params),
    remedy: fillMessage(sentence.remedy, params),
  };
}

/** The same as one text, for places that hold a single line. */
export function errorText(code: ErrorCode, params: ErrorParams, language: Language): string {
  const { happened, unchanged, remedy } = errorSentence(code, params, language);
  return [happened, unchanged, remedy].filter((part) => part !== '').join(language === 'ja' ? '' : ' ');
}
