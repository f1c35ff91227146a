import type { Micros, Picos } from '../decimal/micros.ts';
import type { RowClass } from '../invoice/invoice-row.ts';
import type { IdKey } from '../ids.ts';
import type { Period } from '../period.ts';
import type { RowIssue } from '../source.ts';
import type { CheckResult } from './checks/check-result.ts';
import type { SourceFact } from './input.ts';
import type { Components, Line, LineKey } from './line.ts';
import type { Verdict } from './result-document.ts';
import type { UnitBasisChoice } from './unit-basis/infer.ts';

/** An issue of a row, or of the run as a whole (`source` undefined). */
export type RunIssue = Omit<RowIssue, 'source'> & { readonly source: RowIssue['source'] | undefined };

/** Where the invoice rows went: read = audited + excluded + quarantined. */
export interface Coverage {
  readonly invoiceRows: number;
  readonly audited: number;
  readonly excluded: number;
  readonly quarantined: number;
  readonly excludedByClass: ReadonlyMap<RowClass, number>;
  readonly auditedAmount: Micros;
  /** The amounts of all rows that are neither subtotals nor quarantined. */
  readonly wholeAmount: Micros;
}

/** The sums over all lines. */
export interface Totals {
  readonly invoiced: Micros;
  readonly expected: Picos;
  readonly variance: Picos;
  readonly notAudited: Micros;
  readonly components: Components;
}

/** How the ids of a line are shown. */
export interface LineNames {
  readonly subscriptionId: string | undefined;
  readonly sku: string;
  readonly customerOrgId: string | undefined;
  readonly customerExternalId: string | undefined;
  readonly consumerId: string | undefined;
}

/** A reconciliation with exact figures; `toResultBody` turns it into the document. */
export interface ReconcileResult {
  readonly period: Period;
  readonly currency: string | undefined;
  readonly verdict: Verdict;
  readonly verdictReasons: readonly string[];
  readonly sources: readonly SourceFact[];
  readonly coverage: Coverage;
  readonly unitBasis: ReadonlyMap<IdKey, UnitBasisChoice>;
  readonly totals: Totals;
  readonly checks: readonly CheckResult[];
  /** Sorted by subscription, SKU, customer, consumer, as shown. */
  readonly lines: readonly Line[];
  readonly issues: readonly RunIssue[];
  readonly namesOf: (key: LineKey) => LineNames;
}
