import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chance, type Chance } from '../support/truth/prng.ts';
import { startCommand, timeCommand } from './built-command.ts';
import { bundleChild } from './bundle-child.ts';
import type { Answer, Task } from './child.ts';
import type { Desk, WebexLine } from './desk.ts';
import type { FlipTally } from './flips.ts';
import type { OrdealName } from './ordeal-names.ts';

/** How many processes are killed, at what. */
export interface KillPlan {
  readonly seed: number;
  readonly kills: number;
  readonly ordeals: readonly OrdealName[];
  /** The first kill's number; 0 unless one is tried again. */
  readonly from?: number;
  /** Kills the built command line, at any moment; out/ must be up to date. */
  readonly isBuilt?: boolean;
}

/** One process that was killed, and what was found afterwards. */
export interface Kill {
  readonly number: number;
  readonly ordeal: OrdealName;
  /** Before which step it ended itself, or after how many milliseconds it was killed. */
  readonly moment: string;
  /** How many pieces of the work had been done. */
  readonly done: number;
  /** False where it had finished before it was killed. */
  readonly wasAtWork: boolean;
  readonly findings: readonly string[];
}

interface Rehearsal {
  readonly base: string;
  readonly steps: readonly string[];
  readonly states: readonly string[];
  readonly milliseconds: number;
}

/** What a run came to. */
export interface KillTally {
  readonly kills: readonly Kill[];
  /** The different steps before which processes were ended. */
  readonly steps: ReadonlySet<string>;
  /** The different steps that there are. */
  readonly stepsKnown: ReadonlySet<string>;
}

/**
 * Kills processes at their work: every other one before a step that is drawn from what it does to the disk, the others
 * from outside at any moment. After each the desk is looked at, the work is done again, and must come to the same.
 */
export async function runKills(
  plan: KillPlan,
  tell: (kill: Kill) => void = () => undefined,
): Promise<KillTally> {
  const { isBuilt = false } = plan;
  const child = await bundleChild();
  const folder = mkdtempSync(join(tmpdir(), 'tieout-kills-'));
  const keeper = await start(child);
  const rehearsals = new Map<OrdealName, Rehearsal>();
  const kills: Kill[] = [];
  const steps = new Set<string>();
  try {
    for (let number = plan.from ?? 0; number < (plan.from ?? 0) + plan.kills; number += 1) {
      const ordeal = plan.ordeals[number % plan.ordeals.length];
      if (ordeal === undefined) throw new Error('no ordeals');
      const rehearsal =
        rehearsals.get(ordeal) ?? (await rehearse({ child, keeper, ordeal, folder, isBuilt }));
      rehearsals.set(ordeal, rehearsal);
      const random = chance(plan.seed + number * 7919);
      const given = { child, keeper, ordeal, rehearsal, number, random, folder, steps };
      const kill = isBuilt ? await killCommand(given) : await killOne(given);
      kills.push(kill);
      tell(kill);
    }
  } finally {
    keeper.kill();
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(child), { recursive: true, force: true });
  }
  const stepsKnown = new Set(
    [...rehearsals].flatMap(([name, { steps: known }]) => known.map((step) => `${name}: ${step}`)),
  );
  return { kills, steps, stepsKnown };
}

/** Turns over bits of a closed database, in a process of its own. */
export async function runFlips(from: number, flips: number): Promise<FlipTally> {
  const child = await bundleChild();
  const folder = mkdtempSync(join(tmpdir(), 'tieout-flips-'));
  const worker = await start(child);
  try {
    return (await expectAnswer(worker, { kind: 'flip', folder, from, flips }, 'flipped')).tally;
  } finally {
    worker.kill();
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(child), { recursive: true, force: true });
  }
}

async function start(child: string): Promise<ChildProcess> {
  const started = fork(child, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'json' });
  await once(started, 'message');
  return started;
}

/** Undefined where the process ended instead of answering. */
function ask(child: ChildProcess, task: Task): Promise<Answer | undefined> {
  return new Promise((settle) => {
    const onMessage = (answer: Answer): void => {
      if (answer.kind === 'begun') return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      settle(answer);
    };
    const onExit = (): void => {
      child.off('message', onMessage);
      settle(undefined);
    };
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send(task);
  });
}

async function expectAnswer<Kind extends Answer['kind']>(
  child: ChildProcess,
  task: Task,
  kind: Kind,
): Promise<Extract<Answer, { kind: Kind }>> {
  const answer = await ask(child, task);
  if (answer?.kind !== kind) {
    throw new Error(
      answer?.kind === 'failed' ? answer.reason : `${task.kind}: ${answer?.kind ?? 'the process ended'}`,
    );
  }
  return answer as Extract<Answer, { kind: Kind }>;
}

const emulated = async (keeper: ChildProcess): Promise<WebexLine> =>
  (await expectAnswer(keeper, { kind: 'emulate' }, 'emulated')).webex;

async function rehearse({
  child,
  keeper,
  ordeal,
  folder,
  isBuilt,
}: {
  readonly child: string;
  readonly keeper: ChildProcess;
  readonly ordeal: OrdealName;
  readonly folder: string;
  readonly isBuilt: boolean;
}): Promise<Rehearsal> {
  const base = join(folder, `${ordeal}-base`);
  mkdirSync(base);
  const webex = ordeal === 'fetch' ? await emulated(keeper) : undefined;
  await expectAnswer(keeper, { kind: 'prepare', ordeal, desk: { folder: base, webex } }, 'done');
  const desk = { folder: join(folder, `${ordeal}-rehearsed`), webex };
  cpSync(base, desk.folder, { recursive: true });
  const actor = await start(child);
  try {
    const rehearsed = await expectAnswer(actor, { kind: 'rehearse', ordeal, desk }, 'rehearsed');
    if (!isBuilt) return { base, ...rehearsed };
    const typed = { folder: join(folder, `${ordeal}-typed`), webex };
    cpSync(base, typed.folder, { recursive: true });
    return { base, ...rehearsed, milliseconds: await timeCommand(ordeal, typed) };
  } finally {
    actor.kill();
  }
}

/** One kill to make. */
interface Attempt {
  readonly child: string;
  readonly keeper: ChildProcess;
  readonly ordeal: OrdealName;
  readonly rehearsal: Rehearsal;
  readonly number: number;
  readonly random: Chance;
  readonly folder: string;
  readonly steps: Set<string>;
}

/** The command line, as it is shipped, at any moment; the first fifth of its time it only loads its code. */
async function killCommand({ keeper, ordeal, rehearsal, number, random, folder }: Attempt): Promise<Kill> {
  const desk: Desk = { folder: join(folder, String(number)), webex: undefined };
  cpSync(rehearsal.base, desk.folder, { recursive: true });
  const whole = Math.ceil(rehearsal.milliseconds);
  const waitMs = random.int(Math.floor(whole / 5), whole);
  const victim = startCommand(ordeal, desk);
  const ended = once(victim, 'exit');
  await Promise.race([ended, delay(waitMs)]);
  const wasAtWork = victim.exitCode === null;
  victim.kill('SIGKILL');
  await ended;
  const { findings, done } = await judge(keeper, ordeal, desk, rehearsal);
  return { number, ordeal, moment: `built, after ${String(waitMs)} ms`, done, wasAtWork, findings };
}

/** Looks at what is left, and lets the work be done again. */
async function judge(
  keeper: ChildProcess,
  ordeal: OrdealName,
  desk: Desk,
  { states }: Rehearsal,
): Promise<Pick<Kill, 'findings' | 'done'>> {
  const judged = await ask(keeper, { kind: 'judge', ordeal, desk, states });
  rmSync(desk.folder, { recursive: true, force: true });
  if (judged?.kind === 'judged') return { findings: judged.findings, done: judged.at };
  return { findings: [judged?.kind === 'failed' ? judged.reason : 'no judgement'], done: 0 };
}

async function killOne({
  child,
  keeper,
  ordeal,
  rehearsal,
  number,
  random,
  folder,
  steps,
}: Attempt): Promise<Kill> {
  const webex = ordeal === 'fetch' ? await emulated(keeper) : undefined;
  const desk: Desk = { folder: join(folder, String(number)), webex };
  cpSync(rehearsal.base, desk.folder, { recursive: true });
  const beforeStep = number % 3 === 2 ? undefined : chooseStep(rehearsal.steps, random);
  const victim = await start(child);
  const ended = once(victim, 'exit');
  const work = ask(victim, { kind: 'die', ordeal, desk, beforeStep });
  let moment: string;
  let outcome: Answer | undefined;
  if (beforeStep === undefined) {
    const waitMs = random.int(0, Math.ceil(rehearsal.milliseconds));
    moment = `after ${String(waitMs)} ms`;
    outcome = await Promise.race([work, delay(waitMs).then(() => undefined)]);
  } else {
    const name = `${ordeal}: ${rehearsal.steps[beforeStep] ?? ''}`;
    steps.add(name);
    moment = `before step ${String(beforeStep)}, ${name}`;
    outcome = await work;
  }
  victim.kill('SIGKILL');
  await ended;
  const reason = outcome?.kind === 'failed' ? [outcome.reason] : [];
  const { findings, done } = await judge(keeper, ordeal, desk, rehearsal);
  return {
    number,
    ordeal,
    moment,
    done,
    wasAtWork: outcome === undefined,
    findings: [...reason, ...findings],
  };
}

/** First what, then which of them: else it would nearly always be a row that is stored. */
function chooseStep(steps: readonly string[], random: Chance): number {
  const name = random.pick([...new Set(steps)]);
  return random.pick(steps.flatMap((step, index) => (step === name ? [index] : [])));
}
