import { AppError } from '#core/errors.ts';
import { formatPeriod, samePeriod, type Period } from '#core/period.ts';
import type { Workspace } from '../context.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { findBatch, listBatches, type Batch } from '../repositories/batches.ts';
import { readInvoiceHead } from '../repositories/invoices.ts';
import { findLastRun } from '../repositories/runs.ts';
import { allOrNothing } from './all-or-nothing.ts';
import type { ReconcileOutcome } from './keep-run.ts';
import { reconcileHeld } from './reconcile.ts';
import { effectiveParameters, type GivenParameters } from './workspace-parameters.ts';

/** A period to reconcile from what the workspace holds of it. */
export interface ReconcilePeriodRequest {
  readonly period: Period;
  /** The readings of invoices that a person has chosen; undefined: those that the period has. */
  readonly invoices?: readonly number[] | undefined;
  /** What is set for this run alone; everything else is the workspace's. */
  readonly given?: Omit<GivenParameters, 'period'> | undefined;
}

/**
 * Reconciles a period from what the workspace holds: its invoices, the reports that touch it, and the saved
 * parameters. Nothing is imported.
 *
 * Throws INVOICE_NOT_HELD where the period has no invoice, INVOICE_AMBIGUOUS where two of them may be the same,
 * CURRENCY_MIXED and PRICE_BOOK_AMBIGUOUS.
 */
export async function reconcilePeriod(
  workspace: Workspace,
  { period, invoices, given }: ReconcilePeriodRequest,
  context: JobContext,
): Promise<ReconcileOutcome> {
  const { database } = workspace;
  const chosen = invoices?.map((id) => chosenInvoice(database, id)) ?? invoicesOfPeriod(database, period);
  if (chosen.length === 0) throw new AppError('INVOICE_NOT_HELD', { period: formatPeriod(period) });
  await context.checkpoint();
  return allOrNothing(workspace, () =>
    reconcileHeld(
      workspace,
      { invoices: chosen.map(({ id }) => id), reports: undefined },
      effectiveParameters(database, { ...given, period }),
      context,
    ),
  );
}

function chosenInvoice(database: ReadableDatabase, id: number): Batch {
  const batch = findBatch(database, id);
  if (batch?.kind !== 'invoice' || batch.status !== 'active') throw new AppError('BATCH_UNKNOWN');
  return batch;
}

/**
 * The invoices that a period is reconciled with: those of the newest run, where they still count and no other came
 * after it; else all that bill the period.
 *
 * Throws INVOICE_AMBIGUOUS where two carry one number, or none: added up, they might be one invoice billed twice.
 */
export function invoicesOfPeriod(database: ReadableDatabase, period: Period): readonly Batch[] {
  const held = listBatches(database, { kind: 'invoice' });
  const billing = held.filter(({ window }) => window !== undefined && samePeriod(window, period));
  const run = findLastRun(database, period);
  const ofRun = held.filter(({ id }) => run?.batchIds.includes(id) === true);
  const runInvoices = (run?.batchIds ?? []).filter((id) => findBatch(database, id)?.kind === 'invoice');
  const newest = Math.max(...(run?.batchIds ?? []), 0);
  const isUnchanged =
    run !== undefined &&
    ofRun.length > 0 &&
    ofRun.length === runInvoices.length &&
    billing.every(
      ({ id, createdAt }) => runInvoices.includes(id) || (id <= newest && createdAt < run.createdAt),
    );
  if (isUnchanged) return ofRun;
  if (billing.length > 1) refuseDoubles(database, period, billing);
  return billing;
}

function refuseDoubles(database: ReadableDatabase, period: Period, invoices: readonly Batch[]): void {
  const numbers = invoices.map(({ id }) => readInvoiceHead(database, id).number);
  const isClear = numbers.every((number) => number !== undefined) && new Set(numbers).size === numbers.length;
  if (isClear) return;
  throw new AppError('INVOICE_AMBIGUOUS', {
    period: formatPeriod(period),
    files: invoices.map(({ fileName }) => fileName).join(', '),
  });
}
