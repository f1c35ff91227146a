import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { type Desk, makeDesk, practiceFile } from '../support/run-cli.ts';

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => {
  desk.dispose();
});

interface Labels {
  readonly verdict: string;
  readonly discrepancies: readonly {
    readonly explanation: string;
    readonly invoiceRows?: readonly number[];
  }[];
}

describe('demo', () => {
  it('reconciles the practice period and writes its workbook, touching no workspace', async () => {
    const { exitCode, stdout } = await desk.tieout(['demo', '--out', 'shown']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Practice period: every figure is invented.');
    expect(stdout).toContain('Variances to resolve');
    expect(readFileSync(desk.path('shown/practice-en.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(existsSync(desk.workspace)).toBe(true);
    expect(desk.files().filter((name) => !name.startsWith('workspace'))).toEqual(['shown/practice-en.xlsx']);
  });

  it('writes to ./tieout-demo unless told, in Japanese where asked', async () => {
    const { exitCode, stdout } = await desk.tieout(['demo', '--lang', 'ja']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('練習用データです。数値はすべて架空のものです。');
    expect(existsSync(desk.path('tieout-demo/practice-ja.xlsx'))).toBe(true);
  });

  it('finds every labelled discrepancy', async () => {
    const labels = JSON.parse(readFileSync(practiceFile('labels.json'), 'utf8')) as Labels;
    const { document } = await desk.json(['demo', '--out', 'shown']);
    const result = document as ResultDocument;
    expect(result.verdict).toBe(labels.verdict);
    const found = new Set<string>(
      result.lines.flatMap(({ explanations }) => explanations.map(({ code }) => code)),
    );
    expect(
      labels.discrepancies.map(({ explanation }) => explanation).filter((code) => !found.has(code)),
    ).toEqual([]);
  });
});
