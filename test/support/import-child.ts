import { openWorkspace } from '#engine/context.ts';
import { SILENT_LOG } from '#engine/ports.ts';
import { importReport } from '#engine/services/import-report.ts';

/**
 * What the child process of a crash test does: opens the workspace and imports a report, and after a given number of
 * checkpoints says so and stands still, until it is killed.
 */
export async function importAndStandStill(folder: string, path: string, checkpoints: number): Promise<void> {
  const ports = {
    clock: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
    userName: () => 'child',
    log: SILENT_LOG,
  };
  const workspace = openWorkspace({ folder, ports });
  let left = checkpoints;
  const checkpoint = (): Promise<void> => {
    left -= 1;
    if (left > 0) return Promise.resolve();
    process.stdout.write('standing still\n');
    return new Promise(() => undefined);
  };
  const context = { signal: new AbortController().signal, checkpoint, report: (): void => undefined };
  await importReport(workspace, { path }, context);
  process.stdout.write('imported\n');
  workspace.close();
}
