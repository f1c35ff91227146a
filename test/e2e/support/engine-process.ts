import { execFileSync } from 'node:child_process';
import type { RunningApp } from '../../support/electron-host/client/launch-host.ts';

/** The process ids of the app's engine: real child processes of the app's own process. */
export function engineProcessIds(app: RunningApp): readonly number[] {
  const parent = app.process().pid;
  return parent === undefined ? [] : descendants(parent).filter(isEngine);
}

/** Ends the engine as a crash does: it gets no chance to do anything. */
export function killEngine(app: RunningApp): number {
  const [id] = engineProcessIds(app);
  if (id === undefined) throw new Error('The app has no engine process.');
  process.kill(id, 'SIGKILL');
  return id;
}

interface Entry {
  readonly id: number;
  readonly parent: number;
}

function descendants(root: number): readonly number[] {
  const all = processes();
  const of = (parent: number): readonly number[] =>
    all.filter((entry) => entry.parent === parent).flatMap(({ id }) => [id, ...of(id)]);
  return of(root);
}

function processes(): readonly Entry[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return { id, parent };
    });
}

/** Electron names its utility processes in their arguments; the stand-in starts the engine's own file. */
function isEngine(id: number): boolean {
  const text = execFileSync('ps', ['-o', 'args=', '-p', String(id)], { encoding: 'utf8' });
  return /out[\\/]main[\\/]engine\.js|node\.mojom\.NodeService/.test(text);
}
