import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FuzzMessage, FuzzOutcome, FuzzRange } from './fuzz-child.ts';

/** How much is tried, and what each input may cost. */
export interface FuzzPlan {
  readonly seed: number;
  readonly inputs: number;
  /** The first input's number; 0 unless one input is tried again. */
  readonly from?: number;
  readonly keepIn?: string;
  /** Milliseconds after which an input counts as a hang, and its process is ended. */
  readonly hangMs: number;
  /** The heap of the process that reads, in MiB. */
  readonly heapMib: number;
  /** The most memory that it may have held, in MiB. */
  readonly peakMib: number;
  /** How much more than at the first looks it may still hold at the last ones, garbage aside, in MiB. */
  readonly leakMib: number;
  /** Instead of the fuzzer's own: the child of a test that proves the watchdog. */
  readonly child?: { readonly module: string; readonly name: string };
}

/** What a run came to. */
export interface FuzzTally {
  readonly inputs: number;
  readonly values: number;
  readonly refused: number;
  /** How often each target was tried. */
  readonly byTarget: ReadonlyMap<string, number>;
  /** How often each code was the answer. */
  readonly byCode: ReadonlyMap<string, number>;
  readonly slowestMs: number;
  readonly peakRssMib: number;
  /** What was still held, garbage aside, at each look. */
  readonly heldMib: readonly number[];
  readonly findings: readonly FuzzOutcome[];
}

const START = join(import.meta.dirname, 'start-child.mjs');
const OWN_CHILD = { module: join(import.meta.dirname, 'fuzz-child.ts'), name: 'runFuzzRange' };

/**
 * Runs inputs in processes of their own, with a small heap and under a watchdog. A process that dies or hangs is a
 * finding of the input that it had begun; the next process goes on with the one after.
 */
export async function runFuzz(
  plan: FuzzPlan,
  tell: (outcome: FuzzOutcome) => void = () => undefined,
): Promise<FuzzTally> {
  const outcomes: FuzzOutcome[] = [];
  const from = plan.from ?? 0;
  const to = from + plan.inputs;
  let peakRssMib = 0;
  const heldMib: number[] = [];
  for (let next = from; next < to;) {
    let heldKib = 0;
    const part = await runChild(plan, next, to, (outcome) => {
      const weighed = weigh(outcome, heldKib, plan.peakMib);
      heldKib = Math.max(heldKib, outcome.peakRssKib);
      outcomes.push(weighed);
      tell(weighed);
    });
    peakRssMib = Math.max(peakRssMib, part.peakRssMib);
    heldMib.push(...part.heldKib.map((kib) => Math.round(kib / 1024)));
    const grownKib = Math.min(...part.heldKib.slice(-3)) - Math.min(...part.heldKib.slice(0, 3));
    // A single look may meet a thread that is still going; the least of three does not. What leaks is in all of them.
    if (part.heldKib.length > 3 && grownKib > plan.leakMib * 1024) {
      const leak = finding(next, 'memory', `a leak: ${part.heldKib.join(', ')} KiB held after each look`);
      outcomes.push(leak);
      tell(leak);
    }
    next = part.next;
  }
  const findings = outcomes.filter(({ finding }) => finding !== undefined);
  return {
    inputs: outcomes.filter(({ target }) => target !== 'memory').length,
    values: outcomes.filter(({ outcome }) => outcome === 'value').length,
    refused: outcomes.filter(({ outcome, finding: broken }) => outcome !== 'value' && broken === undefined)
      .length,
    byTarget: countBy(outcomes.map(({ target }) => target)),
    byCode: countBy(outcomes.map(({ outcome }) => outcome)),
    slowestMs: Math.max(0, ...outcomes.map(({ milliseconds }) => milliseconds)),
    peakRssMib,
    heldMib,
    findings,
  };
}

/** The outcome; a finding where this input is the one with which its process came to hold more than it may. */
function weigh(outcome: FuzzOutcome, heldKib: number, peakMib: number): FuzzOutcome {
  const limitKib = peakMib * 1024;
  if (outcome.finding !== undefined || outcome.peakRssKib <= limitKib || heldKib > limitKib) return outcome;
  const mib = (kib: number): string => `${Math.ceil(kib / 1024)} MiB`;
  return {
    ...outcome,
    outcome: 'finding',
    finding: `memory: ${mib(outcome.peakRssKib)} at its peak, ${mib(heldKib)} before this input`,
  };
}

const finding = (
  number: number,
  target: string,
  text: string,
  begun?: Partial<FuzzOutcome>,
): FuzzOutcome => ({
  number,
  target,
  outcome: 'finding',
  milliseconds: 0,
  file: '',
  steps: [],
  peakRssKib: 0,
  ...begun,
  finding: text,
});

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

/** One process, until it has finished, died or been ended. */
async function runChild(
  plan: FuzzPlan,
  from: number,
  to: number,
  tell: (outcome: FuzzOutcome) => void,
): Promise<{ next: number; peakRssMib: number; heldKib: readonly number[] }> {
  const { module, name } = plan.child ?? OWN_CHILD;
  const range: FuzzRange = {
    seed: plan.seed,
    from,
    to,
    ...(plan.keepIn === undefined ? {} : { keepIn: plan.keepIn }),
  };
  const child = spawn(
    process.execPath,
    ['--expose-gc', `--max-old-space-size=${plan.heapMib}`, START, module, name, JSON.stringify([range])],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal ?? `exit ${String(code)}`);
    });
  });
  let begun: { number: number; target: string; file: string; steps: readonly string[] } | undefined;
  const state = { isHung: false, isDone: false };
  let next = from;
  let peakRssMib = 0;
  let heldKib: readonly number[] = [];
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-600);
  });
  let watchdog: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      state.isHung = true;
      child.kill('SIGKILL');
    }, plan.hangMs);
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as FuzzMessage;
    if ('begin' in message) {
      begun = { number: message.begin, target: message.target, file: message.file, steps: message.steps };
      watch();
    } else if ('done' in message) {
      state.isDone = true;
      peakRssMib = Math.ceil(message.peakRssKib / 1024);
      heldKib = message.heldKib;
    } else {
      clearTimeout(watchdog);
      begun = undefined;
      next = message.number + 1;
      tell(message);
    }
  }
  clearTimeout(watchdog);
  const end = await exited;
  if (state.isDone) return { next: to, peakRssMib, heldKib };
  const number = begun?.number ?? next;
  tell(
    finding(
      number,
      begun?.target ?? 'start',
      `${state.isHung ? 'a hang' : 'a crash'}: ${end}. ${lastWords}`,
      begun,
    ),
  );
  // A process that can't even start would be started for ever.
  if (begun === undefined) return { next: to, peakRssMib, heldKib };
  return { next: number + 1, peakRssMib, heldKib };
}
