import type { JobPhase } from '#engine/jobs/job-context.ts';
import type { TableFileOptions } from './table-file-types.ts';
import { DEFAULT_TABLE_LIMITS, type TableLimits } from './table-limits.ts';

/** The options of a caller with every default filled in, as the readers hand them on. */
export interface TableSetting {
  readonly limits: TableLimits;
  readonly phase: JobPhase;
  readonly password: string | undefined;
  readonly encoding: string | undefined;
  readonly delimiter: string | undefined;
  readonly headerWords: readonly string[];
  /** Whether the source is a member of a zip: another zip is refused there. */
  readonly isMember: boolean;
}

/** Fills in the defaults. */
export const tableSettingOf = (options: TableFileOptions): TableSetting => ({
  limits: { ...DEFAULT_TABLE_LIMITS, ...options.limits },
  phase: options.phase ?? 'read-invoice',
  password: options.password,
  encoding: options.encoding,
  delimiter: options.delimiter,
  headerWords: options.headerWords ?? [],
  isMember: false,
});
