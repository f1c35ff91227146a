/**
 * The engine as one built file, for hosts in plain Node other than the command line. Nothing native is loaded before
 * the Node version has been checked; then a host gets the ports, the workspace, the jobs and the use cases.
 */
import type { openWorkspace } from '#engine/context.ts';
import type { runJob } from '#engine/jobs/run-job.ts';
import type { nodePorts } from '#engine/ports.ts';
import type { exportRun } from '#engine/services/export.ts';
import type { importInvoice } from '#engine/services/import-invoice.ts';
import type { importReport } from '#engine/services/import-report.ts';
import type { reconcile } from '#engine/services/reconcile.ts';
import { requireNode22 } from './node-version.ts';

/** What a host works with. Each function is documented where it stands. */
export interface Engine {
  readonly nodePorts: typeof nodePorts;
  readonly openWorkspace: typeof openWorkspace;
  readonly runJob: typeof runJob;
  readonly importReport: typeof importReport;
  readonly importInvoice: typeof importInvoice;
  readonly reconcile: typeof reconcile;
  readonly exportRun: typeof exportRun;
}

/** Loads the engine. Ends the process with code 2 on a Node that is too old. */
export async function loadEngine(): Promise<Engine> {
  requireNode22();
  const [ports, context, job, report, invoice, run, workbook] = await Promise.all([
    import('#engine/ports.ts'),
    import('#engine/context.ts'),
    import('#engine/jobs/run-job.ts'),
    import('#engine/services/import-report.ts'),
    import('#engine/services/import-invoice.ts'),
    import('#engine/services/reconcile.ts'),
    import('#engine/services/export.ts'),
  ]);
  return {
    nodePorts: ports.nodePorts,
    openWorkspace: context.openWorkspace,
    runJob: job.runJob,
    importReport: report.importReport,
    importInvoice: invoice.importInvoice,
    reconcile: run.reconcile,
    exportRun: workbook.exportRun,
  };
}
