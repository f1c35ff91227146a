import type { InvoiceRow, StatedTotal } from '#core/invoice/invoice-row.ts';
import type { PlainDate } from '#core/period.ts';
import type { ReconcileParameters } from '#core/reconcile/parameters.ts';
import type { IssueDocument, LineDocument } from '#core/reconcile/result-document.ts';
import type { OptionalSheetId } from '#core/workbook/sheets.ts';
import type { SourceId } from '#core/source.ts';
import type { LineState } from '#core/work/line-state.ts';
import type { UsageLevel, UsageRow } from '#core/usage/usage-row.ts';
import type { Language } from '#shared/messages/language.ts';

/** An entry of the audit log. */
export interface WorkbookEvent {
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** How a column of an invoice file was read. */
export interface ColumnMappingRow {
  readonly file: string;
  /** The header in the file. */
  readonly column: string;
  /** The field that it was read as. */
  readonly field: string;
}

/**
 * What the workbook is written from, beside the result. Rows are streamed, each list once and in source order, so
 * that a million of them never stand in memory.
 */
export interface WorkbookSources {
  /** Every row of every invoice file. */
  readonly invoiceRows: () => Iterable<InvoiceRow>;
  /** Every row of the reports of a level, or none. */
  readonly usageRows: (level: UsageLevel) => Iterable<UsageRow>;
  /** How many rows the two yield. */
  readonly counts: {
    readonly invoiceRows: number;
    readonly usageRows: Readonly<Record<UsageLevel, number>>;
  };
  /** True for a report row that the reconciliation left out because another file holds it as well. */
  readonly isOverlapping?: ((row: UsageRow, level: UsageLevel) => boolean) | undefined;
  readonly fileNames: ReadonlyMap<SourceId, string>;
  /** What people have decided about a line; absent: nobody has decided on anything. */
  readonly workOf?: (line: LineDocument) => LineState | undefined;
  /** The audit log, oldest first. */
  readonly events: readonly WorkbookEvent[];
  readonly parameters: ReconcileParameters;
  readonly columnMapping: readonly ColumnMappingRow[];
  readonly statedTotals: readonly StatedTotal[];
  readonly invoiceNumber: string | undefined;
  readonly invoiceDate: PlainDate | undefined;
  readonly partnerName: string | undefined;
  readonly appVersion: string;
  /** Who was masked; absent: nobody. */
  readonly masked?: { readonly customers: boolean };
  /** The sentence for an issue; its code stands in where there is none. */
  readonly describeIssue?: (issue: IssueDocument, language: Language) => string;
}

/** How a workbook is written. */
export interface WorkbookOptions {
  readonly language: Language;
  /** The finest usage rows that it holds. USER rows name persons: only on request. */
  readonly detail: UsageLevel;
  /** Sheets that are left out. */
  readonly omit?: readonly OptionalSheetId[] | undefined;
}

/** What was written. */
export interface WrittenWorkbook {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}
