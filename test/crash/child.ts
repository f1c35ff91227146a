import { type Emulator, startEmulator } from '../support/webex-emulator/emulator.ts';
import { calmContext, type Desk, type WebexLine } from './desk.ts';
import { flipBits, type FlipTally } from './flips.ts';
import { lookAt, type Look } from './look.ts';
import type { OrdealName } from './ordeal-names.ts';
import { ORDEALS, type Ordeal } from './ordeals.ts';
import { watchSteps } from './steps.ts';

/** What a child is told. */
export type Task =
  | { readonly kind: 'prepare'; readonly ordeal: OrdealName; readonly desk: Desk }
  /** Does the work from a piece on, and tells its steps and states. */
  | { readonly kind: 'rehearse'; readonly ordeal: OrdealName; readonly desk: Desk }
  /** Does the work, and ends itself by SIGKILL before the step of a number; undefined: it waits to be killed. */
  | {
      readonly kind: 'die';
      readonly ordeal: OrdealName;
      readonly desk: Desk;
      readonly beforeStep: number | undefined;
    }
  /** Looks at what is left, does the rest of the work, and looks again. */
  | {
      readonly kind: 'judge';
      readonly ordeal: OrdealName;
      readonly desk: Desk;
      readonly states: readonly string[];
    }
  /** Turns over bits of a database, one at a time. */
  | { readonly kind: 'flip'; readonly folder: string; readonly from: number; readonly flips: number }
  /** A Webex of its own for a desk, until the next one. */
  | { readonly kind: 'emulate' };

/** What a child answers. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'begun' }
  | { readonly kind: 'done' }
  | { readonly kind: 'emulated'; readonly webex: WebexLine }
  /** The names of the steps, the states before and after each piece, and milliseconds. */
  | {
      readonly kind: 'rehearsed';
      readonly steps: readonly string[];
      readonly states: readonly string[];
      readonly milliseconds: number;
    }
  | { readonly kind: 'judged'; readonly findings: readonly string[]; readonly at: number }
  | { readonly kind: 'flipped'; readonly tally: FlipTally }
  | { readonly kind: 'failed'; readonly reason: string };

let emulator: Emulator | undefined;

const say = (answer: Answer): void => {
  process.send?.(answer);
};

async function emulate(): Promise<Answer> {
  await emulator?.close();
  const startedAt = Date.now();
  const now = (): Date => new Date(Date.parse('2026-11-02T09:00:00.000Z') + Date.now() - startedAt);
  emulator = await startEmulator({ now, settings: { pollsUntilComplete: 2 } });
  const token = emulator.oauth.issue([
    'spark-admin:wholesale_billing_reports_read',
    'spark-admin:wholesale_billing_reports_write',
  ]);
  return { kind: 'emulated', webex: { apiUrl: emulator.apiUrl, token } };
}

async function rehearse(ordeal: Ordeal, desk: Desk): Promise<Answer> {
  const steps: string[] = [];
  let isWatching = false;
  const take = (name: string): void => {
    if (isWatching) steps.push(name);
  };
  await watchSteps(take);
  const states = [stateIn(await lookAt(desk))];
  let milliseconds = 0;
  for (const piece of ordeal.pieces) {
    const start = performance.now();
    isWatching = true;
    await piece(
      desk,
      calmContext(() => {
        take('checkpoint');
      }),
    );
    isWatching = false;
    milliseconds += performance.now() - start;
    states.push(stateIn(await lookAt(desk)));
  }
  return { kind: 'rehearsed', steps, states, milliseconds };
}

/** What a look came to where nothing has happened. */
function stateIn({ state, findings }: Look): string {
  if (state === undefined || findings.length > 0) throw new Error(`undisturbed: ${findings.join('; ')}`);
  return state;
}

async function die(ordeal: Ordeal, desk: Desk, beforeStep: number | undefined): Promise<Answer> {
  let taken = 0;
  const take = (): void => {
    if (taken === beforeStep) process.kill(process.pid, 'SIGKILL');
    taken += 1;
  };
  // Killed from outside, it must be as fast as it is.
  if (beforeStep !== undefined) await watchSteps(take);
  taken = 0;
  say({ kind: 'begun' });
  for (const piece of ordeal.pieces) await piece(desk, calmContext(take));
  return { kind: 'done' };
}

async function judge(ordeal: Ordeal, desk: Desk, states: readonly string[]): Promise<Answer> {
  const { state, findings: found } = await lookAt(desk);
  const findings = [...found];
  const at = state === undefined ? 0 : states.indexOf(state);
  if (state === undefined && ordeal.replacesWorkspace !== true) findings.push('the workspace is gone');
  if (at < 0 && ordeal.isResumed !== true)
    findings.push(`a state between the pieces:\n${state ?? ''}\ninstead of\n${states[0] ?? ''}`);
  for (const piece of ordeal.pieces.slice(Math.max(0, at))) await piece(desk, calmContext());
  const after = await lookAt(desk);
  findings.push(...after.findings.map((finding) => `done again: ${finding}`));
  if (after.state !== states.at(-1)) {
    findings.push(`done again, it is\n${after.state ?? ''}\ninstead of\n${states.at(-1) ?? ''}`);
  }
  // The report's id is stored before anything waits for it: a crash never asks Webex for another.
  const reports = ordeal.isOnline === true ? (emulator?.reports.list().length ?? 0) : 3;
  if (reports !== 3) findings.push(`${String(reports)} reports were made at Webex`);
  return { kind: 'judged', findings, at };
}

async function answer(task: Task): Promise<Answer> {
  switch (task.kind) {
    case 'emulate':
      return emulate();
    case 'flip':
      return { kind: 'flipped', tally: await flipBits(task.folder, task.from, task.flips) };
    case 'prepare':
      await ORDEALS[task.ordeal].prepare(task.desk);
      return { kind: 'done' };
    case 'rehearse':
      return rehearse(ORDEALS[task.ordeal], task.desk);
    case 'die':
      return die(ORDEALS[task.ordeal], task.desk, task.beforeStep);
    case 'judge':
      return judge(ORDEALS[task.ordeal], task.desk, task.states);
  }
}

process.on('message', (task: Task) => {
  answer(task).then(say, (error: unknown) => {
    say({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
process.on('disconnect', () => process.exit(0));
say({ kind: 'ready' });
