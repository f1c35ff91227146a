import { resolve } from 'node:path';
import { ZERO } from '#core/decimal/micros.ts';
import type { ReconcileParameters } from '#core/reconcile/parameters.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { Workspace } from '#engine/context.ts';
import { readPriceBook } from '#engine/importers/parameters/read-price-book.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { plainContext, temporaryWorkspace } from './workspace.ts';
import { wholeResult } from './whole-result.ts';

const practice = (name: string): string => resolve(import.meta.dirname, '../../resources/practice', name);

/** Nothing stated: what the practice period is made for. */
export const PRACTICE_PARAMETERS: Omit<ReconcileParameters, 'priceBook' | 'aliases'> = {
  period: undefined,
  unitBasis: 'auto',
  unitDecimals: undefined,
  rounding: undefined,
  roundingGrain: undefined,
  tolerance: {
    quantity: undefined,
    amount: undefined,
    percent: ZERO,
    cap: undefined,
  },
};

/** A workspace in which the practice period has been reconciled, with its price book. */
export async function practiceRun(
  folder?: string,
): Promise<{ readonly workspace: Workspace; readonly result: ResultDocument }> {
  const workspace = folder === undefined ? temporaryWorkspace() : temporaryWorkspace(folder);
  const priceBook = await readPriceBook(practice('price-book.csv'), plainContext());
  const result = await reconcilePractice(workspace, { priceBook });
  return { workspace, result };
}

/** Reconciles the practice period once (more), by default without its price book. */
export async function reconcilePractice(
  workspace: Workspace,
  { priceBook }: Pick<Parameters<typeof reconcile>[1], 'priceBook'> = {},
): Promise<ResultDocument> {
  const kept = reconcile(
    workspace,
    {
      invoices: [practice('invoice.xlsx')],
      reports: ['partner.csv', 'customer.csv', 'user.csv'].map(practice),
      read: {},
      parameters: PRACTICE_PARAMETERS,
      ...(priceBook === undefined ? {} : { priceBook }),
    },
    plainContext(),
  );
  return wholeResult(workspace, kept);
}
