/**
 * The result of a reconciliation as it leaves the engine: `tieout.result/1`.
 *
 * Every decimal is a string in plain notation without trailing zeros, so that no reader turns it into a float by
 * accident. Arrays are sorted; the same inputs give the same document, but for `runId`, `generatedAt` and file
 * names, which `resultHash` leaves out.
 */
import type { RowClass } from '../invoice/invoice-row.ts';
import type { RoundingMode } from '../decimal/micros.ts';
import type { IssueSeverity } from '../source.ts';
import type { UsageLevel } from '../usage/usage-row.ts';
import type { RoundingGrain, UnitBasis } from './parameters.ts';

export const RESULT_SCHEMA = 'tieout.result/1';

/** A decimal in plain notation. */
export type DecimalText = string;

export const VERDICTS = ['tied', 'variances', 'blocked', 'not-reconcilable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const MATCHES = [
  'exact',
  'within-tolerance',
  'grouped',
  'manual',
  'suggested',
  'unmatched-invoice',
  'unmatched-usage',
  'not-applicable',
] as const;
export type Match = (typeof MATCHES)[number];

export const VARIANCE_CLASSES = [
  'none',
  'quantity',
  'price',
  'both',
  'period',
  'duplicate',
  'missing-on-invoice',
  'billed-without-usage',
  'credit',
  'unit-rounding',
  'mapping',
  'source-conflict',
  'unexplained',
] as const;
export type VarianceClass = (typeof VARIANCE_CLASSES)[number];

/** `over`: invoiced above expected (claim); `under`: below (accrue). */
export const DIRECTIONS = ['over', 'under', 'nil'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const CHECK_IDS = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10'] as const;
export type CheckId = (typeof CHECK_IDS)[number];
export const CHECK_STATUSES = ['ok', 'check', 'no-data'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

export const EXPLANATION_CODES = [
  'DUPLICATE_LINE',
  'UNIT_MISMATCH',
  'PRICE_DIFFERS',
  'MID_PERIOD_START_OR_STOP',
  'PACKAGE_CHANGE',
  'CUSTOMER_NOT_IN_USAGE',
  'SKU_NOT_IN_USAGE',
  'USAGE_NOT_ON_INVOICE',
  'INVOICE_ROW_UNREADABLE',
  'LEVELS_DISAGREE',
  'OVER_FULL_USER',
  'ROUNDING_GRAIN',
  'PERIOD_DIFFERS',
  'LINE_ROUNDING',
  'QUANTITY_DIFFERS',
] as const;
export type ExplanationCode = (typeof EXPLANATION_CODES)[number];

/** An address in a file. */
export interface EvidenceDocument {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
}

export interface ComponentsDocument {
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly lineRounding: DecimalText;
  readonly unitRounding: DecimalText;
  readonly unexplained: DecimalText;
}

export interface ExplanationDocument {
  readonly code: ExplanationCode;
  /** The part of the variance that it accounts for; null where it can't be put into money. */
  readonly amount: DecimalText | null;
  /** `proven`: the figures show it to the last digit. `possible`: they allow it; a person decides. */
  readonly certainty: 'proven' | 'possible';
  /** What its sentence names: ids, quantities, days. */
  readonly params: Readonly<Record<string, string>>;
  readonly evidence: readonly EvidenceDocument[];
}

/** A pairing that the engine proposes and never confirms. */
export interface SuggestionDocument {
  readonly rule: 'similar-name' | 'same-quantity' | 'subset-sum' | 'description-to-sku';
  readonly subscriptionId: string | null;
  readonly sku: string;
  readonly customerOrgId: string | null;
  readonly consumerId: string | null;
  /** 0 to 1, three decimals at most. */
  readonly score: DecimalText;
}

export interface LineDocument {
  readonly level: UsageLevel;
  readonly subscriptionId: string | null;
  readonly sku: string;
  readonly customerOrgId: string | null;
  readonly customerExternalId: string | null;
  readonly consumerId: string | null;
  readonly match: Match;
  /** The rule that paired the two sides: `pass-1-exact`, `pass-2-windows`, `pass-3-alias`, `pass-4-grouped`, `manual`, `none`. */
  readonly rule: string;
  readonly class: VarianceClass;
  readonly direction: Direction;
  readonly withinTolerance: boolean;
  readonly invoiced: {
    readonly quantity: DecimalText;
    /** Null where the key's rows carry different prices or there is no row. */
    readonly unitPrice: DecimalText | null;
    readonly amount: DecimalText;
    readonly rows: readonly EvidenceDocument[];
  };
  readonly usage: { readonly userDays: DecimalText; readonly quantity: DecimalText; readonly rows: number };
  readonly expected: {
    readonly unitPrice: DecimalText | null;
    readonly amount: DecimalText | null;
    readonly priceSource: 'price-book' | 'invoice' | null;
  };
  readonly variance: { readonly quantity: DecimalText; readonly amount: DecimalText | null };
  /** Null where the expected price is unknown. */
  readonly components: ComponentsDocument | null;
  readonly explanations: readonly ExplanationDocument[];
  readonly suggestions: readonly SuggestionDocument[];
  /** The lines that a person has matched into this one, by their key texts; absent where nobody has. */
  readonly manualMatch?: ManualMatchDocument;
}

/** A person's match, as the line that came of it names it. The first usage key is the line's own. */
export interface ManualMatchDocument {
  readonly invoice: readonly string[];
  readonly usage: readonly string[];
}

export interface UnitBasisDocument {
  readonly sku: string;
  readonly basis: UnitBasis;
  readonly days: number;
  /** Null where no rounding was needed. */
  readonly decimals: number | null;
  readonly rounding: RoundingMode;
  readonly grain: RoundingGrain;
  readonly inferred: boolean;
  readonly fit: { readonly matching: number; readonly of: number; readonly maxResidual: DecimalText };
}

export interface CheckDocument {
  readonly id: CheckId;
  readonly left: DecimalText | null;
  readonly right: DecimalText | null;
  readonly difference: DecimalText | null;
  readonly tolerance: DecimalText | null;
  readonly status: CheckStatus;
  /** How many keys (rows, for T1, T2 and T7) fail on their own: differences that cancel out in the sum still count. */
  readonly failing: number;
}

/** What fails a check on its own: kept beside the result, no part of it. */
export interface CheckFailureDocument {
  readonly left: DecimalText | null;
  readonly right: DecimalText | null;
  readonly difference: DecimalText | null;
  readonly level: UsageLevel | null;
  readonly subscriptionId: string | null;
  readonly sku: string | null;
  readonly customerOrgId: string | null;
  readonly customerExternalId: string | null;
  readonly consumerId: string | null;
  readonly file: string | null;
  readonly sheet: string | null;
  readonly row: number | null;
}

export interface IssueDocument {
  readonly code: string;
  readonly severity: IssueSeverity;
  readonly file: string | null;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly text: string | null;
}

export interface SourceDocument {
  readonly kind: 'invoice' | 'report' | 'price-book' | 'alias';
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  readonly level: UsageLevel | null;
}

/** Everything but the run's own identity: what `resultHash` is taken over (file names blanked). */
export interface ResultBody {
  readonly schema: typeof RESULT_SCHEMA;
  readonly period: { readonly start: string; readonly end: string; readonly days: number };
  readonly currency: string | null;
  readonly verdict: Verdict;
  readonly verdictReasons: readonly string[];
  readonly sources: readonly SourceDocument[];
  readonly coverage: {
    readonly invoiceRows: number;
    readonly audited: number;
    readonly excluded: number;
    readonly quarantined: number;
    readonly excludedByClass: Readonly<Partial<Record<RowClass, number>>>;
    readonly auditedAmount: DecimalText;
    readonly amountShare: DecimalText;
  };
  readonly unitBasis: readonly UnitBasisDocument[];
  readonly totals: {
    readonly invoiced: DecimalText;
    readonly expected: DecimalText;
    readonly variance: DecimalText;
    readonly notAudited: DecimalText;
    readonly components: ComponentsDocument;
  };
  readonly checks: readonly CheckDocument[];
  readonly lines: readonly LineDocument[];
  readonly issues: readonly IssueDocument[];
}

/** The document that `tieout reconcile --json` prints. */
export interface ResultDocument extends ResultBody {
  readonly runId: string;
  /** UTC, ISO 8601. */
  readonly generatedAt: string;
  /** `sha256:` and 64 hex digits. */
  readonly resultHash: string;
}

/** The body without its lines. */
export type BodyHead = Omit<ResultBody, 'lines'>;

/** A result without its lines: those of a large month are kept and read page by page. */
export type ResultHead = Omit<ResultDocument, 'lines'>;

/** A head with lines in their place among the members of the document: before the issues. */
export function withLines<Head extends BodyHead, Lines>(
  head: Head,
  lines: Lines,
): Head & { readonly lines: Lines } {
  const members = Object.entries(head);
  const issues = members.findIndex(([name]) => name === 'issues');
  const place = issues < 0 ? members.length : issues;
  return Object.fromEntries([
    ...members.slice(0, place),
    ['lines', lines],
    ...members.slice(place),
  ]) as Head & {
    readonly lines: Lines;
  };
}
