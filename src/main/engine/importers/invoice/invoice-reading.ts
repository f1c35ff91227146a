import type { InvoiceDocument } from '#core/invoice/invoice-row.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import type { InvoiceField } from '#core/mapping/invoice-field.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import type { ReadingChoices } from '#core/invoice/reading-choices.ts';
import type { NumberLocale, NumberStyle } from '#core/mapping/number-style.ts';
import type { RowIssue } from '#core/source.ts';

/** What a person has decided about an invoice file. Everything else is found out, or refused. */
export interface InvoiceReadOptions {
  /** Reads this sheet alone. */
  readonly sheet?: string;
  /** A saved template; what the file proves goes before it. */
  readonly mapping?: InvoiceMapping;
  /** How numbers are written, such as `de-DE`: it decides alone. */
  readonly locale?: NumberLocale;
  /** The order of dates such as 10/01/2026: it decides alone. */
  readonly dateOrder?: DateOrder;
  /** How all figures are written: it decides alone. */
  readonly numberStyle?: NumberStyle;
  /** Where the header stands, as a person has pointed at it: in the sheet of this name (undefined: in a file without). */
  readonly header?: HeaderPlace;
}

/** The place of a header: its 1-based upper row, and how many rows it takes; 0: there is none, and lines begin there. */
export interface HeaderPlace {
  readonly sheet: string | undefined;
  readonly row: number;
  readonly rows: 0 | 1 | 2;
}

/** Why a table of the file was read or not. */
export type TableVerdict = 'read' | 'no-header' | 'no-rows' | 'not-chosen' | 'same-lines';

/** What became of one table of the file. */
export interface TableOutcome {
  readonly sheet: string | undefined;
  readonly hidden: boolean;
  readonly verdict: TableVerdict;
  /** 1-based row of the header, or of the first line where there is none; undefined where none was recognised. */
  readonly headerRow: number | undefined;
  readonly columns: readonly { readonly name: string; readonly field: InvoiceField }[];
}

/** An invoice file, read. */
export interface InvoiceReading {
  readonly document: InvoiceDocument;
  /** How it was read, for saving as a template. */
  readonly mapping: InvoiceMapping;
  /** How numbers and dates were read, and why so. */
  readonly choices: ReadingChoices;
  readonly issues: readonly RowIssue[];
  readonly tables: readonly TableOutcome[];
}
