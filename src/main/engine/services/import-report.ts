import { basename } from 'node:path';
import { defined } from '#core/assert.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import type { Period } from '#core/period.ts';
import type { RowIssue } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { Workspace } from '../context.ts';
import type { WritableDatabase } from '../db/handles.ts';
import { readReport } from '../importers/report/read-report.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { Batch } from '../repositories/batches.ts';
import { addIssues, countIssues } from '../repositories/issues.ts';
import {
  MOST_HELD_ROWS,
  openUsageWriter,
  type UsageSum,
  type UsageWriter,
} from '../repositories/usage-writer.ts';
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
  const { batch, reused } = await importFile(
    workspace,
    {
      kind: 'report',
      path: request.path,
      name: request.name ?? basename(request.path),
      parser: PARSER,
      parameters: JSON.stringify({ dateOrder: request.dateOrder ?? null }),
      reuse: request.reuse ?? false,
      fileOptions: { phase: 'read-report' },
    },
    reportReader(workspace, request, context),
    context,
  );
  return describe(workspace, batch, reused);
}

function reportReader(workspace: Workspace, request: ImportReportRequest, context: JobContext): DraftReader {
  const { database } = workspace;
  return async (file, draft) => {
    let batchId = 0;
    let readLevel: UsageLevel | undefined;
    let writer: UsageWriter | undefined;
    let heldIssues: RowIssue[] = [];
    const storeHeld = (open: UsageWriter): void => {
      database.transaction(() => {
        open.store();
        addIssues(database, batchId, heldIssues);
      });
      heldIssues = [];
    };
    const sheet = file.tables[0]?.sheet;
    const input = { file, source: draft.source, dateOrder: request.dateOrder };
    const reading = await readReport(
      input,
      {
        begin: ({ level, extra }) => {
          const extraColumns = extra.map((column) => column.name);
          readLevel = level;
          heldIssues = [];
          batchId = draft.begin({ level, sheet, extraColumns });
          writer = openUsageWriter(database, batchId, extraColumns);
        },
        take: (rows, issues) => {
          const open = defined(writer, 'rows follow the header');
          if (open.weight() + heldIssues.length + rows.length > MOST_HELD_ROWS) storeHeld(open);
          open.hold(rows);
          for (const issue of issues) heldIssues.push(issue);
        },
        plain: {
          placesOf: (row) => defined(writer, 'rows follow the header').placesOf(row),
          add: (bytes, ids, sourceRow, group, window, quantity) => {
            const open = defined(writer, 'rows follow the header');
            if (open.weight() >= MOST_HELD_ROWS) storeHeld(open);
            return open.holdPlain(bytes, ids, sourceRow, group, window, quantity);
          },
        },
      },
      context,
    );
    storeHeld(defined(writer, 'rows follow the header'));
    const { counts } = reading;
    const totals = await storeTotals(database, defined(writer, 'rows follow the header'), context);
    return {
      counts,
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
  writer: UsageWriter,
  context: JobContext,
): Promise<UsageSum> {
  const steps = writer.addUp();
  for (;;) {
    const step = database.transaction(() => steps.next());
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
