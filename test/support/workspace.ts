import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { SILENT_LOG, type EnginePorts } from '#engine/ports.ts';

/** A folder of the test's own, removed when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Ports with a clock that goes on by a second at each look, and ids that count: every run is the same. */
export function testPorts(): EnginePorts {
  let seconds = 0;
  let ids = 0;
  return {
    clock: () => new Date(Date.UTC(2026, 10, 2, 1, 0, seconds++)).toISOString(),
    newId: () => `id-${String(++ids)}`,
    userName: () => 'tester',
    log: SILENT_LOG,
  };
}

/** A workspace of the test's own, closed and removed when the test is over. */
export function temporaryWorkspace(folder: string = join(temporaryFolder(), 'workspace')): Workspace {
  const workspace = openWorkspace({ folder, ports: testPorts() });
  onTestFinished(() => {
    workspace.close();
  });
  return workspace;
}

/** A job that nobody cancels. */
export function plainContext(signal: AbortSignal = new AbortController().signal): JobContext {
  return { signal, checkpoint: () => Promise.resolve(), report: () => undefined };
}

/** Writes a file into a folder of its own and returns its path. */
export function writeTemporary(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}
