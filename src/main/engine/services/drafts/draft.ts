import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { ContentKind } from '#core/invoice/column-content.ts';
import type { StyleReason } from '#core/mapping/number-style-inference.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import type { InvoiceField } from '#core/mapping/invoice-field.ts';
import type { InvoiceMapping, SkipRule } from '#core/mapping/invoice-mapping.ts';
import type { NumberStyle } from '#core/mapping/number-style.ts';
import type { HeaderFinding } from '#core/mapping/header-detection.ts';
import type { HeaderColumn } from '#core/mapping/header-drift.ts';
import type { RowIssue, SourceId } from '#core/source.ts';
import type { AppError } from '#core/errors.ts';
import type {
  HeaderPlace,
  InvoiceReading,
  InvoiceReadOptions,
} from '../../importers/invoice/invoice-reading.ts';
import type { HeldTableFile } from '../../importers/tabular/hold-table-file.ts';

/** What a person has decided in the mapping. What is undefined is found out from the file, or refused. */
export interface DraftChoices {
  /** Reads the sheet of this name alone. */
  readonly sheet: string | undefined;
  readonly header: HeaderPlace | undefined;
  /** The columns and their fields: all of them, once a person has touched one. 0-based. */
  readonly columns: readonly { readonly column: number; readonly field: InvoiceField }[] | undefined;
  readonly numberStyle: NumberStyle | undefined;
  readonly dateOrder: DateOrder | undefined;
  /** ISO 4217; stands in where the file names none. */
  readonly currency: string | undefined;
  readonly skipRows: readonly SkipRule[];
}

/** Nothing decided. */
export const NO_CHOICES: DraftChoices = {
  sheet: undefined,
  header: undefined,
  columns: undefined,
  numberStyle: undefined,
  dateOrder: undefined,
  currency: undefined,
  skipRows: [],
};

/** The version of a template that a draft is read by. */
export interface AppliedTemplate {
  readonly templateId: number;
  readonly name: string;
  readonly version: number;
  readonly mapping: InvoiceMapping;
  /** The header that it was saved with. */
  readonly columns: readonly HeaderColumn[];
}

/** Where the bytes of a draft come from. */
export type DraftOrigin =
  | { readonly kind: 'file'; readonly path: string }
  /** A table that was pasted: its text, as bytes. */
  | { readonly kind: 'pasted'; readonly content: Uint8Array };

/** An invoice file that is open in the mapping and not imported yet. It lives in memory alone. */
export interface Draft {
  readonly id: string;
  /** The name by which the person knows the file. */
  readonly name: string;
  readonly origin: DraftOrigin;
  readonly sourceId: SourceId;
  readonly bytes: number;
  readonly file: HeldTableFile;
  readonly choices: DraftChoices;
  readonly template: AppliedTemplate | undefined;
  readonly analysis: DraftAnalysis;
}

/** How surely a column's field is known, or why it is that one. */
export const COLUMN_GROUNDS = ['exact', 'likely', 'weak', 'template', 'chosen'] as const;
export type ColumnGround = (typeof COLUMN_GROUNDS)[number];

/** A column as the mapping shows it. */
export interface DraftColumn {
  /** 0-based. */
  readonly column: number;
  readonly name: string;
  readonly field: InvoiceField | undefined;
  /** Undefined for a column that fills no field. */
  readonly ground: ColumnGround | undefined;
  /** Fields that the name or the content speaks for, likeliest first, without the one it has. */
  readonly suggestions: readonly InvoiceField[];
  readonly content: ContentKind;
  readonly filled: number;
  /** Of the filled cells, those that can be read as the column's field. */
  readonly readable: number;
  readonly samples: readonly string[];
  readonly hidden: boolean;
  readonly numberStyle: { readonly style: NumberStyle; readonly reason: StyleReason } | undefined;
}

/** How the header of the main table was come by. `proposed`: a person must confirm it. */
export type HeaderGround = 'found' | 'template' | 'chosen' | 'proposed' | 'none';

/** What a draft's file says under its choices. */
export interface DraftAnalysis {
  /** The table whose columns are mapped: an index into the file's tables. */
  readonly mainTable: number;
  readonly header: HeaderFinding | undefined;
  readonly headerGround: HeaderGround;
  readonly columns: readonly DraftColumn[];
  /** How the file would be imported; undefined while a person must decide something first. */
  readonly options: InvoiceReadOptions | undefined;
  readonly reading: InvoiceReading | undefined;
  /** What must be decided before the file can be imported. */
  readonly problem: AppError | undefined;
  readonly rows: RowLookup;
}

/** The rows of a reading by their place in the file. */
export interface RowLookup {
  readonly rowAt: (sheet: string | undefined, row: number) => InvoiceRow | undefined;
  readonly issuesAt: (sheet: string | undefined, row: number) => readonly RowIssue[];
}
