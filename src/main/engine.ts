/**
 * The engine as one built file: the app starts it as a utility process, and other hosts in plain Node load it. Nothing
 * native is loaded before the Node version has been checked; then a host gets the ports, the workspace, the jobs and
 * the use cases.
 */
import { constants, setPriority } from 'node:os';
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

/** Electron's end of a utility process, as far as it is used: absent in every other process. */
interface ParentPort {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
}

/** Runs this process as the app's engine. Messages that came before are held back by the port until it is listened to. */
async function serve(parentPort: ParentPort): Promise<void> {
  requireNode22();
  yieldToWindow();
  const { runEngineProcess } = await import('#engine/entry.ts');
  runEngineProcess({
    port: {
      post: (message) => {
        parentPort.postMessage(message);
      },
      listen: (listener) => {
        parentPort.on('message', ({ data }) => {
          listener(data);
        });
      },
    },
    webex: { fetch: await hostFetch(), environment: process.env },
    exit: (code) => process.exit(code),
  });
}

/** Below the window's priority: on a computer with few cores the window paints on while this one reads. */
function yieldToWindow(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // An operating system that does not let it be lowered: then both share as they are.
  }
}

/**
 * Electron's own `fetch` where this is an Electron process: it knows the operating system's certificates and proxy.
 * Imported here and not in the engine, which is plain Node everywhere.
 */
async function hostFetch(): Promise<(url: string, init: RequestInit) => Promise<Response>> {
  if ((process.versions.electron as string | undefined) === undefined) return (url, init) => fetch(url, init);
  const { net } = await import('electron');
  return (url, init) => net.fetch(url, init);
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort) void serve(parentPort);
