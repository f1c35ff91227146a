import type { ExplanationCode, ExplanationDocument } from '#core/reconcile/result-document.ts';
import { groupDecimal } from '../format/decimal-text.ts';
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

/** Params that are ids and stand as they are, whatever their digits. */
const IDS: ReadonlySet<string> = new Set(['firstConsumer', 'customer', 'sku', 'window', 'period']);

/** Whether a param is money: it is said in tenths and hundredths or in whole units, never in tenths alone. */
const isMoney = (code: ExplanationCode, name: string): boolean =>
  name === 'amount' || (code === 'PRICE_DIFFERS' && (name === 'invoiced' || name === 'expected'));

/** A figure as a reader of accounts expects it: grouped, and 148.5 of money as 148.50. No digit is lost. */
const figureText = (text: string, isOfMoney: boolean): string =>
  groupDecimal(text, isOfMoney && text.includes('.') ? 2 : 0);

/** What the params are called, and how their figures are set. */
function spokenParams({ code, params }: ExplanationDocument, language: Language): Record<string, string> {
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
      if (vocabulary) return [name, wordFor(vocabulary, value)];
      return [name, IDS.has(name) ? value : figureText(value, isMoney(code, name))];
    }),
  );
}

/** A cause in one sentence. What is only possible says so: a guess never reads like a fact. */
export function explanationSentence(explanation: ExplanationDocument, language: Language): string {
  const sentence = fillMessage(
    EXPLANATION_TEXTS[language][explanation.code],
    spokenParams(explanation, language),
  );
  return explanation.certainty === 'possible' ? POSSIBLE[language](sentence) : sentence;
}
