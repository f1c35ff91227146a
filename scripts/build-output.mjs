/**
 * Keeps out/ in step with src/. The build goes to a folder beside, and is moved into place when it is whole: a
 * command that starts meanwhile finds the old output or the new one, never half of each.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'out');
const STAMP = join(OUT, '.built');
const CACHE = join(ROOT, 'node_modules', '.cache', 'tieout-build');
const LOCK = join(CACHE, 'lock');
const INPUTS = [
  'package.json',
  'electron.vite.config.ts',
  'src',
  'scripts/emulator.ts',
  'test/support/webex-emulator',
];
const LOCK_POLL_MS = 200;

/** The newest modification time (ms) of a file, or of a folder and all that is in it: a removed file changes its folder. */
function newestChange(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestChange(join(path, name))),
    stats.mtimeMs,
  );
}

/** Whether out/ is missing, or older than anything that it is made of. */
export function isStale() {
  if (!existsSync(STAMP) || !existsSync(join(OUT, 'main', 'cli.js'))) return true;
  const builtAt = statSync(STAMP).mtimeMs;
  return INPUTS.some((input) => newestChange(join(ROOT, input)) > builtAt);
}

/** Builds out/ unless it is up to date. Nothing is printed, unless the build fails: then its whole output is. */
export async function buildWhenStale() {
  if (!isStale()) return;
  await withLock(async () => {
    // Another process may have built while this one waited.
    if (isStale()) await buildInto({ quiet: true });
  });
}

/** Builds out/ in any case, showing the build's own output. */
export async function build() {
  await withLock(() => buildInto({ quiet: false }));
}

async function buildInto({ quiet }) {
  const id = randomUUID();
  const fresh = join(CACHE, `new-${id}`);
  const old = join(CACHE, `old-${id}`);
  // What changes during the build counts as newer than it.
  const startedAt = new Date();
  try {
    await runBuild(fresh, quiet);
    writeFileSync(join(fresh, '.built'), '');
    utimesSync(join(fresh, '.built'), startedAt, startedAt);
    if (existsSync(OUT)) renameSync(OUT, old);
    renameSync(fresh, OUT);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

function runBuild(outDir, quiet) {
  const electronVite = join(
    dirname(createRequire(import.meta.url).resolve('electron-vite/package.json')),
    'bin',
    'electron-vite.js',
  );
  const args = [electronVite, 'build', '--outDir', outDir, ...(quiet ? ['--logLevel', 'warn'] : [])];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) {
        done();
        return;
      }
      process.stderr.write(output);
      failed(new Error(`The build failed (exit ${code}); out/ is unchanged.`));
    });
  });
}

/** One build at a time, over all processes. A lock whose process is gone is taken over. */
async function withLock(work) {
  mkdirSync(CACHE, { recursive: true });
  while (!takeLock()) {
    if (!lockIsHeld()) rmSync(LOCK, { force: true });
    else await sleep(LOCK_POLL_MS);
  }
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function lockIsHeld() {
  try {
    const holder = Number(readFileSync(LOCK, 'utf8'));
    // Empty: its owner is between creating and writing it.
    if (holder === 0) return true;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    // EPERM: the process lives and belongs to someone else.
    return error.code === 'EPERM';
  }
}
