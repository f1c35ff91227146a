import type { ExplanationCode, ExplanationDocument } from '#core/reconcile/result-document.ts';
import { DOMAIN_WORDS, wordFor } from './domain-words.ts';
import { EXPLANATIONS_EN } from './explanations.en.ts';
import { EXPLANATIONS_JA } from './explanations.ja.ts';
import { fillMessage } from './fill.ts';
import type { Language } from './language.ts';

/** A sentence a cause; `{name}` and `[optional {name}]` are filled from the explanation's params. */
export type ExplanationTexts = Readonly<Record<ExplanationCode, string>>;

/** The sentences by language. */
export const EXPLANATION_TEXTS: Readonly<Record<Language, ExplanationTexts>> = {
  en: EXPLANATIONS_EN,
  ja: EXPLANATIONS_JA,
};

const POSSIBLE: Readonly<Record<Language, (sentence: string) => string>> = {
  en: (sentence) => `Possible: ${sentence}`,
  ja: (sentence) => `可能性：${sentence}`,
};

/** Params that name a thing of the domain, and which words they are said in. */
function spokenParams(params: ExplanationDocument['params'], language: Language): Record<string, string> {
  const words = DOMAIN_WORDS[language];
  const vocabularies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    billedUnit: words.unitBases,
    expectedUnit: words.unitBases,
    coarseLevel: words.levels,
    fineLevel: words.levels,
    rounding: words.roundingModes,
    expectedRounding: words.roundingModes,
    grain: words.roundingGrains,
    expectedGrain: words.roundingGrains,
  };
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const vocabulary = vocabularies[name];
      return [name, vocabulary ? wordFor(vocabulary, value) : value];
    }),
  );
}

/** A cause in one sentence. What is only possible says so: a guess never reads like a fact. */
export function explanationSentence(explanation: ExplanationDocument, language: Language): string {
  const sentence = fillMessage(
    EXPLANATION_TEXTS[language][explanation.code],
    spokenParams(explanation.params, language),
  );
  return explanation.certainty === 'possible' ? POSSIBLE[language](sentence) : sentence;
}
