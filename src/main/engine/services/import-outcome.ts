import type { Micros } from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';
import type { SourceId } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';

/** How many issues of each severity an import has. The issues themselves: `listIssues`. */
export interface IssueCounts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

/** Where the rows of a file went: `read = stored + quarantined + blank`, always. */
export interface RowCounts {
  readonly read: number;
  readonly stored: number;
  readonly quarantined: number;
  readonly blank: number;
}

/** What an import of either kind leaves in the workspace. */
export interface ImportedBatch {
  readonly batchId: number;
  /** sha256 of the file, lower-case hex: the id of the source. */
  readonly sourceId: SourceId;
  /** The file's name as the person knows it, without its folder. */
  readonly fileName: string;
  /** True where the workspace already held this reading and nothing was read again. */
  readonly reused: boolean;
  readonly counts: RowCounts;
  readonly issues: IssueCounts;
  /** First and last day over all rows; undefined where no row has dates. */
  readonly window: Period | undefined;
}

/** A usage report, imported. */
export interface ReportImport extends ImportedBatch {
  readonly kind: 'report';
  readonly level: UsageLevel;
  /** The sum of QUANTITY over the stored rows. */
  readonly userDays: Micros;
}
