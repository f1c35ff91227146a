import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { rowText } from '#core/reconcile/manual/manual-rules.ts';
import { exportRun } from '#engine/services/export.ts';
import { judgeLines } from '#engine/services/work/judge-lines.ts';
import { reconcileAgain } from '#engine/services/work/reconcile-again.ts';
import { excludeRows, matchLines, reclassifyRows } from '#engine/services/work/set-rules.ts';
import { agrees, recalculate, recalculationMissing } from '../../support/recalculate.ts';
import { readWorkbook, type ReadSheet } from '../../support/workbook-file.ts';
import { plainContext, temporaryFolder } from '../../support/workspace.ts';
import { customerKey, workMonth } from '../../support/work-month.ts';
import { wholeResult } from '../../support/whole-result.ts';

const missing = recalculationMissing();

/** The texts of a sheet's row that has a text. */
const rowWith = (sheet: ReadSheet | undefined, text: string): readonly unknown[] => {
  const cells = Object.entries(sheet?.cells ?? {});
  const found = cells.find(([, { v }]) => String(v).includes(text))?.[0].replace(/^[A-Z]+/, '');
  return cells.filter(([name]) => name.replace(/^[A-Z]+/, '') === found).map(([, { v }]) => v);
};

it.skipIf(missing !== undefined)(
  `the workbook shows what people have decided, and tells it in words in the audit log${missing === undefined ? '' : `: ${missing}`}`,
  async () => {
    const { workspace, result } = await workMonth();
    const invoice = defined(
      result.sources.find(({ kind }) => kind === 'invoice'),
      'the invoice',
    ).sha256;
    const row = (line: number): string => rowText({ source: invoice, sheet: undefined, row: line });
    matchLines(workspace, {
      runId: result.runId,
      invoice: [customerKey(result, 'delta', 'OLD')],
      usage: [customerKey(result, 'delta', 'NEW')],
    });
    excludeRows(workspace, { runId: result.runId, rows: [row(4)], reason: 'DUPLICATE', note: undefined });
    reclassifyRows(workspace, { runId: result.runId, rows: [row(2)], rowClass: 'fee' });
    const next = await wholeResult(workspace, reconcileAgain(workspace, result.runId, plainContext()));
    judgeLines(workspace, {
      runId: next.runId,
      lines: { keys: [customerKey(next, 'beta')] },
      judgement: { status: 'disputed', reason: 'PRORATION', note: 'Asked for a credit', assignee: 'Keiko' },
    });
    const out = join(temporaryFolder(), 'variance.xlsx');
    await exportRun(
      workspace,
      {
        run: { id: next.runId },
        out,
        language: 'en',
        detail: 'customer',
        appVersion: '0',
        describeIssue: ({ code }) => code,
      },
      plainContext(),
    );
    const cells = recalculate(out);
    expect(cells.filter((cell) => !agrees(cell) || String(cell.calculated).startsWith('#'))).toEqual([]);
    const book = readWorkbook(out);
    const sheet = (name: string): ReadSheet | undefined => book.sheets.find(({ title }) => title === name);
    expect(rowWith(sheet('Exceptions'), 'Asked for a credit')).toEqual(
      expect.arrayContaining(['PRORATION', 'Asked for a credit', 'Keiko', 'Disputed']),
    );
    expect(rowWith(sheet('By customer'), 'beta')).toEqual(expect.arrayContaining(['PRORATION', 'Disputed']));
    const log = Object.values(sheet('Audit log')?.cells ?? {}).map(({ v }) => String(v));
    expect(log).toEqual(
      expect.arrayContaining(['Matched charges with usage', 'Excluded charges', 'Decided on differences']),
    );
    expect(
      log.some((text) => text.includes('Status: Disputed\nReason: PRORATION\nNote: Asked for a credit')),
    ).toBe(true);
    // The workbook's own proofs: its rows against the run.
    const proofs = cells.filter((cell) => cell.sheet === 'Checks' && /^[A-Z]+1[4-8]$/.test(cell.cell));
    expect(proofs.length).toBeGreaterThan(0);
    expect(proofs.filter(({ stored }) => stored === 'CHECK')).toEqual([]);
  },
  120_000,
);
