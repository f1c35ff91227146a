import type { Micros, Picos } from '../decimal/micros.ts';
import type { IdKey } from '../ids.ts';
import type { ComparedRow } from '../invoice/invoice-row.ts';
import type { Period } from '../period.ts';
import { quoted, quotedOrNull } from '../quoted.ts';
import type { SourceRef } from '../source.ts';
import type { UsageLevel } from '../usage/usage-row.ts';
import type { ManualMatch } from './manual/manual-rules.ts';
import type {
  Direction,
  ExplanationCode,
  Match,
  SuggestionDocument,
  VarianceClass,
} from './result-document.ts';

/** What is compared: the invoice's and the reports' figures for one of these are held side by side. */
export interface LineKey {
  readonly subscription: IdKey | undefined;
  readonly sku: IdKey;
  readonly customer: IdKey | undefined;
  readonly consumer: IdKey | undefined;
}

/** A charge that takes part in the comparison, its figures complete. */
export interface AuditedRow {
  readonly row: ComparedRow;
  readonly key: LineKey;
  /** The grain that the row itself names. */
  readonly namedLevel: UsageLevel;
  /** The finest grain at which the reports know what the row names. */
  readonly ownLevel: UsageLevel;
  readonly window: Period | undefined;
  readonly quantity: Micros;
  readonly unitPrice: Micros;
  readonly amount: Micros;
  readonly viaAlias: boolean;
  /** False where the row's window shares no day with the period: such a charge is never held against its usage. */
  readonly inPeriod: boolean;
  /** Set where a person has held the row against another line than its own. */
  readonly byHand?: true;
}

/** A stretch of a key's usage that is converted with its own number of days. */
export interface UsagePart {
  readonly userDays: Micros;
  readonly days: number;
}

/** The reports' side of a line. */
export interface LineUsage {
  readonly userDays: Micros;
  readonly rows: number;
  /** One part, or one for each charge window of the line where the reports are split the same way. */
  readonly parts: readonly UsagePart[];
}

/** The two sides of one key, before any judgement. */
export interface PairedLine {
  readonly key: LineKey;
  readonly level: UsageLevel;
  /** Which report level the usage was read from; undefined where there is none. */
  readonly usageLevel: UsageLevel | undefined;
  readonly rows: readonly AuditedRow[];
  readonly invoicedQuantity: Micros;
  readonly usage: LineUsage;
  /** The rule that paired the two sides. */
  readonly rule: 'pass-1-exact' | 'pass-2-windows' | 'pass-3-alias' | 'pass-4-grouped' | 'manual' | 'none';
  /** True for charges whose window shares no day with the period. */
  readonly outOfPeriod: boolean;
  /** The match of a person's that made this line. */
  readonly manualMatch?: ManualMatch;
  /** The usage lines that a person's match has put together, the line's own among them; absent where it is one. */
  readonly members?: readonly PairedLine[];
}

/** The exact decomposition of a variance. They sum to it to the last digit. */
export interface Components {
  readonly quantity: Picos;
  readonly price: Picos;
  readonly lineRounding: Picos;
  readonly unitRounding: Picos;
  readonly unexplained: Picos;
}

/** A cause of a difference, with its part of the money and where it can be looked up. */
export interface Explanation {
  readonly code: ExplanationCode;
  readonly amount: Picos | undefined;
  readonly certainty: 'proven' | 'possible';
  readonly params: Readonly<Record<string, string>>;
  readonly evidence: readonly SourceRef[];
}

/** A line with its figures. */
export interface PricedLine extends PairedLine {
  /** The usage in the invoice's unit, rounded as the unit basis says. */
  readonly usageQuantity: Micros;
  readonly invoicedAmount: Micros;
  /** The price that all rows carry; undefined where they differ, or where there is none. */
  readonly invoicedUnitPrice: Micros | undefined;
  /** The price that is expected; where the rows' differ, their average by quantity to six decimals, for show alone. */
  readonly expectedUnitPrice: Micros | undefined;
  readonly priceSource: 'price-book' | 'invoice' | undefined;
  /** Undefined where the price is unknown. */
  readonly expectedAmount: Picos | undefined;
  readonly varianceQuantity: Micros;
  readonly varianceAmount: Picos | undefined;
  readonly components: Components | undefined;
}

/** A line with its judgement. */
export interface Line extends PricedLine {
  readonly match: Match;
  readonly varianceClass: VarianceClass;
  readonly direction: Direction;
  readonly withinTolerance: boolean;
  readonly explanations: readonly Explanation[];
  readonly suggestions: readonly SuggestionDocument[];
}

/** A text that is the same for equal keys and different for different ones. */
export const keyText = (key: LineKey): string =>
  textOf(key.subscription, key.sku, key.customer, key.consumer);

/** The text of a key without what is finer than a grain: `keyText` of `keyAtLevel`, without the key between. */
export const keyTextAt = (key: LineKey, level: UsageLevel): string =>
  textOf(
    key.subscription,
    key.sku,
    level === 'partner' ? undefined : key.customer,
    level === 'user' ? key.consumer : undefined,
  );

/** A JSON array: no text can pass for two others. Written by hand, as a line asks for it a dozen times. */
const textOf = (
  subscription: IdKey | undefined,
  sku: IdKey,
  customer: IdKey | undefined,
  consumer: IdKey | undefined,
): string =>
  `[${quotedOrNull(subscription)},${quoted(sku)},${quotedOrNull(customer)},${quotedOrNull(consumer)}]`;

/** The grains, coarse to fine. */
export const LEVEL_ORDER = { partner: 0, customer: 1, user: 2 } as const satisfies Record<UsageLevel, number>;

/** The coarser of two grains. */
export const coarserLevel = (a: UsageLevel, b: UsageLevel): UsageLevel =>
  LEVEL_ORDER[a] <= LEVEL_ORDER[b] ? a : b;

/** A key without what is finer than a grain. */
export const keyAtLevel = (key: LineKey, level: UsageLevel): LineKey => ({
  subscription: key.subscription,
  sku: key.sku,
  customer: level === 'partner' ? undefined : key.customer,
  consumer: level === 'user' ? key.consumer : undefined,
});
