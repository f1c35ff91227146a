import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { outcomeOf, requireAgreement, requireSameOutcome, type Outcome } from './agreement.ts';
import type { Dataset, DatasetSize } from './dataset.ts';
import { measure, measureOwn, type Measurement } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { listPeers, type Peer } from './peers.ts';
import { writePlainForm } from './plain-form.ts';
import { summarize, type Responsiveness, type SizeResult } from './results.ts';
import { withPreparation, type Step } from './steps.ts';

/**
 * Measures the chosen steps at one size, and right after each one the programs that it is compared with, so that both
 * meet the same machine. Each run begins with an empty workspace; a run before the first one is not needed, because the
 * files have just been written and lie in memory.
 */
export async function runSize(
  size: DatasetSize,
  data: Dataset,
  scratch: string,
  options: BenchOptions,
  tell: (text: string) => void,
): Promise<SizeResult> {
  const steps = withPreparation(options.steps);
  const peers = presentPeers(options, tell);
  const own = new Map<string, Measurement[]>();
  const others = new Map<string, Measurement[]>();
  let outcome: Outcome | undefined;
  for (let run = 1; run <= options.runs; run += 1) {
    for (const step of steps) {
      tell(`run ${String(run)} of ${String(options.runs)}: ${step.name}`);
      const measured = await runStep(step, data, scratch);
      push(own, step.name, measured);
      if (step.name === 'whole month' && run === 1) outcome = outcomeOf(measured.output);
      for (const peer of peers.filter((one) => one.step === step.name)) {
        tell(`run ${String(run)} of ${String(options.runs)}: ${peer.name}`);
        const other = await runPeer(peer, data, scratch);
        if (peer.name === 'pandas + openpyxl, the whole month')
          requireAgreement(measured.output, other.output);
        push(others, peer.name, other);
      }
    }
  }
  if (outcome !== undefined) {
    tell('the same month by the tolerant readers');
    requireSameOutcome(outcome, await plainOutcome(data, scratch));
  }
  return {
    ...size,
    outcome,
    responsiveness: options.steps.has('import reports')
      ? await responsivenessOf(data, scratch, tell)
      : undefined,
    steps: steps
      .filter(({ name }) => options.steps.has(name))
      .map(({ name, rows }) => summarize(name, rows(data), own.get(name) ?? [])),
    peers: peers.map(({ name, step }) => {
      const rows = steps.find((one) => one.name === step)?.rows(data) ?? 0;
      return { ...summarize(name, rows, others.get(name) ?? []), step };
    }),
  };
}

async function runStep(step: Step, data: Dataset, scratch: string): Promise<Measurement> {
  const workspace = join(scratch, 'workspace');
  if (step.after === undefined) rmSync(workspace, { recursive: true, force: true });
  return await measureOwn([...step.args(data, scratch), '--workspace', workspace, '--quiet', '--lang', 'en']);
}

/** What the same month comes to where its files have a form that only the tolerant readers take. */
async function plainOutcome(data: Dataset, scratch: string): Promise<Outcome> {
  const folder = join(scratch, 'plain');
  try {
    const { invoice, reports } = await writePlainForm(data, folder);
    const args = ['reconcile', '--invoice', invoice, '--report', ...reports, '--json'];
    const workspace = join(folder, 'workspace');
    const { output } = await measureOwn([...args, '--workspace', workspace, '--quiet', '--lang', 'en']);
    return outcomeOf(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const RESPONSIVENESS = z.object({
  importMs: z.number(),
  widestGapMs: z.number(),
  afterLastProgressMs: z.number(),
  openMs: z.number(),
  cancelMs: z.array(z.number()),
});

async function responsivenessOf(
  data: Dataset,
  scratch: string,
  tell: (text: string) => void,
): Promise<Responsiveness> {
  tell('how soon an import answers');
  const report = data.reports.at(-1) ?? '';
  const folder = join(scratch, 'responsiveness');
  const root = join(import.meta.dirname, '..', '..');
  const module = join(root, 'test', 'bench', 'responsiveness.ts');
  const parameters = JSON.stringify([folder, report]);
  const runner = join(root, 'test', 'support', 'run-module.mjs');
  const { output } = await measure([process.execPath, runner, module, 'measureResponsiveness', parameters]);
  rmSync(folder, { recursive: true, force: true });
  return RESPONSIVENESS.parse(JSON.parse(output));
}

const TOLD = z.object({ seconds: z.number(), cpuSeconds: z.number().optional() });

async function runPeer(peer: Peer, data: Dataset, scratch: string): Promise<Measurement> {
  const whole = await measure(peer.command(data, scratch));
  if (peer.tellsSeconds !== true) return whole;
  const { seconds, cpuSeconds } = TOLD.parse(JSON.parse(whole.output));
  return {
    ...whole,
    wallMs: seconds * 1000,
    cpuMs: cpuSeconds === undefined ? undefined : cpuSeconds * 1000,
  };
}

function presentPeers(options: BenchOptions, tell: (text: string) => void): readonly Peer[] {
  if (!options.hasPeers) return [];
  return listPeers().filter(({ name, step, needs: [what, isPresent] }) => {
    if (!options.steps.has(step)) return false;
    if (isPresent()) return true;
    tell(`${name}: not compared, ${what} is not here`);
    return false;
  });
}

const push = (map: Map<string, Measurement[]>, key: string, value: Measurement): void => {
  map.set(key, [...(map.get(key) ?? []), value]);
};
