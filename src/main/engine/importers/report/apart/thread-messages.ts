import type { ErrorCode, ErrorParams } from '#core/errors.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import type { RowIssue } from '#core/source.ts';
import type { JobProgress } from '../../../jobs/job-context.ts';
import type { UsageBlock } from '../../../usage-blocks/usage-block.ts';
import type { TableFileOptions } from '../../tabular/table-file-types.ts';
import type { GatheredReport, ReportHeader } from '../gather-report.ts';

/** What the thread is to read. */
export interface ThreadTask {
  readonly path: string;
  readonly options: TableFileOptions;
  readonly source: { readonly id: string; readonly name: string };
  readonly dateOrder: DateOrder | undefined;
}

/** What the thread says, in the order in which it happens. */
export type ThreadMessage =
  /** It has begun. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'header'; readonly header: ReportHeader }
  | { readonly kind: 'block'; readonly block: UsageBlock; readonly issues: readonly RowIssue[] }
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'done'; readonly report: GatheredReport }
  /** An expected failure. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly params: ErrorParams }
  /** Any other one. */
  | { readonly kind: 'failed'; readonly error: unknown };

/** What the thread is told: what it is to read, and that a block has been taken. */
export type MainMessage = { readonly kind: 'task'; readonly task: ThreadTask } | { readonly kind: 'taken' };

/** Blocks on their way at once: one more at most, for the thread stops between two pieces of the file. */
export const MOST_ON_THEIR_WAY = 4;
