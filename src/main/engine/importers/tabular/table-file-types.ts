import type { SheetRow, TableInfo } from '#core/tabular/table.ts';
import type { JobContext, JobPhase } from '#engine/jobs/job-context.ts';
import type { TableLimits } from './table-limits.ts';
import type { CsvScanner } from './text/csv-scanner.ts';

/** The kinds of file that hold tables, by their content and never by their extension. */
export const TABLE_FORMATS = ['xlsx', 'csv', 'xls', 'xlsb', 'ods', 'html', 'zip'] as const;
/** `csv` is any delimited text; `xls` includes Excel's XML of 2003; `zip` is an archive of the others. */
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The character encodings that text tables may have: the names that the WHATWG Encoding standard gives them. */
export const TEXT_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'windows-1252',
] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** A member of a zip that holds no table, such as a covering letter. It is named, so that nothing is left out in silence. */
export interface SkippedMember {
  readonly member: string;
  /** What it seems to be: `PDF`, `PNG image`; undefined where that can't be told. */
  readonly found: string | undefined;
}

/** The bytes of a delimited text, and what reads the lines that are not plain. Its delimiter is an ASCII character. */
export interface Utf8Text {
  /** All of it, a byte order mark included. Stops as `rows` does. */
  readonly bytes: (context: JobContext) => AsyncIterable<Buffer>;
  /** A new reader of this text's records. Each line goes through it or is passed over, in their order. */
  readonly scanner: () => CsvScanner;
  /**
   * Decodes bytes; with `isMore` the last character may come in part, and the next bytes have its rest. Throws
   * `FILE_ENCODING_UNKNOWN` where they are no UTF-8.
   */
  readonly decode: (bytes: Buffer, isMore: boolean) => string;
  readonly delimiter: string;
  /** Characters of one record, beyond which the scanner refuses it. */
  readonly limitRecordCharacters: number;
}

/** An opened file of tables. Rows are streamed: none is kept. Close it in every path. */
export interface TableFile {
  readonly format: TableFormat;
  /** Of a text file: its character encoding. Undefined for workbooks and zips. */
  readonly encoding: TextEncoding | undefined;
  /** Of a text file: its delimiter. Undefined for workbooks and zips. */
  readonly delimiter: string | undefined;
  readonly tables: readonly TableInfo[];
  /** Members of a zip that are no tables; empty for anything else. */
  readonly skippedMembers: readonly SkippedMember[];
  /**
   * The rows of one table, in file order. May be called again: two passes without holding rows.
   *
   * Rows without any content may be left out; `row` says where each one stands. Stops with `CANCELLED` once the
   * job is aborted, and with `FILE_DAMAGED`, `SHEET_TOO_LARGE`, ... where the file turns out to be so.
   */
  rows(tableIndex: number, context: JobContext): AsyncIterable<SheetRow>;
  /**
   * The same rows in blocks of some hundreds, where the format can hand them out so: a promise a row is dear in a
   * file of millions. Stops as `rows` does.
   */
  rowBlocks?(tableIndex: number, context: JobContext): AsyncIterable<readonly SheetRow[]>;
  /** Of a text in UTF-8: its bytes, for a reader that takes plain lines apart by itself. */
  readonly utf8?: Utf8Text;
  close(): Promise<void>;
}

/** What a person, or a saved template, may decide; everything else is found out from the file. */
export interface TableFileOptions {
  readonly password?: string;
  /** A manual choice of encoding: it wins over detection. Must be one of {@link TEXT_ENCODINGS} (or a usual alias). */
  readonly encoding?: string;
  /** A manual choice of delimiter: one character. */
  readonly delimiter?: string;
  readonly limits?: Partial<TableLimits>;
  /** Header words of the caller's dictionary (English and Japanese): evidence for the encoding. */
  readonly headerWords?: readonly string[];
  /** Whether all bytes of the file are strict UTF-8, by somebody who has gone through them; else that is found out. */
  readonly isUtf8?: boolean;
  /** The phase under which progress is reported; `read-invoice` unless told. */
  readonly phase?: JobPhase;
}
