import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One run of one process. */
export interface Measurement {
  readonly wallMs: number;
  readonly peakMiB: number;
}

const ROOT = join(import.meta.dirname, '..', '..');
const CLI = join(ROOT, 'out', 'main', 'cli.js');
const PEAK_HOOK = pathToFileURL(join(import.meta.dirname, 'peak-memory.mjs')).href;
/** `reconcile` ends with 1 where there are variances, and the data has some. */
const EXPECTED_CODES = [0, 1];

/** Runs the built command line once and measures it from outside: its start is part of what a person waits for. */
export async function measureCommand(args: readonly string[], scratch: string): Promise<Measurement> {
  const peakFile = join(scratch, 'peak');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', PEAK_HOOK, CLI, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TIEOUT_BENCH_PEAK: peakFile },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const wallMs = performance.now() - startedAt;
  if (code === null || !EXPECTED_CODES.includes(code)) {
    throw new Error(`tieout ${args.join(' ')} ended with ${String(code)}:\n${errors}`);
  }
  return { wallMs, peakMiB: Number(readFileSync(peakFile, 'utf8')) / 1024 };
}
