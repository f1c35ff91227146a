import type { Workspace } from '../../context.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { listAliases } from '../../repositories/aliases.ts';
import { readRunHead } from '../../repositories/runs.ts';
import { findBatch } from '../../repositories/batches.ts';
import type { ReconcileOutcome } from '../keep-run.ts';
import { reconcileHeld } from '../reconcile.ts';
import { readRunParameters } from '../run-parameters.ts';
import { withSavedAliases, type EffectiveParameters } from '../workspace-parameters.ts';
import { placedRun } from './act-run.ts';

/**
 * Reconciles a run's month anew from the run's own readings, with its own parameters; only what a person has decided
 * since, rules and aliases, is new. So what differs between the two results comes of that decision and of nothing else.
 *
 * Throws RUN_UNKNOWN, CURRENCY_MIXED, PRICE_BOOK_AMBIGUOUS.
 */
export async function reconcileAgain(
  workspace: Workspace,
  runId: string,
  context: JobContext,
): Promise<ReconcileOutcome> {
  const { database } = workspace;
  const { run } = placedRun(database, runId);
  const { priceBook, aliases, manual: _decidedThen, ...parameters } = readRunParameters(run.parameters);
  const sources = readRunHead(database, runId)?.result.sources ?? [];
  const bookFile = sources.find(({ kind }) => kind === 'price-book');
  const aliasFile = sources.find(({ kind }) => kind === 'alias');
  // A run's aliases are the saved ones, then those of its file.
  const ofFile = aliasFile === undefined ? [] : aliases.slice(aliases.length - aliasFile.rows);
  const request: EffectiveParameters = {
    parameters,
    ...(priceBook === undefined || bookFile === undefined
      ? {}
      : { priceBook: { name: bookFile.file, sha256: bookFile.sha256, entries: priceBook } }),
    ...(aliasFile === undefined
      ? {}
      : { aliasFile: { name: aliasFile.file, sha256: aliasFile.sha256, entries: ofFile } }),
    aliases: withSavedAliases(ofFile, listAliases(database)),
  };
  const isInvoice = (id: number): boolean => findBatch(database, id)?.kind === 'invoice';
  await context.checkpoint();
  return reconcileHeld(
    workspace,
    {
      invoices: run.batchIds.filter(isInvoice),
      reports: run.batchIds.filter((id) => !isInvoice(id)),
    },
    request,
    context,
  );
}
