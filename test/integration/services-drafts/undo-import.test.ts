import { describe, expect, it } from 'vitest';
import type { Workspace } from '#engine/context.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { eachEvent, verifyEvents } from '#engine/repositories/events.ts';
import { findRun } from '#engine/repositories/runs.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { stalenessOf } from '#engine/services/period-standing.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { redoImport, undoImport } from '#engine/services/undo-import.ts';
import { ZERO } from '#core/decimal/micros.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const TEXT = [
  'Subscription ID,SKU,Quantity,Unit Price,Amount,Start Date,End Date',
  'Sub1,A-1,10,10,100,10/01/2026,10/05/2026',
].join('\n');

const active = (workspace: Workspace): readonly number[] =>
  listBatches(workspace.database).map(({ id }) => id);

describe('undoing an import', () => {
  it('takes its rows out of use and keeps them, with an entry in the log', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('i.csv', TEXT);
    const { batchId } = await importInvoice(workspace, { path, dateOrder: 'mdy' }, plainContext());
    undoImport(workspace, { batchId, evenIfUsed: false });
    expect(active(workspace)).toEqual([]);
    expect([...eachEvent(workspace.database)].at(-1)).toMatchObject({
      what: 'import-undone',
      before: { file: 'i.csv' },
    });
    expect(verifyEvents(workspace.database)).toBeUndefined();
  });

  it('brings the reading back that it had replaced', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('i.csv', TEXT);
    const first = await importInvoice(workspace, { path, dateOrder: 'mdy' }, plainContext());
    const second = await importInvoice(workspace, { path, dateOrder: 'dmy' }, plainContext());
    undoImport(workspace, { batchId: second.batchId, evenIfUsed: false });
    expect(active(workspace)).toEqual([first.batchId]);
    redoImport(workspace, second.batchId);
    expect(active(workspace)).toEqual([second.batchId]);
  });

  it('can be redone once, and undone again', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('i.csv', TEXT);
    const { batchId } = await importInvoice(workspace, { path, dateOrder: 'mdy' }, plainContext());
    undoImport(workspace, { batchId, evenIfUsed: false });
    redoImport(workspace, batchId);
    expect(active(workspace)).toEqual([batchId]);
    expect(() => {
      redoImport(workspace, batchId);
    }).toThrow('IMPORT_NOT_UNDONE');
    undoImport(workspace, { batchId, evenIfUsed: false });
    expect(active(workspace)).toEqual([]);
  });

  it('asks where a run was made from it, and marks the run where it is done all the same', async () => {
    const workspace = temporaryWorkspace();
    const { runId } = await reconcile(
      workspace,
      {
        invoices: [writeTemporary('i.csv', TEXT)],
        reports: [],
        read: { dateOrder: 'mdy' },
        parameters: {
          period: undefined,
          unitBasis: 'auto',
          unitDecimals: undefined,
          rounding: undefined,
          roundingGrain: undefined,
          tolerance: { quantity: undefined, amount: undefined, percent: ZERO, cap: undefined },
        },
      },
      plainContext(),
    );
    const [batchId = 0] = active(workspace);
    expect(() => {
      undoImport(workspace, { batchId, evenIfUsed: false });
    }).toThrow(/IMPORT_IN_USE.*"runs":"1"/);
    const run = findRun(workspace.database, runId) ?? expect.fail();
    expect(stalenessOf(workspace.database, run)).not.toContain('inputs');
    undoImport(workspace, { batchId, evenIfUsed: true });
    expect(stalenessOf(workspace.database, run)).toContain('inputs');
  });

  it('refuses an import that counts no more', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('i.csv', TEXT);
    const { batchId } = await importInvoice(workspace, { path, dateOrder: 'mdy' }, plainContext());
    undoImport(workspace, { batchId, evenIfUsed: false });
    expect(() => {
      undoImport(workspace, { batchId, evenIfUsed: false });
    }).toThrow('IMPORT_NOT_ACTIVE');
  });
});
