import type { DateOrder } from '#core/mapping/date-text.ts';
import type { RowIssue, SourceId } from '#core/source.ts';
import type { ReportColumns } from '#core/usage/report-columns.ts';
import type { ReportStyle } from '#core/usage/report-style.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { TableFile } from '../tabular/table-file.ts';
import type { PlainRowSink } from './plain-rows.ts';

/** Where the rows of a report go. */
export interface ReportSink {
  /** The header is read. Called again when the file has to be read from its start once more: forget what came before. */
  readonly begin: (columns: ReportColumns) => void;
  /** Takes rows in blocks, and what is to be said about them. */
  readonly take: (rows: readonly UsageRow[], issues: readonly RowIssue[]) => void;
  /** Takes single rows without an object each, between `begin` and the end. */
  readonly plain: PlainRowSink;
}

/** What a reading came to. `read = stored + quarantined + blank`. */
export interface ReportReading {
  readonly columns: ReportColumns;
  readonly counts: {
    readonly read: number;
    readonly stored: number;
    readonly quarantined: number;
    readonly blank: number;
  };
  readonly style: ReportStyle;
}

/** The file of a reading. */
export interface ReportFile {
  readonly file: TableFile;
  readonly source: { readonly id: SourceId; readonly name: string };
  /** What the person has said about dates like 10/01/2026. */
  readonly dateOrder: DateOrder | undefined;
}
