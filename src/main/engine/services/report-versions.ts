import { AppError } from '#core/errors.ts';
import type { UsageComparison } from '#core/webex/compare-usage.ts';
import type { Workspace } from '../context.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch } from '../repositories/batches.ts';
import { findTrackedReport, reportsOfSlot, type TrackedReport } from '../repositories/webex-reports.ts';
import { compareBatches } from './fetch-reports-hold.ts';

/** Two versions of a report, and what changed from the one to the other. */
export interface ComparedVersions {
  readonly before: TrackedReport;
  readonly after: TrackedReport;
  readonly comparison: UsageComparison;
}

/** The version that stood for the same usage before a report; undefined where it was the first. */
export function earlierVersion(database: ReadableDatabase, report: TrackedReport): TrackedReport | undefined {
  if (report.heldAt === undefined) return undefined;
  const heldAt = report.heldAt;
  return reportsOfSlot(database, report)
    .filter(
      (other) => other.webexId !== report.webexId && other.heldAt !== undefined && other.heldAt <= heldAt,
    )
    .sort((a, b) => ((a.heldAt ?? '') < (b.heldAt ?? '') ? 1 : -1))[0];
}

/**
 * Compares a report that is held, or was, with the version before it, from the rows of both. Throws REPORT_UNKNOWN
 * where there is no such report or no version before it.
 */
export function compareVersions(workspace: Pick<Workspace, 'database'>, webexId: string): ComparedVersions {
  const { database } = workspace;
  const after = findTrackedReport(database, webexId);
  const before = after && earlierVersion(database, after);
  const [old, fresh] = [before, after].map((report) =>
    report?.batchId === undefined ? undefined : findBatch(database, report.batchId),
  );
  if (after === undefined || before === undefined || old === undefined || fresh === undefined)
    throw new AppError('REPORT_UNKNOWN');
  return { before, after, comparison: compareBatches(workspace, after, old, fresh) };
}
