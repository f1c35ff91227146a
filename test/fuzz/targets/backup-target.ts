import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EnginePorts } from '#engine/ports.ts';
import { restoreWorkspace } from '#engine/services/restore.ts';
import { hold } from '../finding.ts';
import { FUZZ_JOB } from '../fuzz-job.ts';

/** Restores a backup into a folder of its own: all of it, or nothing is left there. */
export async function fuzzBackup(file: string, folder: string, ports: EnginePorts): Promise<void> {
  const target = join(folder, 'restored');
  let isRestored = false;
  try {
    await restoreWorkspace({ file, folder: target, ports }, FUZZ_JOB);
    isRestored = true;
  } finally {
    hold(existsSync(target) === isRestored, () => 'a refused backup has left a workspace');
    const left = readdirSync(dirname(target)).filter((name) => name.startsWith(`${basename(target)}.`));
    rmSync(target, { recursive: true, force: true });
    for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
    hold(left.length === 0, () => `left behind: ${left.join(', ')}`);
  }
}
