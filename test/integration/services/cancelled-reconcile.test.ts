import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '#engine/context.ts';
import { PHASE_CHANNEL } from '#engine/jobs/phases.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { cancelledAt } from '../../support/cancelled-at.ts';
import { OCTOBER, runOctober, workMonth, type WorkCustomer } from '../../support/work-month.ts';

/** More lines than are kept in one step. */
const CUSTOMERS: readonly WorkCustomer[] = Array.from({ length: 450 }, (_, index) => ({
  name: `c${String(index)}`,
  used: 1,
  billed: 1 + (index % 2),
}));

const TABLES = [
  ...['run', 'run_batch', 'result_line', 'result_line_document', 'check_failure', 'event'],
  ...['content_digest', 'content_digest_due'],
];
const counts = ({ database }: Workspace): readonly (bigint | undefined)[] =>
  TABLES.map(
    (table) => database.prepare<{ count: bigint }>(`SELECT count(*) AS count FROM ${table}`).get()?.count,
  );
const pageCache = ({ database }: Workspace): unknown => database.prepare('PRAGMA cache_size').get();

it('a cancelled reconciliation leaves nothing, at whichever checkpoint, and the next one is as the first', async () => {
  const { workspace, result } = await workMonth(CUSTOMERS);
  const before = [counts(workspace), pageCache(workspace)];
  let outcome: unknown = 'CANCELLED';
  let checkpoint = 0;
  while (outcome === 'CANCELLED') {
    expect([counts(workspace), pageCache(workspace)]).toEqual(before);
    checkpoint += 1;
    outcome = await reconcilePeriod(workspace, { period: OCTOBER }, cancelledAt(checkpoint)).then(
      (kept) => kept.result.resultHash,
      (error: unknown) => (error instanceof AppError ? error.code : error),
    );
  }
  expect(result.lines).toHaveLength(CUSTOMERS.length);
  expect(checkpoint).toBeGreaterThan(10);
  expect(outcome).toBe(result.resultHash);
});

it('a reconciliation tells whoever measures it which phase it is at, in their order', async () => {
  const { workspace } = await workMonth(CUSTOMERS.slice(0, 3));
  const phases: unknown[] = [];
  const hear = (phase: unknown): void => {
    phases.push(phase);
  };
  subscribe(PHASE_CHANNEL, hear);
  try {
    await runOctober(workspace);
  } finally {
    unsubscribe(PHASE_CHANNEL, hear);
  }
  expect(phases).toEqual([
    ...['read the invoice', 'read the totals of usage', 'count users', 'read names', 'match and compare'],
    ...['write', 'digest', 'rest'],
  ]);
});
