import { openWorkspace } from '#engine/context.ts';
import { SILENT_LOG } from '#engine/ports.ts';
import { importReport } from '#engine/services/import-report.ts';

/** Where a child of a crash test stands still: while the file is being copied, or with the first rows stored. */
export type Stage = 'copy' | 'rows';

/** What nothing refers to is collected, and the workspace's lock with it: a job that stands still must be held. */
const standing: (() => void)[] = [];

/**
 * What the child process of a crash test does: opens the workspace and imports a report, and at the given stage says
 * so and stands still, until it is killed.
 */
export async function importAndStandStill(folder: string, path: string, stage: Stage): Promise<void> {
  const ports = {
    clock: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
    userName: () => 'child',
    log: SILENT_LOG,
  };
  const workspace = openWorkspace({ folder, ports });
  const rows = workspace.database.prepare('SELECT 1 FROM usage_row LIMIT 1');
  const checkpoint = (): Promise<void> => {
    if (stage === 'rows' && rows.get() === undefined) return Promise.resolve();
    process.stdout.write('standing still\n');
    return new Promise((resolve) => {
      standing.push(resolve);
    });
  };
  const context = { signal: new AbortController().signal, checkpoint, report: (): void => undefined };
  await importReport(workspace, { path }, context);
  process.stdout.write('imported\n');
  workspace.close();
}
