import { join } from 'node:path';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { runJob } from '#engine/jobs/run-job.ts';
import { SILENT_LOG } from '#engine/ports.ts';
import { importReport } from '#engine/services/import-report.ts';
import type { Responsiveness } from './results.ts';

/** Shares of an import's time after which it is cancelled. */
const CANCEL_AT = [0.1, 0.5, 0.9] as const;

/**
 * Imports a report into a workspace of its own, once to its end and then cancelled at several points, opens the
 * workspace again, and prints what a person would have waited for as JSON. Run by way of test/support/run-module.mjs.
 */
export async function measureResponsiveness(folder: string, report: string): Promise<void> {
  const open = (name: string): Workspace => openWorkspace({ folder: join(folder, name), ports: ports() });
  const whole = open('whole');
  let lastAt = performance.now();
  let widestGapMs = 0;
  const startedAt = lastAt;
  await runJob((context) => importReport(whole, { path: report }, context), {
    signal: new AbortController().signal,
    onProgress: () => {
      const now = performance.now();
      widestGapMs = Math.max(widestGapMs, now - lastAt);
      lastAt = now;
    },
  });
  const importMs = performance.now() - startedAt;
  const afterLastProgressMs = performance.now() - lastAt;
  whole.close();
  const reopenedAt = performance.now();
  const again = open('whole');
  const openMs = performance.now() - reopenedAt;
  again.close();
  const cancelMs: number[] = [];
  for (const share of CANCEL_AT)
    cancelMs.push(await cancelAfter(open(`cancelled-${String(share)}`), report, share * importMs));
  const result: Responsiveness = { importMs, widestGapMs, afterLastProgressMs, openMs, cancelMs };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** How long it takes from the wish to cancel to the end of the job (ms); 0 where the import was done before. */
async function cancelAfter(workspace: Workspace, report: string, afterMs: number): Promise<number> {
  const controller = new AbortController();
  let abortedAt = 0;
  const timer = setTimeout(() => {
    abortedAt = performance.now();
    controller.abort();
  }, afterMs);
  try {
    await runJob((context) => importReport(workspace, { path: report }, context), {
      signal: controller.signal,
    });
    return 0;
  } catch {
    return performance.now() - abortedAt;
  } finally {
    clearTimeout(timer);
    workspace.close();
  }
}

const ports = () => ({
  clock: () => new Date().toISOString(),
  newId: () => crypto.randomUUID(),
  userName: () => 'bench',
  log: SILENT_LOG,
});
