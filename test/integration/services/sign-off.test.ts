import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defined } from '#core/assert.ts';
import { parseDecimal, type Micros } from '#core/decimal/micros.ts';
import { parsePeriod } from '#core/period.ts';
import { rankedVariances } from '#core/workbook/lay-out-lines.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { openReadOnly } from '#engine/db/connection.ts';
import { eachEvent, verifyEvents } from '#engine/repositories/events.ts';
import { findLastRun } from '#engine/repositories/runs.ts';
import { standingSignOffs } from '#engine/repositories/sign-offs.ts';
import { saveAlias, dropAlias, setTolerance, setUnitBasis } from '#engine/services/change-parameters.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importPriceBook, removePriceBook } from '#engine/services/import-price-book.ts';
import { importReport } from '#engine/services/import-report.ts';
import { copyPath, listCopies, makeCopy } from '#engine/services/kept-copies.ts';
import { listPeriods, listTrend, type PeriodOverview } from '#engine/services/periods.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { signOff, signOffWithCopy, withdrawSignOff } from '#engine/services/sign-off.ts';
import { supersedeBatch } from '#engine/repositories/batches.ts';
import { customerReport, invoice, partnerReport } from '../../support/small-month.ts';
import { plainContext, temporaryWorkspace, testPorts, writeTemporary } from '../../support/workspace.ts';
import { wholeResult } from '../../support/whole-result.ts';

const OCTOBER = defined(parsePeriod('2026-10'), 'a month');
const decimal = (text: string): Micros => defined(parseDecimal(text), 'a decimal').value;
const DEFAULTS = { quantity: undefined, amount: undefined, percent: decimal('0'), cap: undefined };

const report = (workspace: Workspace, name: string, text: string): Promise<{ batchId: number }> =>
  importReport(workspace, { path: writeTemporary(name, text) }, plainContext());

/** October with what it needs, reconciled. The invoice says one user-month too much. */
async function reconciledMonth(acme = '11.00', total = '160.00'): Promise<Workspace> {
  const workspace = temporaryWorkspace();
  await report(workspace, 'customer.csv', customerReport({ acme: '310', beta: '155' }));
  const path = writeTemporary('invoice.csv', invoice(acme, '5.00', total));
  await importInvoice(workspace, { path }, plainContext());
  await run(workspace);
  return workspace;
}

const run = (workspace: Workspace): Promise<unknown> =>
  reconcilePeriod(workspace, { period: OCTOBER }, plainContext());

const october = (workspace: Workspace): PeriodOverview =>
  defined(
    listPeriods(workspace).periods.find(({ period }) => period.start === OCTOBER.start),
    'October is held',
  );

const runIdOf = (workspace: Workspace): string => defined(october(workspace).lastRun, 'it was run').id;

const sign = (
  workspace: Workspace,
  role: 'prepared' | 'reviewed' | 'approved',
  name: string,
  more: { override?: boolean; note?: string } = {},
): void => {
  signOff(workspace, { period: OCTOBER, role, name, runId: runIdOf(workspace), ...more });
};

describe('a period in the list', () => {
  it('shows its checks, what is left and its coverage beside the verdict', async () => {
    const { lastRun } = october(await reconciledMonth());
    expect(lastRun).toMatchObject({
      verdict: 'variances',
      currency: 'USD',
      coverage: { audited: 2, amountShare: '1' },
      totals: { invoiced: '160', expected: '150', variance: '10' },
      left: { lines: 1, amount: 10_000_000_000_000n, withoutAmount: 0 },
      stale: [],
    });
    const { ok, check, 'no-data': noData } = defined(lastRun, 'it was run').checks;
    expect(ok + check + noData).toBe(10);
  });

  it('counts as left exactly what the workbook lists as exceptions', async () => {
    const workspace = await reconciledMonth('11.00', '160.00');
    const kept = reconcilePeriod(workspace, { period: OCTOBER }, plainContext());
    const result = await wholeResult(workspace, kept);
    expect(october(workspace).lastRun?.left.lines).toBe(rankedVariances(result.lines).length);
  });

  it('says that its run is older than a report that came later', async () => {
    const workspace = await reconciledMonth();
    await report(workspace, 'partner.csv', partnerReport('465'));
    expect(october(workspace).lastRun?.stale).toEqual(['inputs']);
    await run(workspace);
    expect(october(workspace).lastRun?.stale).toEqual([]);
  });

  it('says that its run is older than a tolerance, and no longer when the tolerance is what it was', async () => {
    const workspace = await reconciledMonth();
    setTolerance(workspace, { ...DEFAULTS, amount: decimal('1') });
    expect(october(workspace).lastRun?.stale).toEqual(['parameters']);
    setTolerance(workspace, DEFAULTS);
    expect(october(workspace).lastRun?.stale).toEqual([]);
  });

  it('is a point of the trend', async () => {
    expect(listTrend(await reconciledMonth())).toMatchObject([
      {
        period: OCTOBER,
        run: { verdict: 'variances', currency: 'USD' },
        totals: { invoiced: '160', expected: '150', variance: '10' },
        amountShare: '1',
      },
    ]);
  });
});

describe('the sign-off of a period', () => {
  it('goes from prepared to reviewed to approved', async () => {
    const workspace = await reconciledMonth();
    expect(october(workspace).signOff.state).toBe('none');
    sign(workspace, 'prepared', 'Keiko Sato', { note: ' checked with the vendor ' });
    expect(october(workspace).signOff).toMatchObject({
      state: 'prepared',
      entries: [{ name: 'Keiko Sato', account: 'tester', note: 'checked with the vendor', suspendedBy: [] }],
    });
    sign(workspace, 'reviewed', 'Kenji Ito');
    sign(workspace, 'approved', 'Yumi Abe');
    expect(october(workspace).signOff.state).toBe('approved');
  });

  it('keeps to its order', async () => {
    const workspace = await reconciledMonth();
    expect(() => {
      sign(workspace, 'reviewed', 'Kenji Ito');
    }).toThrow(expect.objectContaining({ code: 'SIGN_OFF_ORDER' }));
    sign(workspace, 'prepared', 'Keiko Sato');
    expect(() => {
      sign(workspace, 'approved', 'Yumi Abe');
    }).toThrow(expect.objectContaining({ code: 'SIGN_OFF_ORDER' }));
  });

  it('wants another person for the review, or shows for ever that it was the same', async () => {
    const workspace = await reconciledMonth();
    sign(workspace, 'prepared', 'Keiko Sato');
    expect(() => {
      sign(workspace, 'reviewed', 'ｋｅｉｋｏ ｓａｔｏ');
    }).toThrow(expect.objectContaining({ code: 'SIGN_OFF_SAME_PERSON' }));
    sign(workspace, 'reviewed', 'Keiko Sato', { override: true });
    expect(october(workspace).signOff.entries.map(({ isOverride }) => isOverride)).toEqual([false, true]);
  });

  it('is refused of a run that the person has not seen', async () => {
    const workspace = await reconciledMonth();
    const seen = runIdOf(workspace);
    await run(workspace);
    expect(() => {
      signOff(workspace, { period: OCTOBER, role: 'prepared', name: 'Keiko', runId: seen });
    }).toThrow(expect.objectContaining({ code: 'SIGN_OFF_STALE' }));
  });

  it('is refused where files have come since the run', async () => {
    const workspace = await reconciledMonth();
    await report(workspace, 'partner.csv', partnerReport('465'));
    expect(() => {
      sign(workspace, 'prepared', 'Keiko');
    }).toThrow(expect.objectContaining({ code: 'SIGN_OFF_STALE' }));
  });

  it('is refused of a result that says nothing of the figures', async () => {
    const workspace = await reconciledMonth('11.00', '999.00');
    expect(october(workspace).lastRun?.verdict).toBe('blocked');
    expect(() => {
      sign(workspace, 'prepared', 'Keiko');
    }).toThrow(expect.objectContaining({ code: 'SIGN_OFF_BLOCKED' }));
  });

  it('is refused twice, and given anew once it is suspended', async () => {
    const workspace = await reconciledMonth();
    sign(workspace, 'prepared', 'Keiko');
    expect(() => {
      sign(workspace, 'prepared', 'Kenji');
    }).toThrow(expect.objectContaining({ code: 'SIGN_OFF_HELD' }));
    setTolerance(workspace, { ...DEFAULTS, amount: decimal('20'), quantity: decimal('2') });
    await run(workspace);
    expect(october(workspace).signOff).toMatchObject({
      state: 'suspended',
      entries: [{ name: 'Keiko', suspendedBy: ['result', 'parameters'] }],
    });
    sign(workspace, 'prepared', 'Kenji');
    expect(october(workspace).signOff).toMatchObject({ state: 'prepared', entries: [{ name: 'Kenji' }] });
  });

  it('is suspended, never lost, when a file of it no longer counts', async () => {
    const workspace = await reconciledMonth();
    const late = await report(workspace, 'partner.csv', partnerReport('465'));
    await run(workspace);
    sign(workspace, 'prepared', 'Keiko');
    supersedeBatch(workspace.database, late.batchId);
    expect(october(workspace).signOff).toMatchObject({
      state: 'suspended',
      entries: [{ name: 'Keiko', suspendedBy: ['inputs'] }],
    });
  });

  it('is withdrawn with a reason, and with it what stands on it', async () => {
    const workspace = await reconciledMonth();
    sign(workspace, 'prepared', 'Keiko');
    sign(workspace, 'reviewed', 'Kenji');
    withdrawSignOff(workspace, { period: OCTOBER, role: 'prepared', reason: 'a credit note came' });
    expect(october(workspace).signOff.state).toBe('none');
    const events = [...eachEvent(workspace.database)].filter(({ what }) => what === 'sign-off-withdrawn');
    expect(events.map(({ before, after }) => [before?.['role'], after?.['reason']])).toEqual([
      ['reviewed', 'a credit note came'],
      ['prepared', 'a credit note came'],
    ]);
    expect(verifyEvents(workspace.database)).toBeUndefined();
  });

  it('can be neither changed nor deleted in the database', async () => {
    const { database, ...workspace } = await reconciledMonth();
    sign({ database, ...workspace }, 'prepared', 'Keiko');
    expect(() => {
      database.execute("UPDATE sign_off SET name = 'Kenji'");
    }).toThrow('never changed');
    expect(() => {
      database.execute('DELETE FROM sign_off');
    }).toThrow('never deleted');
  });

  it('has a copy of the database of before it', async () => {
    const workspace = await reconciledMonth();
    const request = {
      period: OCTOBER,
      role: 'prepared',
      name: 'A. Tanaka',
      runId: runIdOf(workspace),
    } as const;
    await signOffWithCopy(workspace, request);
    const copies = listCopies(workspace);
    expect(copies.map(({ reason }) => reason)).toEqual(['before-sign-off']);
    const copy = openReadOnly(copyPath(workspace, defined(copies[0], 'a copy').name));
    onTestFinished(copy.close);
    expect(findLastRun(copy.database, OCTOBER)?.id).toBe(request.runId);
    expect(standingSignOffs(copy.database, OCTOBER)).toEqual([]);
    expect(standingSignOffs(workspace.database, OCTOBER)).toHaveLength(1);
  });

  it('that is refused makes no copy', async () => {
    const workspace = await reconciledMonth();
    const request = {
      period: OCTOBER,
      role: 'reviewed',
      name: 'A. Tanaka',
      runId: runIdOf(workspace),
    } as const;
    await expect(signOffWithCopy(workspace, request)).rejects.toThrow('SIGN_OFF_ORDER');
    expect(listCopies(workspace)).toEqual([]);
  });

  it('needs no further copy where nothing has changed since the last', async () => {
    const workspace = await reconciledMonth();
    await makeCopy(workspace, 'asked');
    const later = defined(listCopies(workspace)[0], 'a copy').madeAt;
    expect(later > defined([...eachEvent(workspace.database)].at(-1), 'an entry').at).toBe(true);
    await signOffWithCopy(workspace, {
      period: OCTOBER,
      role: 'prepared',
      name: 'A. Tanaka',
      runId: runIdOf(workspace),
    });
    expect(listCopies(workspace).map(({ reason }) => reason)).toEqual(['asked']);
  });

  it('is still there when the workspace is opened again', async () => {
    const workspace = await reconciledMonth();
    sign(workspace, 'prepared', 'Keiko');
    workspace.close();
    const again = openWorkspace({ folder: workspace.folder, ports: testPorts() });
    try {
      expect(october(again).signOff.state).toBe('prepared');
    } finally {
      again.close();
    }
  });

  it('is suspended exactly while something differs from what was signed, whatever is done in whatever order', async () => {
    const workspace = await reconciledMonth();
    sign(workspace, 'prepared', 'Keiko');
    const signed = october(workspace).lastRun?.totals;
    const prices = writeTemporary('p.csv', 'SKU,UNIT_PRICE,CURRENCY\nA-1,9.00,USD\n');
    const state = { tolerance: false, basis: false, alias: false, book: false };
    const acts = {
      tolerance: (on: boolean): void => {
        setTolerance(workspace, on ? { ...DEFAULTS, cap: decimal('5') } : DEFAULTS);
      },
      basis: (on: boolean): void => {
        setUnitBasis(workspace, {
          basis: on ? 'user-months' : 'auto',
          decimals: undefined,
          rounding: undefined,
          grain: undefined,
          bySku: [],
        });
      },
      alias: (on: boolean): void => {
        const alias = { field: 'sku', from: 'OLD', to: 'A-9' } as const;
        if (on) saveAlias(workspace, alias);
        else dropAlias(workspace, alias);
      },
      book: async (on: boolean): Promise<void> => {
        if (on) await importPriceBook(workspace, { path: prices, name: 'p.csv' }, plainContext());
        else removePriceBook(workspace);
      },
    };
    type Act = keyof typeof acts;
    const step = fc.record({
      act: fc.constantFrom<Act[]>('tolerance', 'basis', 'alias', 'book'),
      on: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.boolean(), async (steps, runsAgain) => {
        for (const { act, on } of steps) {
          await acts[act](on);
          state[act] = on;
        }
        if (runsAgain) await run(workspace);
        const { signOff: found, lastRun } = october(workspace);
        const differs = Object.values(state).includes(true);
        const isOtherResult = lastRun?.totals.variance !== signed?.variance;
        if (differs || isOtherResult) expect(found.state).toBe('suspended');
        expect(found.entries.map(({ name }) => name)).toEqual(['Keiko']);
        if (!differs && runsAgain) expect(found.state).toBe('prepared');
      }),
      { numRuns: 25, seed: 11 },
    );
  });
});
