import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { watchMemory } from './watch-memory.ts';

/** One run of one program, from its start to its end. */
export interface Measurement {
  readonly wallMs: number;
  /** User and system time of the program and all that it started; undefined where the system does not say. */
  readonly cpuMs: number | undefined;
  /** The most memory that the program and all that it started held at once; undefined where the system does not say. */
  readonly peakMiB: number | undefined;
  /** The longest time in which it answered nobody: of our own command line alone. */
  readonly widest: Widest | undefined;
  /** What it went through, where it says so: of our own command line alone. */
  readonly phases: readonly Phase[];
  /** What it printed. */
  readonly output: string;
}

/** A part of a step, from where it begins to where the next one does. */
export interface Phase {
  readonly name: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly widest: Widest;
}

/** The longest time in which a program answered nobody, and the most processor time its own thread took meanwhile (ms). */
export interface Widest {
  readonly gapMs: number;
  readonly workMs: number;
}

/** The longest of several. */
export const widestOf = (all: readonly Widest[]): Widest => ({
  gapMs: Math.max(...all.map(({ gapMs }) => gapMs)),
  workMs: Math.max(...all.map(({ workMs }) => workMs)),
});

const WATCHED = z.array(
  z.object({
    name: z.string(),
    wallMs: z.number(),
    cpuMs: z.number(),
    widest: z.object({ gapMs: z.number(), workMs: z.number() }),
  }),
);

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

const ROOT = join(import.meta.dirname, '..', '..');
const CLI = join(ROOT, 'out', 'main', 'cli.js');
const WATCH_LOOP = pathToFileURL(join(import.meta.dirname, 'watch-loop.mjs')).href;
/** `reconcile` ends with 1 where there are variances, and the data has some. */
const OWN_CODES = [0, 1];
/** Tells the processor time of what it ran on its third output; every POSIX shell has it. */
const TIMING_SHELL = '"$@"; code=$?; times >&3; exit $code';

/** The built command line with these arguments. */
export const tieout = (...args: readonly string[]): Command => [
  process.execPath,
  '--import',
  WATCH_LOOP,
  CLI,
  ...args,
];

/** Runs a program once and measures it from outside: its start is part of what a person waits for. */
export async function measure(
  command: Command,
  expectedCodes: readonly number[] = [0],
): Promise<Measurement> {
  const hasShell = process.platform !== 'win32';
  const [program, ...args] = hasShell ? (['sh', '-c', TIMING_SHELL, 'sh', ...command] as const) : command;
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] });
  const memory = watchMemory(child.pid);
  const texts: [string, string, string, string] = ['', '', '', ''];
  child.stdout?.on('data', (data: Buffer) => (texts[0] += data.toString('utf8')));
  child.stderr?.on('data', (data: Buffer) => (texts[1] += data.toString('utf8')));
  (child.stdio[3] as Readable | null)?.on('data', (data: Buffer) => (texts[2] += data.toString('utf8')));
  (child.stdio[4] as Readable | null)?.on('data', (data: Buffer) => (texts[3] += data.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  const wallMs = performance.now() - startedAt;
  const peakMiB = memory.stop();
  const [output, errors, times, watched] = texts;
  if (code === null || !expectedCodes.includes(code)) {
    throw new Error(`${command.join(' ')} ended with ${String(code)}:\n${errors}`);
  }
  return {
    wallMs,
    cpuMs: cpuMsOf(times),
    peakMiB,
    ...toldOf(watched),
    output,
  };
}

/** Runs the built command line once. */
export const measureOwn = (args: readonly string[]): Promise<Measurement> =>
  measure(tieout(...args), OWN_CODES);

/** `times` has a line for the shell itself and one for what it ran: `0m1.250s 0m0.310s`. */
function cpuMsOf(times: string): number | undefined {
  const parts = [...(times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) return undefined;
  return parts.reduce((sum, part) => sum + Number(part[1]) * 60_000 + Number(part[2]) * 1000, 0);
}

/** What the watched command line has told of itself. */
function toldOf(watched: string): Pick<Measurement, 'widest' | 'phases'> {
  if (watched === '') return { widest: undefined, phases: [] };
  const phases = WATCHED.parse(JSON.parse(watched));
  return {
    widest: widestOf(phases.map(({ widest }) => widest)),
    phases: phases.length > 1 ? phases : [],
  };
}

/** What the machine is, for the reader of the figures. */
export function readOsName(): string {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(release)?.[1] ?? process.platform;
  } catch {
    return process.platform;
  }
}
