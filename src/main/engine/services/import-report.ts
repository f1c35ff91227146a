import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { defined } from '#core/assert.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import type { Period } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { Workspace } from '../context.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { gatherApart, startReportThread } from '../importers/report/apart/gather-apart.ts';
import { gatherReport, type BlockSink } from '../importers/report/gather-report.ts';
import type { TableFileOptions } from '../importers/tabular/table-file.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { Batch } from '../repositories/batches.ts';
import { addIssues, countIssues } from '../repositories/issues.ts';
import { openUsageStore, type UsageStore } from '../repositories/usage-store.ts';
import type { UsageSum } from '../usage-blocks/usage-block.ts';
import { importFile, type DraftReader } from './import-file.ts';
import type { ReportImport } from './import-outcome.ts';

/** A usage report to import. */
export interface ImportReportRequest {
  readonly path: string;
  /** The name by which the person knows the file, where it is not the path's own. */
  readonly name?: string;
  /** What dates like 10/01/2026 mean; needed only where the report does not prove it. */
  readonly dateOrder?: DateOrder;
  /** Take the reading that the workspace holds instead of refusing the same file. */
  readonly reuse?: boolean;
  /**
   * Runs in the import's last transaction, just before the rows count; what it throws refuses the report, and nothing
   * of it is left. Not run for a reading that is reused.
   */
  readonly inLastTransaction?: (reading: ReportReading) => void;
}

/** A report that has been read and does not count yet. */
export interface ReportReading {
  readonly batchId: number;
  readonly level: UsageLevel;
  readonly window: Period | undefined;
}

/** Goes up whenever the same file would be read differently: a reading by an older one is replaced. */
const PARSER = 'report/1';
const FILE_OPTIONS = { phase: 'read-report' } as const satisfies TableFileOptions;

/**
 * Imports a PARTNER, CUSTOMER or USER report: all of it, or nothing.
 *
 * Throws FILE_ALREADY_IMPORTED (unless `reuse`), REPORT_COLUMN_MISSING, REPORT_COLUMN_TWICE, REPORT_DATE_AMBIGUOUS,
 * SHEET_AMBIGUOUS, the errors of files, and CANCELLED.
 */
export async function importReport(
  workspace: Workspace,
  request: ImportReportRequest,
  context: JobContext,
): Promise<ReportImport> {
  const thread = isWorthThread(request.path) ? startReportThread() : undefined;
  try {
    const { batch, reused } = await importFile(
      workspace,
      {
        kind: 'report',
        path: request.path,
        name: request.name ?? basename(request.path),
        parser: PARSER,
        parameters: JSON.stringify({ dateOrder: request.dateOrder ?? null }),
        reuse: request.reuse ?? false,
        fileOptions: FILE_OPTIONS,
      },
      reportReader(workspace, request, thread, context),
      context,
    );
    return describe(workspace, batch, reused);
  } finally {
    await thread?.terminate();
  }
}

/** A file that is smaller is read before a thread has started. */
const APART_BYTES = 12 * 1024 * 1024;

/** Whether a file is so large that a thread of its own reads it sooner. What it is, is not known yet. */
const isWorthThread = (path: string): boolean =>
  availableParallelism() > 1 && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= APART_BYTES;

function reportReader(
  workspace: Workspace,
  request: ImportReportRequest,
  thread: ReturnType<typeof startReportThread>,
  context: JobContext,
): DraftReader {
  const { database } = workspace;
  return async (file, draft) => {
    let batchId = 0;
    let readLevel: UsageLevel | undefined;
    let store: UsageStore | undefined;
    const sink: BlockSink = {
      begin: ({ level, extraColumns }) => {
        readLevel = level;
        batchId = draft.begin({ level, sheet: file.tables[0]?.sheet, extraColumns });
        store = openUsageStore(database, batchId);
      },
      take: (block, issues) => {
        const open = defined(store, 'rows follow the header');
        database.withinTransaction(() => {
          open.store(block);
          addIssues(database, batchId, issues);
        });
      },
    };
    const { source, copy } = draft;
    const { dateOrder } = request;
    const task = { path: copy.path, options: { ...FILE_OPTIONS, isUtf8: true }, source, dateOrder };
    const apart = file.utf8 && thread ? await gatherApart(task, sink, context, thread) : undefined;
    const { counts, sums } = apart ?? (await gatherReport({ file, source, dateOrder }, sink, context));
    const stored = defined(store, 'rows follow the header');
    const totals = await storeTotals(database, stored.addUp(sums), context);
    return {
      counts,
      usageRows: stored.rowDigest(),
      finish: () => {
        const level = defined(readLevel, 'a report has a level');
        request.inLastTransaction?.({ batchId, level, window: totals.window });
        return totals;
      },
    };
  };
}

/** Adds the rows up, in transactions of some ten milliseconds. */
async function storeTotals(
  database: WritableDatabase,
  steps: Generator<undefined, UsageSum>,
  context: JobContext,
): Promise<UsageSum> {
  for (;;) {
    const step = database.withinTransaction(() => steps.next());
    if (step.done === true) return step.value;
    await context.checkpoint();
  }
}

/** What the workspace holds of a report. */
function describe(workspace: Workspace, batch: Batch, reused: boolean): ReportImport {
  return {
    kind: 'report',
    batchId: batch.id,
    sourceId: batch.sourceId,
    fileName: batch.fileName,
    reused,
    counts: batch.counts,
    issues: countIssues(workspace.database, batch.id),
    window: batch.window,
    level: defined(batch.level, 'a report has a level'),
    userDays: batch.sum,
  };
}
