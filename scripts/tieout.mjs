/**
 * `npm run -s tieout -- <command> ...`: the command line from the project folder. Builds first, in silence, when
 * out/ is missing or stale; then input, output, signals and exit code are the built command's own.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { ROOT, buildWhenStale } = await import('./build-output.mjs');

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** A terminal's Ctrl-C reaches this process, and npm sends it once more: within this time it is the same one. */
const SAME_SIGNAL_MS = 500;
const EXIT_BUG = 70;

try {
  await buildWhenStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_BUG);
}

// npm runs a script in the project's folder; file names are meant from where the person stands.
const startedByNpm = ['tieout', 'demo'].includes(process.env.npm_lifecycle_event ?? '');
const cwd = (startedByNpm && process.env.INIT_CWD) || process.cwd();

// A process group of its own keeps the terminal's Ctrl-C from the child, so that it arrives once: from here.
const ownGroup = process.platform !== 'win32';
const child = spawn(process.execPath, [join(ROOT, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
  cwd,
  stdio: 'inherit',
  detached: ownGroup,
});

const lastSentAt = new Map();
for (const signal of SIGNALS) {
  process.on(signal, () => {
    const now = performance.now();
    const isRepeat = now - (lastSentAt.get(signal) ?? -Infinity) < SAME_SIGNAL_MS;
    if (isRepeat || !ownGroup) return;
    lastSentAt.set(signal, now);
    child.kill(signal);
  });
}

child.on('error', (error) => {
  process.stderr.write(`The command line could not be started: ${error.message}\n`);
  process.exit(EXIT_BUG);
});
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});
