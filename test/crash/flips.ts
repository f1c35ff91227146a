import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { nodePorts } from '#engine/ports.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { chance } from '../support/truth/prng.ts';
import { monthInvoice, OCTOBER, userReport } from './crash-month.ts';
import { calmContext } from './desk.ts';

/** What bits that were turned over, one at a time, have come to. */
export interface FlipTally {
  readonly flips: number;
  /** Refused when the workspace was opened, or when it was worked with. */
  readonly noticed: number;
  /** Of no consequence: the same work came to the same result. */
  readonly harmless: number;
  /** Another result, or an error without a name: by their seeds. */
  readonly findings: readonly string[];
}

const NOTICED = new Set(['WORKSPACE_DAMAGED', 'MIGRATION_EDITED', 'WORKSPACE_NEWER']);

/** Makes a month, and turns over one bit of its closed database again and again, each time of the sound one. */
export async function flipBits(folder: string, from: number, flips: number): Promise<FlipTally> {
  const month = join(folder, 'month');
  const hash = await makeMonth(folder, month);
  const bytes = readFileSync(join(month, 'tieout.db'));
  const used: number[] = [];
  bytes.forEach((byte, at) => {
    if (byte !== 0) used.push(at);
  });
  let noticed = 0;
  let harmless = 0;
  const findings: string[] = [];
  for (let seed = from; seed < from + flips; seed += 1) {
    const random = chance(seed);
    const copy = join(folder, 'copy');
    cpSync(month, copy, { recursive: true });
    const damaged = Buffer.from(bytes);
    const at = random.pick(used);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << random.int(0, 7));
    writeFileSync(join(copy, 'tieout.db'), damaged);
    const answer = await answerOf(copy);
    if (answer === hash) harmless += 1;
    else if (NOTICED.has(answer)) noticed += 1;
    else findings.push(`bit of byte ${String(at)} (seed ${String(seed)}): ${answer}`);
    rmSync(copy, { recursive: true, force: true });
  }
  return { flips, noticed, harmless, findings };
}

const open = (folder: string): Workspace =>
  openWorkspace({ folder, ports: { ...nodePorts(), newId: randomUUID } });

async function makeMonth(folder: string, month: string): Promise<string> {
  const report = join(folder, 'user.csv');
  const invoice = join(folder, 'invoice.csv');
  writeFileSync(report, userReport());
  writeFileSync(invoice, monthInvoice());
  const workspace = open(month);
  await importReport(workspace, { path: report }, calmContext());
  await importInvoice(workspace, { path: invoice }, calmContext());
  const hash = await resultOf(workspace);
  workspace.close();
  return hash;
}

const resultOf = async (workspace: Workspace): Promise<string> =>
  (await reconcilePeriod(workspace, { period: OCTOBER }, calmContext())).result.resultHash;

/** What a damaged workspace answers: the code of its refusal, or the result of the same work. */
async function answerOf(folder: string): Promise<string> {
  let workspace: Workspace | undefined;
  try {
    workspace = open(folder);
    return await resultOf(workspace);
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  } finally {
    workspace?.close();
  }
}
