import type { RoundingMode } from '#core/decimal/micros.ts';
import type { RowClass, RowFlag } from '#core/invoice/invoice-row.ts';
import type { Alias, RoundingGrain, UnitBasis } from '#core/reconcile/parameters.ts';
import type {
  CheckId,
  CheckStatus,
  Direction,
  Match,
  SourceDocument,
  SuggestionDocument,
  VarianceClass,
  Verdict,
} from '#core/reconcile/result-document.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReasonCode, Workflow } from '#core/work/line-state.ts';
import { DOMAIN_WORDS_EN } from './domain-words.en.ts';
import { DOMAIN_WORDS_JA } from './domain-words.ja.ts';
import type { Language } from './language.ts';

/** Why a verdict is `blocked` or `not-reconcilable`. */
export const VERDICT_REASONS = [
  'NO_USAGE',
  'PERIOD_DIFFERS',
  'NO_AUDITED_ROWS',
  'USAGE_ROWS_QUARANTINED',
  'T1',
  'T3',
  'T4',
  'T7',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** The rules by which a line's two sides are paired. */
export const MATCH_RULES = [
  'pass-1-exact',
  'pass-2-windows',
  'pass-3-alias',
  'pass-4-grouped',
  'manual',
  'none',
] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** What a tie-out holds together, and what it means when it fails. */
export interface CheckWords {
  readonly name: string;
  readonly consequence: string;
}

/** How a person reads each word of the domain. Screen, workbook and command line say the same. */
export interface DomainWords {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly verdictReasons: Readonly<Record<VerdictReason, string>>;
  readonly matches: Readonly<Record<Match, string>>;
  readonly classes: Readonly<Record<VarianceClass, string>>;
  /** With a sign of their own, so that colour is never the only hint. */
  readonly directions: Readonly<Record<Direction, string>>;
  readonly rowClasses: Readonly<Record<RowClass, string>>;
  readonly rowFlags: Readonly<Record<RowFlag, string>>;
  readonly checkStatuses: Readonly<Record<CheckStatus, string>>;
  readonly checks: Readonly<Record<CheckId, CheckWords>>;
  readonly levels: Readonly<Record<UsageLevel, string>>;
  readonly unitBases: Readonly<Record<UnitBasis, string>>;
  readonly roundingModes: Readonly<Record<RoundingMode, string>>;
  readonly roundingGrains: Readonly<Record<RoundingGrain, string>>;
  readonly priceSources: Readonly<Record<'price-book' | 'invoice', string>>;
  readonly aliasFields: Readonly<Record<Alias['field'], string>>;
  readonly sourceKinds: Readonly<Record<SourceDocument['kind'], string>>;
  readonly matchRules: Readonly<Record<MatchRule, string>>;
  readonly suggestionRules: Readonly<Record<SuggestionDocument['rule'], string>>;
  readonly reasons: Readonly<Record<ReasonCode, string>>;
  readonly workflows: Readonly<Record<Workflow, string>>;
}

/** The words by language. */
export const DOMAIN_WORDS: Readonly<Record<Language, DomainWords>> = {
  en: DOMAIN_WORDS_EN,
  ja: DOMAIN_WORDS_JA,
};

/** The word for a code that crosses a boundary as plain text; an unknown code stands for itself, visibly. */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(words, code) ? (words[code] ?? code) : code;
