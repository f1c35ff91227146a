import { createHash } from 'node:crypto';
import { samePeriod, type Period } from '#core/period.ts';
import type { SignedContent } from '#core/sign-off/sign-off.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { batchesOfPeriod, findBatch, listBatches, type Batch } from '../repositories/batches.ts';
import type { Run } from '../repositories/runs.ts';
import { writeRunParameters } from './run-parameters.ts';
import { effectiveParameters, workspaceParametersHash } from './workspace-parameters.ts';

/** Why a run no longer shows what the workspace holds: files came or went, or parameters were changed. */
export type Staleness = 'inputs' | 'parameters';

/** What a signature under a run would be about, as things stand. */
export const signedContentOf = (database: ReadableDatabase, run: Run): SignedContent => ({
  resultHash: run.resultHash,
  inputsHash: inputsHashOf(database, run),
  parametersHash: workspaceParametersHash(database),
});

/**
 * sha256 over the readings that count for a period: its reports, the invoices that bill it, and those that its newest
 * run has taken from elsewhere. It changes when one of them comes, goes, or is read otherwise.
 */
function inputsHashOf(database: ReadableDatabase, { period, batchIds }: Run): string {
  const used = new Set(batchIds);
  const counting = [
    ...batchesOfPeriod(database, 'report', period),
    ...listBatches(database, { kind: 'invoice' }).filter(
      ({ id, window }) => used.has(id) || (window !== undefined && samePeriod(window, period)),
    ),
  ];
  const identities = counting.map(({ kind, sourceId, parser, parametersHash }) =>
    [kind, sourceId, parser, parametersHash].join(' '),
  );
  return createHash('sha256')
    .update(JSON.stringify([...identities].sort()))
    .digest('hex');
}

const billing = (database: ReadableDatabase, period: Period): readonly Batch[] =>
  listBatches(database, { kind: 'invoice' }).filter(
    ({ window }) => window !== undefined && samePeriod(window, period),
  );

/** What has changed since a run was made; empty where it shows what the workspace holds. */
export function stalenessOf(database: ReadableDatabase, run: Run): readonly Staleness[] {
  return [
    ...(hasOtherInputs(database, run) ? (['inputs'] as const) : []),
    ...(hasOtherParameters(database, run) ? (['parameters'] as const) : []),
  ];
}

function hasOtherInputs(database: ReadableDatabase, run: Run): boolean {
  const used = run.batchIds.map((id) => findBatch(database, id)).filter((batch) => batch !== undefined);
  if (used.some(({ status }) => status !== 'active')) return true;
  const usedIds = new Set(run.batchIds);
  const reports = batchesOfPeriod(database, 'report', run.period);
  const isOtherReport = reports.some(({ id }) => !usedIds.has(id));
  // An invoice of before that the run left out was left out by a person; a later one nobody has decided on.
  const isLaterInvoice = billing(database, run.period).some(
    ({ id, createdAt }) => !usedIds.has(id) && createdAt >= run.createdAt,
  );
  return isOtherReport || isLaterInvoice;
}

/** The parameters that a workspace saves; what else a run has is of that run alone. */
const SAVED_PARAMETERS = [
  'unitBasis',
  'unitBasisBySku',
  'unitDecimals',
  'rounding',
  'roundingGrain',
  'tolerance',
  'priceBook',
  'aliases',
] as const;

function hasOtherParameters(database: ReadableDatabase, run: Run): boolean {
  const { parameters, priceBook, aliases } = effectiveParameters(database, { period: run.period });
  const now = fieldsOf(writeRunParameters({ ...parameters, priceBook: priceBook?.entries, aliases }));
  const then = fieldsOf(run.parameters);
  return SAVED_PARAMETERS.some((name) => JSON.stringify(now[name]) !== JSON.stringify(then[name]));
}

const fieldsOf = (text: string): Readonly<Record<string, unknown>> =>
  JSON.parse(text) as Record<string, unknown>;
