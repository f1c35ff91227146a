import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { parseDecimal, type Micros } from '#core/decimal/micros.ts';
import { rowText } from '#core/reconcile/manual/manual-rules.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { listAliases } from '#engine/repositories/aliases.ts';
import { eachEvent, verifyEvents } from '#engine/repositories/events.ts';
import { listLineStates } from '#engine/repositories/line-states.ts';
import { listManualRules } from '#engine/repositories/manual-rules.ts';
import { findRun } from '#engine/repositories/runs.ts';
import { saveAlias } from '#engine/services/change-parameters.ts';
import { doctor } from '#engine/services/doctor.ts';
import { judgeLines } from '#engine/services/work/judge-lines.ts';
import { learnAlias } from '#engine/services/work/learn-alias.ts';
import { reconcileAgain } from '#engine/services/work/reconcile-again.ts';
import {
  excludeRows,
  matchLines,
  reclassifyRows,
  splitRow,
  withdrawRules,
} from '#engine/services/work/set-rules.ts';
import { redo, undo } from '#engine/services/work/undo.ts';
import { plainContext, temporaryFolder, testPorts } from '../../support/workspace.ts';
import {
  customerKey,
  customerLine,
  OCTOBER,
  runOctober,
  workInvoice,
  workMonth,
  CUSTOMERS,
} from '../../support/work-month.ts';
import { wholeResult } from '../../support/whole-result.ts';

const statesOf = (workspace: Workspace): ReturnType<typeof listLineStates> =>
  listLineStates(workspace.database, OCTOBER);
const again = (workspace: Workspace, { runId }: ResultDocument): Promise<ResultDocument> =>
  wholeResult(workspace, reconcileAgain(workspace, runId, plainContext()));
const decimal = (text: string): Micros => defined(parseDecimal(text), text).value;

/** The address of an invoice row; rows are CSV lines, the header is line 1. */
const addressOf = (workspace: Workspace, result: ResultDocument, row: number): string => {
  const invoice = defined(
    result.sources.find(({ kind }) => kind === 'invoice'),
    'the invoice',
  );
  expect(findRun(workspace.database, result.runId)).toBeDefined();
  return rowText({ source: invoice.sha256, sheet: undefined, row });
};

describe('a judgement', () => {
  it('stands with who, when, the figure and the reason, as one entry of the log', async () => {
    const { workspace, result } = await workMonth();
    const done = judgeLines(workspace, {
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'disputed', reason: 'PRORATION', note: 'Asked for a credit' },
    });
    expect(statesOf(workspace).get(customerKey(result, 'beta'))).toMatchObject({
      status: 'disputed',
      reason: 'PRORATION',
      note: 'Asked for a credit',
      reviewed: true,
      judged: { quantity: '2', amount: '20' },
      sequence: done.sequence,
    });
    const event = [...eachEvent(workspace.database)].at(-1);
    expect(event).toMatchObject({
      what: 'lines-judged',
      who: 'tester',
      before: { status: 'open' },
      after: { status: 'disputed', reason: 'PRORATION', lines: ['Sub1 / A-1 / beta'], changes: 1 },
    });
    expect(verifyEvents(workspace.database)).toBeUndefined();
  });

  it('of a material difference needs a reason and a note, and nothing is judged without', async () => {
    const { workspace, result } = await workMonth();
    const keys = [customerKey(result, 'beta'), customerKey(result, 'gamma')];
    const judgeBoth = (judgement: Parameters<typeof judgeLines>[1]['judgement']): unknown =>
      judgeLines(workspace, { runId: result.runId, lines: { keys }, judgement });
    expect(() => judgeBoth({ status: 'accepted' })).toThrow(/WORK_REASON_MISSING.*"lines":"2"/);
    expect(() => judgeBoth({ status: 'accepted', reason: 'ROUNDING' })).toThrow('WORK_NOTE_MISSING');
    expect(() => judgeBoth({ status: 'explained', reason: 'OTHER' })).toThrow('WORK_NOTE_MISSING');
    expect(() => judgeBoth({ status: 'resolved' })).toThrow('WORK_NOT_RESOLVABLE');
    expect(statesOf(workspace).size).toBe(0);
  });

  it('of a line that the run does not have is refused', async () => {
    const { workspace, result } = await workMonth();
    const keys = [customerKey(result, 'beta'), '["partner",null,"nothing",null,null]'];
    expect(() =>
      judgeLines(workspace, { runId: result.runId, lines: { keys }, judgement: { reviewed: true } }),
    ).toThrow('WORK_LINE_UNKNOWN');
  });

  it('that says what is said already writes nothing', async () => {
    const { workspace, result } = await workMonth();
    const carry = (): unknown =>
      judgeLines(workspace, {
        runId: result.runId,
        lines: { keys: [customerKey(result, 'beta')] },
        judgement: { status: 'carried' },
      });
    carry();
    const events = [...eachEvent(workspace.database)].length;
    expect(carry()).toEqual({ sequence: undefined, changes: 0, needsRun: false });
    expect([...eachEvent(workspace.database)]).toHaveLength(events);
  });

  it('changes no figure of the next run', async () => {
    const { workspace, result } = await workMonth();
    judgeLines(workspace, {
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'accepted', reason: 'ROUNDING', note: 'agreed' },
    });
    expect((await again(workspace, result)).resultHash).toBe(result.resultHash);
  });
});

describe('rules that a person sets', () => {
  it('match a renamed SKU in the next run of the month, from the same readings', async () => {
    const { workspace, result } = await workMonth();
    const done = matchLines(workspace, {
      runId: result.runId,
      invoice: [customerKey(result, 'delta', 'OLD')],
      usage: [customerKey(result, 'delta', 'NEW')],
    });
    expect(done.needsRun).toBe(true);
    const next = await again(workspace, result);
    expect(customerLine(next, 'delta')).toMatchObject({ match: 'manual', variance: { amount: '0' } });
    expect(next.sources).toEqual(result.sources);
    expect(findRun(workspace.database, next.runId)?.parametersHash).not.toBe(
      findRun(workspace.database, result.runId)?.parametersHash,
    );
  });

  it('are refused where the lines are not one-sided or the run is an older one', async () => {
    const { workspace, result } = await workMonth();
    const usage = [customerKey(result, 'delta', 'NEW')];
    expect(() =>
      matchLines(workspace, { runId: result.runId, invoice: [customerKey(result, 'beta')], usage }),
    ).toThrow('WORK_MATCH_IMPOSSIBLE');
    await runOctober(workspace);
    expect(() =>
      matchLines(workspace, { runId: result.runId, invoice: [customerKey(result, 'delta', 'OLD')], usage }),
    ).toThrow('RUN_NOT_CURRENT');
  });

  it('exclude a charge, split a row and change a class', async () => {
    const { workspace, result } = await workMonth();
    excludeRows(workspace, {
      runId: result.runId,
      rows: [addressOf(workspace, result, 4)],
      reason: 'DUPLICATE',
      note: undefined,
    });
    splitRow(workspace, {
      runId: result.runId,
      row: addressOf(workspace, result, 3),
      parts: [
        { quantity: decimal('5'), amount: decimal('50'), target: undefined },
        { quantity: decimal('2'), amount: decimal('20'), target: customerKey(result, 'delta', 'NEW') },
      ],
    });
    reclassifyRows(workspace, {
      runId: result.runId,
      rows: [addressOf(workspace, result, 5)],
      rowClass: 'fee',
    });
    const next = await again(workspace, result);
    expect(next.coverage).toMatchObject({ audited: 2, excludedByClass: { charge: 1, fee: 1, subtotal: 1 } });
    expect(customerLine(next, 'beta').variance.amount).toBe('0');
    expect(customerLine(next, 'delta', 'NEW').invoiced.quantity).toBe('2');
    expect(next.checks.filter(({ status }) => status === 'check').map(({ id }) => id)).not.toContain('T1');
    expect(next.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['ROW_EXCLUDED_BY_HAND', 'ROW_RECLASSIFIED_BY_HAND', 'ROW_SPLIT_BY_HAND']),
    );
  });

  it('split a row exactly or not at all', async () => {
    const { workspace, result } = await workMonth();
    const parts = [
      { quantity: decimal('5'), amount: decimal('50'), target: undefined },
      { quantity: decimal('2'), amount: decimal('19.99'), target: customerKey(result, 'delta', 'NEW') },
    ];
    expect(() =>
      splitRow(workspace, { runId: result.runId, row: addressOf(workspace, result, 3), parts }),
    ).toThrow('WORK_SPLIT_NOT_EXACT');
    expect(() =>
      splitRow(workspace, { runId: result.runId, row: addressOf(workspace, result, 6), parts }),
    ).toThrow('WORK_ROW_UNSUITABLE');
  });

  it('are withdrawn by name', async () => {
    const { workspace, result } = await workMonth();
    excludeRows(workspace, {
      runId: result.runId,
      rows: [addressOf(workspace, result, 4)],
      reason: 'DUPLICATE',
      note: undefined,
    });
    const [rule] = listManualRules(workspace.database, OCTOBER);
    const rules = [{ kind: 'exclusion' as const, key: defined(rule, 'the exclusion').key }];
    withdrawRules(workspace, { runId: result.runId, rules });
    expect(listManualRules(workspace.database, OCTOBER)).toEqual([]);
    expect(() => withdrawRules(workspace, { runId: result.runId, rules })).toThrow('WORK_RULE_UNKNOWN');
    expect((await again(workspace, result)).resultHash).toBe(result.resultHash);
  });

  it('stand when the invoice is imported into another run', async () => {
    const { workspace, result } = await workMonth();
    matchLines(workspace, {
      runId: result.runId,
      invoice: [customerKey(result, 'delta', 'OLD')],
      usage: [customerKey(result, 'delta', 'NEW')],
    });
    expect(customerLine(await runOctober(workspace), 'delta').match).toBe('manual');
  });
});

describe('an alias that is learned from two lines', () => {
  it('stands for all later runs, and is taken back by undo', async () => {
    const { workspace, result } = await workMonth();
    learnAlias(workspace, {
      runId: result.runId,
      invoice: customerKey(result, 'delta', 'OLD'),
      usage: customerKey(result, 'delta', 'NEW'),
      field: 'sku',
    });
    expect(listAliases(workspace.database)).toEqual([{ field: 'sku', from: 'OLD', to: 'NEW' }]);
    expect(customerLine(await again(workspace, result), 'delta')).toMatchObject({ rule: 'pass-3-alias' });
    undo(workspace, OCTOBER);
    expect(listAliases(workspace.database)).toEqual([]);
  });

  it('is not taken back where the settings have changed it since', async () => {
    const { workspace, result } = await workMonth();
    learnAlias(workspace, {
      runId: result.runId,
      invoice: customerKey(result, 'delta', 'OLD'),
      usage: customerKey(result, 'delta', 'NEW'),
      field: 'sku',
    });
    saveAlias(workspace, { field: 'sku', from: 'OLD', to: 'A-1' });
    expect(() => undo(workspace, OCTOBER)).toThrow('WORK_CHANGED_MEANWHILE');
    expect(listAliases(workspace.database)).toEqual([{ field: 'sku', from: 'OLD', to: 'A-1' }]);
  });

  it('is not made of one name', async () => {
    const { workspace, result } = await workMonth();
    expect(() =>
      learnAlias(workspace, {
        runId: result.runId,
        invoice: customerKey(result, 'delta', 'OLD'),
        usage: customerKey(result, 'delta', 'NEW'),
        field: 'customer',
      }),
    ).toThrow('WORK_ALIAS_IMPOSSIBLE');
  });
});

describe('undo and redo', () => {
  it('survive that the workspace is closed and opened again', async () => {
    const folder = join(temporaryFolder(), 'workspace');
    const first = openWorkspace({ folder, ports: testPorts() });
    const { result } = await workMonth(CUSTOMERS, first);
    judgeLines(first, {
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'carried' },
    });
    undo(first, OCTOBER);
    first.close();

    const second = openWorkspace({ folder, ports: testPorts() });
    try {
      expect(statesOf(second).size).toBe(0);
      redo(second, OCTOBER);
      expect(statesOf(second).get(customerKey(result, 'beta'))?.status).toBe('carried');
      undo(second, OCTOBER);
      expect(() => undo(second, OCTOBER)).toThrow('WORK_NOTHING_TO_UNDO');
    } finally {
      second.close();
    }
  });

  it('forget what could be done again once something new is done', async () => {
    const { workspace, result } = await workMonth();
    const carry = (name: string): unknown =>
      judgeLines(workspace, {
        runId: result.runId,
        lines: { keys: [customerKey(result, name)] },
        judgement: { status: 'carried' },
      });
    carry('beta');
    undo(workspace, OCTOBER);
    carry('gamma');
    expect(() => redo(workspace, OCTOBER)).toThrow('WORK_NOTHING_TO_REDO');
  });
});

describe('doctor', () => {
  it('finds a decision that no act has made', async () => {
    const { workspace, result } = await workMonth();
    judgeLines(workspace, {
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'carried' },
    });
    const found = async (): Promise<readonly string[]> =>
      (await doctor(workspace, plainContext())).findings.find(({ check }) => check === 'decisions')
        ?.details ?? [];
    expect(await found()).toEqual([]);
    workspace.database.execute("UPDATE line_state SET status = 'accepted'");
    expect(await found()).toEqual([expect.stringContaining('line [')]);
  });

  it('finds an act whose changes were tampered with', async () => {
    const { workspace, result } = await workMonth();
    const { sequence } = judgeLines(workspace, {
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'carried', note: 'mine' },
    });
    workspace.database.execute('DROP TRIGGER work_item_is_not_changed');
    workspace.database.execute("UPDATE work_item SET after_text = replace(after_text, 'mine', 'yours')");
    const report = await doctor(workspace, plainContext());
    expect(report.findings.find(({ check }) => check === 'decisions')?.details).toContain(
      `2026-10-01..2026-10-31: ${String(sequence)}`,
    );
  });
});

describe('the log of acts', () => {
  it('cannot be changed', async () => {
    const { workspace, result } = await workMonth();
    judgeLines(workspace, {
      runId: result.runId,
      lines: { keys: [customerKey(result, 'beta')] },
      judgement: { status: 'carried' },
    });
    for (const sql of [
      'DELETE FROM work_act',
      'DELETE FROM work_item',
      "UPDATE work_act SET kind = 'match'",
      'UPDATE work_item SET after_text = NULL',
    ]) {
      expect(() => {
        workspace.database.execute(sql);
      }).toThrow('append-only');
    }
  });
});

describe('a bulk act', () => {
  it('judges ten thousand lines as one act', async () => {
    const customers = Array.from({ length: 10_000 }, (_, index) => ({
      name: `c${index}`,
      billed: 2,
      used: 1,
    }));
    expect(workInvoice(customers).split('\n')).toHaveLength(10_003);
    const { workspace, result } = await workMonth(customers);
    const done = judgeLines(workspace, {
      runId: result.runId,
      lines: { keys: [customerKey(result, 'c5')] },
      judgement: { status: 'carried' },
    });
    expect(done.changes).toBe(1);
    const signature = workspace.database
      .prepare<{ signature: string }>('SELECT signature FROM result_line WHERE signature IS NOT NULL LIMIT 1')
      .get()?.signature;
    const bulk = judgeLines(workspace, {
      runId: result.runId,
      lines: { filter: { signature: defined(signature, 'a cluster') } },
      judgement: { status: 'accepted', reason: 'ROUNDING', note: 'all alike' },
    });
    expect(bulk.changes).toBe(10_000);
    expect(statesOf(workspace).size).toBe(10_000);
    undo(workspace, OCTOBER);
    expect(statesOf(workspace).size).toBe(1);
  });
});
