import { expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { parsePeriod } from '#core/period.ts';
import { findBatch } from '#engine/repositories/batches.ts';
import { removePendingInSteps } from '#engine/repositories/remove-batch.ts';
import { storeReport, type StoredUsage } from '../../support/stored-report.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const PERIOD = defined(parsePeriod('2026-10'), 'a month');
const ROWS = 10_000;
const MOST_AT_ONCE = 5000;

const usage = (count: number): readonly StoredUsage[] =>
  Array.from({ length: count }, (_, index) => ({
    subscription: 'Sub1',
    sku: 'A-1',
    customer: `c-${String(index % 100)}`,
    consumer: `u-${String(index)}`,
    quantity: '31',
  }));

it('a pending batch goes in pieces, pending until its last one, and takes nothing of its neighbours', () => {
  const { database } = temporaryWorkspace();
  const before = storeReport(database, 'before.csv', 'user', usage(3), PERIOD);
  const large = storeReport(database, 'large.csv', 'user', usage(ROWS), PERIOD);
  const after = storeReport(database, 'after.csv', 'user', usage(3), PERIOD);
  database.prepare("UPDATE batch SET status = 'pending' WHERE id = ?").run(large);
  const count = (table: string): number =>
    Number(database.prepare<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${table}`).get()?.rows);
  const widths: number[] = [];
  const steps = removePendingInSteps(database, large);
  for (;;) {
    const held = count('usage_row');
    const step = database.transaction(() => steps.next());
    widths.push(held - count('usage_row'));
    if (step.done === true) break;
    expect(findBatch(database, large)?.status).toBe('pending');
  }
  expect(Math.max(...widths)).toBeLessThan(MOST_AT_ONCE);
  expect(widths.reduce((sum, width) => sum + width, 0)).toBe(ROWS);
  expect([before, large, after].map((id) => findBatch(database, id)?.status)).toEqual([
    'active',
    undefined,
    'active',
  ]);
  expect(['usage_row', 'usage_group', 'usage_total', 'batch'].map(count)).toEqual([6, 6, 6, 2]);
});

it('an active batch is not removed', () => {
  const { database } = temporaryWorkspace();
  const active = storeReport(database, 'active.csv', 'user', usage(3), PERIOD);
  expect(removePendingInSteps(database, active).next().done).toBe(true);
  expect(findBatch(database, active)?.status).toBe('active');
});
