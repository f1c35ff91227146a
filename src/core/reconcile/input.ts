import type { ComparedInvoice } from '../invoice/invoice-row.ts';
import type { Period } from '../period.ts';
import type { RowIssue, SourceId } from '../source.ts';
import type { UsageSource } from '../usage/usage-source.ts';
import type { ReconcileParameters } from './parameters.ts';
import type { SourceDocument } from './result-document.ts';

/** A file that takes part, as the result lists it; `file` is added from the names when the document is written. */
export interface SourceFact extends Omit<SourceDocument, 'file' | 'sha256'> {
  readonly source: SourceId;
}

/** What the reports hold that can't take part: named, counted, never dropped in silence. */
export interface UsageLeftOut {
  /** Report rows that could not be read. */
  readonly quarantinedRows: number;
  /** Report rows whose window does not lie within the period. */
  readonly outsidePeriodRows: number;
}

/** The cells of an invoice's rows, in their order, by the invoice's place. */
export type InvoiceCells = (invoice: number) => readonly (readonly string[])[];

/** Everything that a reconciliation reads. The same input gives the same result. */
export interface ReconcileInput {
  readonly invoices: readonly ComparedInvoice[];
  /**
   * Reads the cells of all rows of an invoice, by its place among the invoices; needed where rows come without them. Asked
   * only where two rows of a line say the same.
   */
  readonly cellsOf?: InvoiceCells;
  /** The usage of a period; asked once the period is known. */
  readonly usage: UsageSource;
  readonly usageLeftOut: UsageLeftOut;
  readonly period: Period;
  readonly parameters: ReconcileParameters;
  readonly sources: readonly SourceFact[];
  /** Issues of the imports, carried into the result. */
  readonly issues: readonly RowIssue[];
}
