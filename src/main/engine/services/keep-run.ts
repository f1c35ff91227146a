import { createHash } from 'node:crypto';
import { formatPeriod, type Period } from '#core/period.ts';
import { fingerprintFrame, lineTexts } from '#core/reconcile/fingerprint.ts';
import type { ReconcileParameters } from '#core/reconcile/parameters.ts';
import type {
  BodyHead,
  CheckFailureDocument,
  CheckId,
  LineDocument,
  ResultHead,
} from '#core/reconcile/result-document.ts';
import type { Workspace } from '../context.ts';
import { inSteps } from '../jobs/in-steps.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { enterPhase } from '../jobs/phases.ts';
import type { Batch } from '../repositories/batches.ts';
import type { KeptLine } from '../repositories/result-lines.ts';
import { addRun, type KeptResult } from '../repositories/runs.ts';
import { openTextHash } from '../text-hash.ts';
import { sealWritten } from './contents.ts';
import { writeRunParameters } from './run-parameters.ts';

/** A comparison that is to be kept. */
export interface Compared {
  readonly body: BodyHead;
  readonly lines: Generator<LineDocument, void>;
  readonly period: Period;
  readonly parameters: ReconcileParameters;
  readonly batches: readonly Batch[];
  readonly failures: ReadonlyMap<CheckId, readonly CheckFailureDocument[]>;
}

/** A reconciliation that has been kept. Its lines are read from the workspace: `repositories/result-lines.ts`. */
export interface ReconcileOutcome {
  readonly runId: string;
  readonly result: ResultHead;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A result while its lines are kept: each is written as JSON, and its part of the result hash taken, once. */
function resultOf({ body, lines, failures }: Compared, identity: Omit<Identity, 'resultHash'>): KeptResult {
  const frame = fingerprintFrame(body);
  const hash = openTextHash();
  hash.add(frame.before);
  function* kept(): Generator<KeptLine, void> {
    let separator = '';
    for (const line of lines) {
      const { document, fingerprint } = lineTexts(line);
      hash.add(separator);
      hash.add(fingerprint);
      separator = ',';
      yield { line, document };
    }
    hash.add(frame.after);
  }
  return {
    lines: kept(),
    head: () => ({
      ...body,
      ...identity,
      resultHash: `sha256:${hash.digest()}`,
    }),
    failures,
  };
}

type Identity = Pick<ResultHead, 'runId' | 'generatedAt' | 'resultHash'>;

/** Keeps a comparison as a run, with its entry in the audit log and its digest, within the transaction that is open. */
export async function keepRun(
  workspace: Workspace,
  reconciled: Compared,
  context: JobContext,
): Promise<ReconcileOutcome> {
  const { database, ports } = workspace;
  const { body, period, batches } = reconciled;
  const runId = ports.newId();
  const generatedAt = ports.clock();
  const parameters = writeRunParameters(reconciled.parameters);
  const inputsHash = sha256(
    JSON.stringify(batches.map(({ sourceId, parametersHash }) => [sourceId, parametersHash]).sort()),
  );
  const run = {
    id: runId,
    period,
    verdict: body.verdict,
    inputsHash,
    parameters,
    parametersHash: sha256(parameters),
    createdAt: generatedAt,
    batchIds: batches.map(({ id }) => id),
  };
  const kept = await inSteps(addRun(database, run, resultOf(reconciled, { runId, generatedAt })), context);
  const { head: result, position, lines } = kept;
  database.transaction(() => {
    workspace.record('reconciled', undefined, {
      run: runId,
      period: formatPeriod(period),
      verdict: body.verdict,
      resultHash: result.resultHash,
      variance: body.totals.variance,
    });
  });
  enterPhase('digest');
  await sealWritten(workspace, context, { runLines: new Map([[Number(position), lines]]) });
  enterPhase('rest');
  return { runId, result };
}
