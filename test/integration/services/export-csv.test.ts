import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BYTE_ORDER_MARK, csvRow } from '#engine/exporters/csv/csv-text.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { BY_USER_TABLE } from '#core/workbook/tables/variance-tables.ts';
import { rankedVariances } from '#core/workbook/lay-out-lines.ts';
import { exportCsv } from '#engine/services/export-csv.ts';
import { previewExport, type ExportPreview } from '#engine/services/export-preview.ts';
import { loadPractice } from '#engine/services/practice.ts';
import { plainContext, temporaryFolder, temporaryWorkspace } from '../../support/workspace.ts';
import { wholeResult } from '../../support/whole-result.ts';

const readCsv = (text: string): string[][] => parse(text, { bom: true, relaxColumnCount: true });

describe('a row of CSV', () => {
  it('is read back as it was written, but for the apostrophe before what looks like a formula', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\uFEFF'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (texts) => {
        const [cells = []] = readCsv(csvRow(['x', ...texts]));
        const looksLikeFormula = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;
        const expected = texts.map((value) => (looksLikeFormula.test(value) ? `'${value}` : value));
        expect(cells).toEqual(['x', ...expected]);
      }),
    );
  });

  it.each(['=1+1', '+1', '-cmd', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])(
    'never lets %j run as a formula',
    (text) => {
      expect(readCsv(csvRow(['x', text]))[0]?.[1]).toBe(`'${text}`);
    },
  );

  it('leaves negative figures as numbers', () => {
    expect(csvRow([{ figure: '-0.02' }, { figure: null }, null])).toBe('-0.02,,\r\n');
  });
});

/** The practice period's views, and what its result says of them. */
async function practiceViews(): Promise<{
  write: (view: 'lines' | 'exceptions' | 'checks', language?: 'en' | 'ja') => Promise<string>;
  result: ResultDocument;
  preview: ExportPreview;
}> {
  const folder = temporaryFolder();
  const workspace = temporaryWorkspace(join(folder, 'workspace'));
  const { runId } = await loadPractice(workspace, plainContext());
  return {
    result: await wholeResult(workspace, { runId }),
    preview: previewExport(workspace.database, runId),
    write: async (view, language = 'en') => {
      const out = join(folder, `${view}-${language}.csv`);
      await exportCsv(workspace, { runId, view, language, out }, plainContext());
      return readFileSync(out, 'utf8');
    },
  };
}

describe('a view that is written as CSV', () => {
  it('begins with the mark that lets Excel read Japanese', async () => {
    const { write } = await practiceViews();
    const japanese = await write('checks', 'ja');
    expect(japanese.startsWith(BYTE_ORDER_MARK)).toBe(true);
    expect(readCsv(japanese)[0]?.[0]).toBe('番号');
  });

  it('has every line once, and its variances add up to the run’s to the last digit', async () => {
    const { write, result } = await practiceViews();
    const [header = [], ...rows] = readCsv(await write('lines'));
    expect(rows).toHaveLength(result.lines.length);
    const column = header.indexOf(
      BY_USER_TABLE.columns.find(({ id }) => id === 'amountVariance')?.header.en ?? '',
    );
    expect(column).toBeGreaterThan(0);
    const total = rows.reduce((sum, row) => sum + scaled(row[column] ?? ''), 0n);
    expect(total).toBe(scaled(result.totals.variance));
  });

  it('has the exceptions alone where those are asked for, and all ten checks', async () => {
    const { write, result } = await practiceViews();
    expect(readCsv(await write('exceptions'))).toHaveLength(rankedVariances(result.lines).length + 1);
    expect(readCsv(await write('checks')).map(([id]) => id)).toEqual([
      'Check',
      ...Array.from({ length: 10 }, (_, index) => `T${String(index + 1)}`),
    ]);
  });

  it('is of the size that the preview says', async () => {
    const { result, preview } = await practiceViews();
    expect(preview).toMatchObject({
      exceptions: rankedVariances(result.lines).length,
      stale: [],
      rows: { checks: 10, 'invoice-lines': result.coverage.invoiceRows },
    });
  });
});

/** A decimal text in 10^-12. */
function scaled(text: string): bigint {
  const [whole = '0', rest = ''] = text.replace('-', '').split('.');
  const value = BigInt((whole === '' ? '0' : whole) + rest.padEnd(12, '0'));
  return text.startsWith('-') ? -value : value;
}
