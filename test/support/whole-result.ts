import { defined } from '#core/assert.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { Workspace } from '#engine/context.ts';
import { readRunResult } from '#engine/repositories/runs.ts';

/** The whole result of a run that has just been kept, with its lines. */
export const wholeResult = async (
  { database }: Pick<Workspace, 'database'>,
  outcome: { readonly runId: string } | Promise<{ readonly runId: string }>,
): Promise<ResultDocument> => {
  const { runId } = await outcome;
  return defined(readRunResult(database, runId), 'the run was kept');
};
