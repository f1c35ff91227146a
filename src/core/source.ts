/** Where a figure stands in the files it came from: every figure has an address. */

/** A file of evidence, named by the sha256 of its bytes (lower-case hex). */
export type SourceId = string;

/** A row of a source file, as a person would look it up. */
export interface SourceRef {
  readonly source: SourceId;
  /** The sheet's name; undefined for formats without sheets. In a zip: the member's path, `member.csv` or `member.xlsx#Sheet`. */
  readonly sheet: string | undefined;
  /** 1-based, as a spreadsheet or a text editor counts (line 1 is the header of a plain CSV). */
  readonly row: number;
}

/** How grave an issue is. An `error` keeps its row out of the figures; a `warning` is for a person to look at. */
export type IssueSeverity = 'error' | 'warning' | 'info';

/** Something about a row, or a file, that a person must know. Rows are never skipped in silence. */
export interface RowIssue {
  /** An upper-case code; its sentence stands in shared/messages. */
  readonly code: string;
  readonly severity: IssueSeverity;
  readonly source: SourceId;
  readonly sheet: string | undefined;
  /** Undefined where the whole file or sheet is meant. */
  readonly row: number | undefined;
  /** The column as the file names it, or its letter. */
  readonly column: string | undefined;
  /** The text as the file has it. */
  readonly text: string | undefined;
}

/** Orders source references by source, sheet and row. */
export function compareSourceRefs(a: SourceRef, b: SourceRef): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  const sheetA = a.sheet ?? '';
  const sheetB = b.sheet ?? '';
  if (sheetA !== sheetB) return sheetA < sheetB ? -1 : 1;
  return a.row - b.row;
}
