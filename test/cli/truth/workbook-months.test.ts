/** The variance workbook says what the result document says, read by another program from the stored values. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ResultDocument } from '../../../src/core/reconcile/result-document.ts';
import { monthOf } from '../../support/truth/calendar.ts';
import { exact } from '../../support/truth/exact.ts';
import { openpyxlMissing } from '../../support/truth/invoice-file.ts';
import { rebill } from '../../support/truth/invoice.ts';
import { draftMonth, nth, PRICES, runMonth, type Month } from '../../support/truth/month.ts';
import { makeFolder, type Folder } from '../../support/truth/run.ts';
import { makeWorld } from '../../support/truth/world.ts';

const missing = openpyxlMissing();
if (missing !== undefined) console.warn(`skipped: the workbook is not read back, since ${missing}`);

const READ = `
import sys, json, openpyxl, datetime
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
plain = lambda v: v.isoformat() if isinstance(v, (datetime.date, datetime.datetime)) else v
json.dump({s.title: [[plain(c) for c in row] for row in s.iter_rows(values_only=True)] for s in book.worksheets}, sys.stdout)
`;
type CellValue = string | number | boolean | null;
type Sheets = Record<string, CellValue[][]>;

const readSheets = (file: string): Sheets =>
  JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', READ, file], { maxBuffer: 1 << 28 }).toString('utf8'),
  ) as Sheets;

/** Whether some cell holds this figure; a workbook's numbers are doubles. */
const holds = (row: readonly CellValue[], figure: string): boolean =>
  row.some(
    (cell) =>
      typeof cell === 'number' && Math.abs(cell - Number(figure)) <= Math.abs(Number(figure)) * 1e-12 + 1e-9,
  );

function problems(document: ResultDocument, sheets: Sheets): string[] {
  const found: string[] = [];
  const summary = sheets['Summary'] ?? [];
  for (const key of ['invoiced', 'expected', 'variance', 'notAudited'] as const)
    if (!summary.some((row) => holds(row, document.totals[key])))
      found.push(`Summary lacks ${key} ${document.totals[key]}`);
  const checks = sheets['Checks'] ?? [];
  for (const check of document.checks) {
    const row = checks.find((cells) =>
      cells.some((cell) => typeof cell === 'string' && new RegExp(`^${check.id}( |$)`).test(cell)),
    );
    if (row === undefined) {
      found.push(`Checks lacks ${check.id}`);
      continue;
    }
    const words = row.filter((cell) => typeof cell === 'string').map((cell) => cell.toUpperCase());
    const want = { ok: 'OK', check: 'CHECK', 'no-data': 'NO DATA' }[check.status];
    if (!words.includes(want)) found.push(`Checks ${check.id}: want ${want}, got ${words.join(', ')}`);
    for (const figure of [check.left, check.right, check.difference])
      if (figure !== null && !holds(row, figure)) found.push(`Checks ${check.id} lacks ${figure}`);
  }
  const byCustomer = sheets['By customer'] ?? [];
  for (const line of document.lines) {
    const rows = byCustomer.filter(
      (cells) =>
        cells.some((cell) => String(cell).toLowerCase() === line.sku.toLowerCase()) &&
        cells.some((cell) => String(cell).toLowerCase() === (line.customerOrgId ?? '').toLowerCase()),
    );
    const figures = [
      line.invoiced.quantity,
      line.usage.quantity,
      line.invoiced.amount,
      line.expected.amount,
      line.variance.amount,
    ];
    if (!rows.some((row) => figures.every((figure) => figure === null || holds(row, figure))))
      found.push(
        `By customer lacks ${line.sku} ${String(line.customerOrgId)}: ${figures.join(' ')}; rows ${JSON.stringify(rows)}`,
      );
  }
  const errors = Object.entries(sheets).flatMap(([name, rows]) =>
    rows
      .flat()
      .filter((cell) => typeof cell === 'string' && /^#(REF|NAME|VALUE|DIV|N\/A|NUM)/.test(cell))
      .map((cell) => `${name}: ${String(cell)}`),
  );
  return [...found, ...errors];
}

describe.skipIf(missing !== undefined)('the workbook', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => {
    folder.dispose();
  });

  async function check(month: Month): Promise<Sheets> {
    const out = path.join(folder.path, 'variance.xlsx');
    const { document, found } = await runMonth(
      { ...month, args: [...(month.args ?? []), '--out', out] },
      folder,
    );
    const sheets = readSheets(out);
    expect([...found, ...problems(document, sheets)]).toEqual([]);
    const charges = month.rows.filter((row) => row.kind === 'charge');
    const lines = sheets['Invoice lines'] ?? [];
    // Every row of the invoice is there, excluded ones too.
    expect(
      lines.filter((row) => row.some((cell) => typeof cell === 'string' && cell !== '')).length,
    ).toBeGreaterThanOrEqual(month.rows.filter((row) => row.kind !== 'blank').length);
    expect(charges.length).toBeGreaterThan(0);
    return sheets;
  }

  test('of a clean month holds the figures of the document', async () => {
    await check(draftMonth(makeWorld({ seed: 401, period: monthOf('2026-10') })));
  });

  test('of a month with faults holds the figures of the document', async () => {
    const month = draftMonth(makeWorld({ seed: 402, period: monthOf('2026-10'), customers: 5 }), {
      terms: {
        book: Object.entries(PRICES).map(([sku, unitPrice]) => ({
          sku,
          unitPrice: sku === 'A-WX-CALL' ? '11.5' : unitPrice,
        })),
      },
      closing: { subtotals: true, netTotal: true, taxPercent: 10, blanks: true },
      faults: (charges) => {
        rebill(nth(charges, 1), (nth(charges, 1).quantity ?? 0n) + exact('2.25'));
        return [...charges.slice(0, 7), ...charges.slice(8), { ...nth(charges, 2) }];
      },
    });
    await check(month);
  });
});
