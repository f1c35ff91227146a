import type { Micros } from '../decimal/micros.ts';
import type { PlainDate } from '../period.ts';
import type { SourceRef } from '../source.ts';

/** What an invoice row is. Only a `charge` is compared with usage; a `subtotal` repeats other rows. */
export const ROW_CLASSES = [
  'charge',
  'credit',
  'adjustment',
  'tax',
  'fee',
  'rounding',
  'subtotal',
  'blank',
  'unknown',
] as const;
export type RowClass = (typeof ROW_CLASSES)[number];

/** The classes whose amounts belong to the invoice's total but are not compared with usage. */
export const NOT_AUDITED_CLASSES = [
  'credit',
  'adjustment',
  'tax',
  'fee',
  'rounding',
] as const satisfies RowClass[];

/** Something noteworthy about how a row was read. */
export const ROW_FLAGS = [
  'hidden-row',
  'hidden-sheet',
  'hidden-column',
  'price-derived',
  'amount-derived',
  'repaired',
] as const;
export type RowFlag = (typeof ROW_FLAGS)[number];

/** What a row of a spreadsheet says, field by field. A missing field is undefined, never 0 or an empty text. */
export interface InvoiceFields {
  readonly invoiceNumber?: string;
  readonly lineNumber?: string;
  readonly invoiceDate?: PlainDate;
  readonly currency?: string;
  readonly subscriptionId?: string;
  readonly sku?: string;
  readonly serviceName?: string;
  readonly description?: string;
  readonly chargeType?: string;
  readonly unitOfMeasure?: string;
  /** The customer's Webex org id or external id, whichever the invoice uses. */
  readonly customerId?: string;
  readonly customerName?: string;
  /** Subscriber, user or workspace id. */
  readonly consumerId?: string;
  /** First and last day of the charge window, both inclusive. */
  readonly chargeStart?: PlainDate;
  readonly chargeEnd?: PlainDate;
  readonly quantity?: Micros;
  readonly unitPrice?: Micros;
  /** Extended amount without tax. */
  readonly amount?: Micros;
}

/** One row of an invoice file, whatever it is. */
export interface InvoiceRow extends InvoiceFields {
  readonly ref: SourceRef;
  readonly rowClass: RowClass;
  /** The id of the rule that classified the row, for the reviewer: `words:total`, `arithmetic:block`, `negative-amount`. */
  readonly classRule: string;
  /** True where a figure of the row can't be read: it is named in the issues and takes no part in any sum. */
  readonly quarantined: boolean;
  readonly flags: readonly RowFlag[];
  /** The row's cells as the file has them, in column order. */
  readonly raw: readonly string[];
}

/** A total that the invoice itself states, for T1. */
export interface StatedTotal {
  readonly kind: 'subtotal' | 'tax' | 'total';
  readonly amount: Micros;
  readonly ref: SourceRef;
}

/** One invoice file, read. */
export interface InvoiceDocument {
  readonly number: string | undefined;
  readonly date: PlainDate | undefined;
  /** ISO 4217; undefined where the file does not say. */
  readonly currency: string | undefined;
  readonly statedTotals: readonly StatedTotal[];
  /** The header names of the columns, in column order. */
  readonly columns: readonly string[];
  readonly rows: readonly InvoiceRow[];
}

/** A row as it is compared: its cells are not held where nobody asks for them. */
export type ComparedRow = Omit<InvoiceRow, 'raw'> & Partial<Pick<InvoiceRow, 'raw'>>;

/** An invoice as it is compared. */
export type ComparedInvoice = Omit<InvoiceDocument, 'rows'> & { readonly rows: readonly ComparedRow[] };
