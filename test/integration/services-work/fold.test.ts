import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { rowText } from '#core/reconcile/manual/manual-rules.ts';
import { lineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { foldActs, type WorkState } from '#core/work/act.ts';
import { REASON_CODES, WORKFLOWS } from '#core/work/line-state.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { listAliases } from '#engine/repositories/aliases.ts';
import { verifyEvents } from '#engine/repositories/events.ts';
import { actItems, listActs } from '#engine/repositories/work-acts.ts';
import { checkWork, heldState } from '#engine/services/work/check-work.ts';
import { judgeLines } from '#engine/services/work/judge-lines.ts';
import { learnAlias } from '#engine/services/work/learn-alias.ts';
import { excludeRows, matchLines, reclassifyRows, withdrawRules } from '#engine/services/work/set-rules.ts';
import { redo, undo } from '#engine/services/work/undo.ts';
import { listManualRules } from '#engine/repositories/manual-rules.ts';
import { temporaryFolder, testPorts } from '../../support/workspace.ts';
import { CUSTOMERS, customerKey, OCTOBER, workMonth } from '../../support/work-month.ts';

/** What a person may try next: what cannot be is refused, and changes nothing. */
type Step =
  | {
      readonly kind: 'judge';
      readonly lines: readonly number[];
      readonly status: number;
      readonly reason: number;
    }
  | { readonly kind: 'tick'; readonly line: number; readonly reviewed: boolean }
  | { readonly kind: 'note'; readonly line: number; readonly note: string | null }
  | { readonly kind: 'exclude' | 'reclassify'; readonly row: number }
  | { readonly kind: 'match' | 'alias' | 'withdraw' | 'undo' | 'redo' | 'reopen' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('judge' as const),
    lines: fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
    status: fc.nat(WORKFLOWS.length - 1),
    reason: fc.nat(REASON_CODES.length - 1),
  }),
  fc.record({ kind: fc.constant('tick' as const), line: fc.nat(4), reviewed: fc.boolean() }),
  fc.record({
    kind: fc.constant('note' as const),
    line: fc.nat(4),
    note: fc.option(fc.string({ minLength: 1 }), { nil: null }),
  }),
  fc.record({
    kind: fc.constantFrom('exclude' as const, 'reclassify' as const),
    row: fc.integer({ min: 2, max: 5 }),
  }),
  fc.record({
    kind: fc.constantFrom(
      ...(['match', 'alias', 'withdraw', 'undo', 'undo', 'undo', 'redo', 'redo', 'reopen'] as const),
    ),
  }),
);

function take(workspace: Workspace, result: ResultDocument, own: Step): void {
  const { runId } = result;
  const key = (index: number): string =>
    lineKeyText(defined(result.lines[index % result.lines.length], 'a line'));
  const source = defined(
    result.sources.find(({ kind }) => kind === 'invoice'),
    'the invoice',
  ).sha256;
  const delta = { invoice: customerKey(result, 'delta', 'OLD'), usage: customerKey(result, 'delta', 'NEW') };
  switch (own.kind) {
    case 'judge':
      judgeLines(workspace, {
        runId,
        lines: { keys: [...new Set(own.lines.map(key))] },
        judgement: {
          status: defined(WORKFLOWS[own.status], 'a status'),
          reason: defined(REASON_CODES[own.reason], 'a reason'),
          note: 'noted',
        },
      });
      return;
    case 'tick':
      judgeLines(workspace, {
        runId,
        lines: { keys: [key(own.line)] },
        judgement: { reviewed: own.reviewed },
      });
      return;
    case 'note':
      judgeLines(workspace, { runId, lines: { keys: [key(own.line)] }, judgement: { note: own.note } });
      return;
    case 'reopen':
      judgeLines(workspace, { runId, lines: { keys: [key(1)] }, judgement: { status: 'open' } });
      return;
    case 'exclude':
      excludeRows(workspace, {
        runId,
        rows: [rowText({ source, sheet: undefined, row: own.row })],
        reason: 'DUPLICATE',
        note: undefined,
      });
      return;
    case 'reclassify':
      reclassifyRows(workspace, {
        runId,
        rows: [rowText({ source, sheet: undefined, row: own.row })],
        rowClass: own.row % 2 === 0 ? 'fee' : 'charge',
      });
      return;
    case 'match':
      matchLines(workspace, { runId, invoice: [delta.invoice], usage: [delta.usage] });
      return;
    case 'alias':
      learnAlias(workspace, { runId, ...delta, field: 'sku' });
      return;
    case 'withdraw':
      withdrawRules(workspace, { runId, rules: listManualRules(workspace.database, OCTOBER).slice(0, 1) });
      return;
    case 'undo':
      undo(workspace, OCTOBER);
      return;
    case 'redo':
      redo(workspace, OCTOBER);
      return;
  }
}

const attempt = (work: () => void): boolean => {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
};

/** Everything that acts have set: the month's state, and the workspace's aliases. */
const wholeState = (workspace: Workspace): WorkState =>
  new Map([
    ...heldState(workspace.database, OCTOBER),
    ...listAliases(workspace.database).map(
      ({ field, from, to }) => [`alias ${JSON.stringify([field, from])}`, to] as const,
    ),
  ]);

const fold = (workspace: Workspace): WorkState =>
  foldActs(
    listActs(workspace.database, OCTOBER).map(({ sequence }) => ({
      items: actItems(workspace.database, sequence),
    })),
  );

it('whatever is done, undone and done again, the tables are the fold of the log, also after a restart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const folder = join(temporaryFolder(), 'workspace');
      let workspace = openWorkspace({ folder, ports: testPorts() });
      try {
        const { result } = await workMonth(CUSTOMERS, workspace);
        for (const own of steps)
          attempt(() => {
            take(workspace, result, own);
          });
        const done = wholeState(workspace);
        expect(done).toEqual(fold(workspace));
        expect(checkWork(workspace.database)).toEqual([]);

        workspace.close();
        workspace = openWorkspace({ folder, ports: testPorts() });
        expect(wholeState(workspace)).toEqual(done);

        let undone = 0;
        while (attempt(() => undo(workspace, OCTOBER))) undone += 1;
        expect(wholeState(workspace)).toEqual(new Map());
        for (let count = 0; count < undone; count += 1) redo(workspace, OCTOBER);
        expect(wholeState(workspace)).toEqual(done);
        expect(wholeState(workspace)).toEqual(fold(workspace));
        expect(verifyEvents(workspace.database)).toBeUndefined();
        expect(checkWork(workspace.database)).toEqual([]);
      } finally {
        workspace.close();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
