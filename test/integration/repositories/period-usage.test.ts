import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defined } from '#core/assert.ts';
import { parsePlainDate, plainDate, type Period } from '#core/period.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { usageWithin } from '#engine/repositories/period-usage.ts';
import { importReport } from '#engine/services/import-report.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const HEADER = 'SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';

const days: fc.Arbitrary<Period> = fc
  .tuple(fc.integer({ min: 8, max: 11 }), fc.integer({ min: 1, max: 15 }), fc.integer({ min: 15, max: 30 }))
  .map(([month, first, last]) => ({
    start: defined(plainDate(2026, month, first), 'a day'),
    end: defined(plainDate(2026, month, last), 'a day'),
  }));
const rows = fc.array(
  fc.record({ window: days, halfDays: fc.integer({ min: 1, max: 60 }), sku: fc.constantFrom('A-1', 'A-2') }),
  { minLength: 1, maxLength: 12 },
);

test('what a report holds of a period is what its rows within it add up to', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.array(days, { minLength: 1, maxLength: 5 }), async (written, asked) => {
      const workspace = temporaryWorkspace();
      const lines = written.map(
        ({ window, halfDays, sku }) =>
          `Sub1,${sku},${window.start},${window.end},${String(Math.floor(halfDays / 2))}${halfDays % 2 === 0 ? '' : '.5'}`,
      );
      const path = writeTemporary('p.csv', [HEADER, ...lines].join('\n'));
      await importReport(workspace, { path }, plainContext());
      const report = defined(listBatches(workspace.database)[0], 'it was just imported');
      const wholeYear = {
        start: defined(parsePlainDate('2026-01-01'), 'a day'),
        end: defined(parsePlainDate('2026-12-31'), 'a day'),
      };
      for (const period of [...asked, defined(report.window, 'its rows have days'), wholeYear]) {
        const within = written.filter(
          ({ window }) => window.start >= period.start && window.end <= period.end,
        );
        expect(usageWithin(workspace.database, report, period)).toEqual({
          rows: within.length,
          userDays: within.reduce((sum, { halfDays }) => sum + BigInt(halfDays) * 500_000n, 0n),
        });
      }
    }),
    { numRuns: 25 },
  );
});
