import { mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '#core/errors.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { nodePorts } from '#engine/ports.ts';
import { backupWorkspace } from '#engine/services/backup.ts';
import { importReport } from '#engine/services/import-report.ts';
import { errorSentence } from '#shared/messages/errors.ts';
import { FindingError, hold } from './finding.ts';
import { FUZZ_JOB } from './fuzz-job.ts';
import { makeInput, type FuzzInput } from './make-mutant.ts';
import { loadSeeds, type Seed } from './seeds.ts';
import { fuzzBackup } from './targets/backup-target.ts';
import { fuzzInvoice } from './targets/invoice-target.ts';
import { fuzzMapping, fuzzParameters } from './targets/parameter-targets.ts';
import { fuzzReport } from './targets/report-target.ts';
import { fuzzStore } from './targets/store-target.ts';
import { fuzzTable } from './targets/table-target.ts';

/** What came of one input. */
export interface FuzzOutcome {
  readonly number: number;
  readonly target: string;
  /** `value`, the code of a refusal, or `finding`. */
  readonly outcome: string;
  readonly milliseconds: number;
  readonly file: string;
  readonly steps: readonly string[];
  /** What was broken; undefined for a value and for a refusal with a known code. */
  readonly finding: string | undefined;
  /** The most memory that the process has held so far. */
  readonly peakRssKib: number;
}

/** A child says which input it begins before it begins it: whoever watches knows which one killed it. */
export type FuzzMessage =
  | {
      readonly begin: number;
      readonly target: string;
      readonly file: string;
      readonly steps: readonly string[];
    }
  | FuzzOutcome
  | {
      readonly done: true;
      readonly peakRssKib: number;
      /** What was still held, garbage aside, after the inputs at which it was looked at: in KiB. */
      readonly heldKib: readonly number[];
    };

/** Which inputs a child tries. */
export interface FuzzRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Writes each mutant here, under its number; undefined keeps none. */
  readonly keepIn?: string;
}

/** Written at once: what a child says last must not be lost with it. */
const say = (message: FuzzMessage): void => {
  writeSync(1, `${JSON.stringify(message)}\n`);
};

/** After so many inputs it is looked at what is still held. The first look is late: caches are bounded, and full by then. */
const INPUTS_A_LOOK = 1000;

/** What is held once the garbage is gone: heap, and what lies outside of it. Threads that were ended go in turns of the loop. */
async function heldKibNow(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1024);
}

/** Tries a range of inputs in this process, one after another. */
export async function runFuzzRange(range: FuzzRange): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-fuzz-'));
  const workspace = openWorkspace({ folder: join(folder, 'workspace'), ports: nodePorts() });
  const held: number[] = [];
  try {
    const plain = loadSeeds();
    const seeds = [...plain, await backupSeed(workspace, folder, plain)];
    const invoice = join(folder, 'mapped.csv');
    writeFileSync(invoice, plain.find(({ name }) => name.endsWith('invoice/english.csv'))?.bytes ?? '');
    for (let number = range.from; number < range.to; number += 1) {
      if (number > range.from && (number - range.from) % INPUTS_A_LOOK === 0) held.push(await heldKibNow());
      const input = makeInput(seeds, range.seed, number);
      const { target, seed, mutant } = input;
      if (range.keepIn !== undefined) writeFileSync(join(range.keepIn, String(number)), mutant.bytes);
      say({ begin: number, target, file: seed.name, steps: mutant.steps });
      say({
        number,
        target,
        file: seed.name,
        steps: mutant.steps,
        ...(await tryInput(input, folder, workspace, invoice)),
        peakRssKib: process.resourceUsage().maxRSS,
      });
    }
  } finally {
    workspace.close();
    rmSync(folder, { recursive: true, force: true });
  }
  say({ done: true, peakRssKib: process.resourceUsage().maxRSS, heldKib: held });
}

/** A real backup of a workspace with a report in it. */
async function backupSeed(workspace: Workspace, folder: string, seeds: readonly Seed[]): Promise<Seed> {
  const report = seeds.find(({ name }) => name.endsWith('practice/partner.csv'));
  const path = join(folder, 'partner.csv');
  writeFileSync(path, report?.bytes ?? '');
  await importReport(workspace, { path }, FUZZ_JOB);
  const file = join(folder, 'backup.zip');
  await backupWorkspace(workspace, { file }, FUZZ_JOB);
  return { name: 'backup.zip', bytes: readFileSync(file), targets: ['backup'] };
}

type Tried = Pick<FuzzOutcome, 'outcome' | 'milliseconds' | 'finding'>;

async function tryInput(
  input: FuzzInput,
  folder: string,
  workspace: Workspace,
  invoice: string,
): Promise<Tried> {
  const path = join(folder, `mutant${/\.\w+$/.exec(input.seed.name)?.[0] ?? ''}`);
  writeFileSync(path, input.mutant.bytes);
  const start = performance.now();
  const tried = (outcome: string, finding?: string): Tried => ({
    outcome,
    milliseconds: Math.round(performance.now() - start),
    finding,
  });
  try {
    await runTarget(input, path, folder, workspace, invoice);
    return tried('value');
  } catch (error) {
    if (error instanceof FindingError) return tried('finding', error.message);
    if (!(error instanceof AppError)) return tried('finding', `not an AppError: ${stackOf(error)}`);
    try {
      checkRefusal(error);
      return tried(error.code);
    } catch (problem) {
      return tried('finding', String(problem));
    }
  }
}

async function runTarget(
  input: FuzzInput,
  path: string,
  folder: string,
  workspace: Workspace,
  invoice: string,
): Promise<void> {
  const { bytes } = input.mutant;
  switch (input.target) {
    case 'table':
      await fuzzTable(path, bytes);
      return;
    case 'invoice':
      await fuzzInvoice(path);
      return;
    case 'report':
      await fuzzReport(path);
      return;
    case 'parameters':
      await fuzzParameters(path);
      return;
    case 'mapping':
      await fuzzMapping(bytes.toString('utf8'), invoice);
      return;
    case 'store':
      await fuzzStore(workspace, path, input.seed.targets.includes('report'));
      return;
    case 'backup':
      await fuzzBackup(path, folder, workspace.ports);
  }
}

/** A refusal must be one that a person can be told of, in both languages, with every blank filled. */
function checkRefusal({ code, params }: AppError): void {
  hold(code !== 'INTERNAL', () => 'INTERNAL');
  for (const language of ['en', 'ja'] as const) {
    const { happened, remedy } = errorSentence(code, params, language);
    hold(happened !== '' && remedy !== '', () => `${code} has no sentence`);
  }
  for (const [name, text] of Object.entries(params)) {
    hold(typeof text === 'string', () => `${code}: param ${name} is no text`);
    hold(!text.includes('/tmp/'), () => `${code}: param ${name} names a folder`);
  }
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join(' | ') : String(error);
