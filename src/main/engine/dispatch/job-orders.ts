import type { EngineInput } from '#shared/engine-protocol.ts';
import type { JobOutcome } from '#shared/ipc/contract/jobs.ts';
import type { MaskChoice } from '#shared/ipc/mask-choices.ts';
import { issueText } from '#shared/messages/issues.ts';
import type { Workspace } from '../context.ts';
import { readPriceBook } from '../importers/parameters/read-price-book.ts';
import { allOrNothing } from '../services/all-or-nothing.ts';
import { readMaskChoices, stricterOf, wishOf } from '../services/privacy/mask-choices.ts';
import type { MaskWish } from '../services/privacy/masker.ts';
import { exportCsv } from '../services/export-csv.ts';
import { exportRun } from '../services/export.ts';
import type { InvoiceImport } from '../services/import-invoice.ts';
import type { ReportImport } from '../services/import-outcome.ts';
import { reconcile } from '../services/reconcile.ts';
import { reconcilePeriod } from '../services/reconcile-period.ts';
import { importAny } from './import-any.ts';
import type { JobOrder } from './job-registry.ts';
import { periodOf } from './wire-period.ts';

/** Imports files of either kind: all of them, or none. */
export const importOrder = (
  workspace: Workspace,
  { files, dateOrder }: EngineInput<'jobs:start-import'>,
): JobOrder => ({
  kind: 'import',
  files: files.map(({ name }) => name),
  work: (context) =>
    allOrNothing(workspace, async () => {
      const imported: Extract<JobOutcome, { kind: 'import' }>['files'] = [];
      for (const file of files) {
        const batch = await importAny(workspace, { file, dateOrder }, context);
        imported.push(importedToWire(batch));
      }
      await context.checkpoint();
      return { kind: 'import', files: imported };
    }),
});

/** What an import left, as a job's outcome says it. */
export const importedToWire = (
  batch: ReportImport | InvoiceImport,
): Extract<JobOutcome, { kind: 'import' }>['files'][number] => ({
  kind: batch.kind,
  fileName: batch.fileName,
  reused: batch.reused,
  batchId: batch.batchId,
  level: batch.kind === 'report' ? batch.level : null,
  window: batch.window === undefined ? null : { start: batch.window.start, end: batch.window.end },
  counts: { ...batch.counts },
  issues: { ...batch.issues },
});

/** Reconciles invoices with reports, or with what the workspace holds of the period. */
export const reconcileOrder = (
  workspace: Workspace,
  { invoices, reports, priceBook, period, dateOrder }: EngineInput<'jobs:start-reconcile'>,
): JobOrder => ({
  kind: 'reconcile',
  files: [...invoices, ...reports].map(({ name }) => name),
  work: async (context) => {
    const { runId, result } = await reconcile(
      workspace,
      {
        invoices: invoices.map(({ path }) => path),
        reports: reports.map(({ path }) => path),
        read: dateOrder === undefined ? {} : { dateOrder },
        parameters: period === undefined ? {} : { period: periodOf(period) },
        ...(priceBook === undefined ? {} : { priceBook: await readPriceBook(priceBook.path, context) }),
      },
      context,
    );
    const { start, end } = result.period;
    return { kind: 'reconcile', runId, verdict: result.verdict, period: { start, end } };
  },
});

/** Reconciles a period from what the workspace holds of it, with its saved parameters. */
export const reconcilePeriodOrder = (
  workspace: Workspace,
  { period, invoices }: EngineInput<'jobs:start-reconcile-period'>,
): JobOrder => ({
  kind: 'reconcile',
  files: [],
  work: async (context) => {
    const { runId, result } = await reconcilePeriod(
      workspace,
      { period: periodOf(period), invoices },
      context,
    );
    const { start, end } = result.period;
    return { kind: 'reconcile', runId, verdict: result.verdict, period: { start, end } };
  },
});

/** Writes the workbook of a run. */
export const exportOrder = (
  workspace: Workspace,
  { run, output, detail, language, omit, mask }: EngineInput<'jobs:start-export'>,
  appVersion: string,
): JobOrder => ({
  kind: 'export',
  files: [output.name],
  work: async (context) => {
    const written = await exportRun(
      workspace,
      {
        run: 'runId' in run ? { id: run.runId } : { period: periodOf(run.period) },
        out: output.path,
        detail,
        language,
        omit,
        mask: maskWish(workspace, mask),
        appVersion,
        describeIssue: (issue, spoken) => issueText(issue.code, spoken),
      },
      context,
    );
    return { kind: 'export', runId: written.runId, fileName: output.name, bytes: written.bytes };
  },
});

/** Writes a view of a run as CSV. */
export const exportCsvOrder = (
  workspace: Workspace,
  { runId, view, language, output, mask }: EngineInput<'jobs:start-export-csv'>,
): JobOrder => ({
  kind: 'export',
  files: [output.name],
  work: async (context) => {
    const { bytes } = await exportCsv(
      workspace,
      { runId, view, language, out: output.path, mask: maskWish(workspace, mask) },
      context,
    );
    return { kind: 'export', runId, fileName: output.name, bytes };
  },
});

/** What is masked in a file: what was asked for, else what the workspace is set to. */
function maskWish(workspace: Workspace, choice: MaskChoice | undefined): MaskWish | undefined {
  if (choice !== undefined) return wishOf(choice);
  const { screen, files } = readMaskChoices(workspace.database);
  return wishOf(stricterOf(screen, files));
}
