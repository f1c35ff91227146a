import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '#engine/context.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { allOrNothing } from '#engine/services/all-or-nothing.ts';
import { importReport } from '#engine/services/import-report.ts';
import { cancelledAt } from '../../support/cancelled-at.ts';
import { customerReport } from '../../support/small-month.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const report = (): string => writeTemporary('customer.csv', customerReport({ acme: '310', beta: '155' }));

const countOf = ({ database }: Workspace, table: string): bigint =>
  database.prepare<{ count: bigint }>(`SELECT count(*) AS count FROM ${table}`).get()?.count ?? -1n;

const TABLES = ['batch', 'source_file', 'usage_group', 'usage_row', 'usage_total', 'row_issue', 'event'];

it('a cancelled import leaves nothing, at whichever checkpoint, alone or as a part of more', async () => {
  for (const isPart of [true, false]) {
    for (let checkpoint = 1; ; checkpoint += 1) {
      const workspace = temporaryWorkspace();
      const before = TABLES.map((table) => countOf(workspace, table));
      const work = (): Promise<unknown> =>
        importReport(workspace, { path: report() }, cancelledAt(checkpoint));
      const outcome = await (isPart ? allOrNothing(workspace, work) : work()).then(
        () => 'imported',
        (error: unknown) => (error instanceof AppError ? error.code : error),
      );
      if (outcome === 'imported') {
        expect(checkpoint).toBeGreaterThan(2);
        break;
      }
      expect(outcome).toBe('CANCELLED');
      expect(TABLES.map((table) => countOf(workspace, table))).toEqual(before);
      expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
      await importReport(workspace, { path: report() }, plainContext());
      expect(listBatches(workspace.database, { status: 'active' })).toHaveLength(1);
    }
  }
});
