/** Months that tempt a program into a wrong figure: a row taken for a total, an id that loses a digit, a sheet passed over. */
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { disagreements } from '../../support/truth/compare.ts';
import { monthOf } from '../../support/truth/calendar.ts';
import { exact } from '../../support/truth/exact.ts';
import { columnsFor } from '../../support/truth/invoice-file.ts';
import { rebill } from '../../support/truth/invoice.ts';
import {
  allReports,
  draftMonth,
  expectMonth,
  nth,
  writeMonth,
  type Month,
} from '../../support/truth/month.ts';
import { writeReport } from '../../support/truth/reports.ts';
import { makeFolder, reconcile, tieout, type Folder } from '../../support/truth/run.ts';
import { truthOf } from '../../support/truth/truth.ts';
import { makeWorld, type World } from '../../support/truth/world.ts';

const OCTOBER = monthOf('2026-10');
let folder: Folder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  folder.dispose();
});

/** The same month, with its customers named otherwise. */
function renamed(world: World, names: readonly string[]): World {
  const byId = new Map(
    world.customers.map((customer, index) => [
      customer.orgId,
      { ...customer, name: names[index] ?? customer.name },
    ]),
  );
  return {
    ...world,
    customers: [...byId.values()],
    holdings: world.holdings.map((holding) => ({
      ...holding,
      customer: byId.get(holding.customer.orgId) ?? holding.customer,
    })),
  };
}

describe('rows that look like something else', () => {
  test('customers called Total, Subtotal, Tax and Credit are customers', async () => {
    const names = [
      'Total Energies',
      'Subtotal Foods',
      'Tax & Co',
      'Credit Union East',
      'Grand Total Ltd',
      'Rounding Fee Partners',
    ];
    const world = renamed(makeWorld({ seed: 501, period: OCTOBER, customers: 6 }), names);
    await expectMonth(draftMonth(world, { closing: { subtotals: true, taxPercent: 8 } }));
  });

  test('Japanese customers whose names hold the words of totals are customers', async () => {
    const names = ['合計商事', '小計サービス', '税理士法人あおい', '総計システム'];
    const world = renamed(makeWorld({ seed: 502, period: OCTOBER, japanese: true }), names);
    await expectMonth(draftMonth(world));
  });

  test('a charge that happens to be the sum of the rows above it is a charge', async () => {
    const world = makeWorld({
      seed: 503,
      period: OCTOBER,
      customers: 4,
      users: [1, 1],
      partial: 0,
      skus: ['A-WX-CALL'],
    });
    // 1, 1, 2 and 4 users: the third is the sum of the first two, the fourth of the first three.
    for (const [index, more] of [0, 0, 1, 3].entries())
      for (let n = 0; n < more; n += 1) {
        const holding = world.holdings[index];
        if (holding === undefined) throw new Error('no holding');
        const consumer = { subscriberId: world.chance.uuid(), userId: world.chance.uuid(), workspaceId: '' };
        world.holdings.push({ ...holding, consumer });
      }
    const month = draftMonth(world);
    expect(month.rows.filter((row) => row.kind === 'charge').map((row) => row.amount)).toEqual(
      ['12.5', '12.5', '25', '50'].map(exact),
    );
    await expectMonth(month);
  });

  test('the last charge that happens to be the sum of all others is a charge', async () => {
    const world = makeWorld({
      seed: 504,
      period: OCTOBER,
      customers: 3,
      users: [1, 1],
      partial: 0,
      skus: ['A-WX-CALL'],
    });
    const last = world.holdings[2];
    if (last === undefined) throw new Error('no holding');
    world.holdings.push({
      ...last,
      consumer: { subscriberId: world.chance.uuid(), userId: '', workspaceId: '' },
    });
    await expectMonth(draftMonth(world, { closing: { total: false } }));
  });
});

describe('ids', () => {
  test('ids with leading zeros keep them', async () => {
    const world = makeWorld({ seed: 511, period: OCTOBER, subscriptions: ['000123', '00123'] });
    await expectMonth(draftMonth(world));
  });

  test('subscription ids that a workbook holds as numbers meet those of the reports', async () => {
    const world = makeWorld({ seed: 512, period: OCTOBER, subscriptions: ['7700123', '7700124'] });
    const month = draftMonth(world);
    await expectAsEdited(month, (sheet) => {
      sheet.eachRow((row, number) => {
        const cell = row.getCell(1);
        if (number > 1 && typeof cell.value === 'string' && cell.value !== '')
          cell.value = Number(cell.value);
      });
    });
  });

  test('ids in other letters and widths are the same ids', async () => {
    const world = makeWorld({ seed: 513, period: OCTOBER });
    await expectMonth(
      draftMonth(world, {
        faults: (charges) => {
          nth(charges, 0).texts = { subscription: 'SUB100200', sku: 'a-wx-call' };
          nth(charges, 1).texts = { subscription: ' Ｓｕｂ１００２００ ' };
          return undefined;
        },
      }),
    );
  });
});

/** Writes the month's invoice as a workbook, edits it as a person would, and holds the result against the truth. */
async function expectAsEdited(
  month: Month,
  edit: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
  args: readonly string[] = [],
): Promise<void> {
  const { args: written, written: invoice } = await writeMonth({ ...month, format: 'xlsx' }, folder);
  const file = written[1] ?? '';
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  const sheet = book.worksheets[0];
  if (sheet === undefined) throw new Error('no sheet');
  edit(sheet, book);
  await book.xlsx.writeFile(file);
  const { document } = await reconcile(folder, [...written, ...args]);
  const truth = truthOf(month.rows, month.reports, month.terms);
  expect(
    disagreements(document, truth, { rowOf: invoice.rowOf, above: invoice.above, ...month.around }),
  ).toEqual([]);
}

describe('workbooks', () => {
  test('hidden rows are read like the others', async () => {
    const month = draftMonth(makeWorld({ seed: 521, period: OCTOBER }));
    await expectAsEdited(month, (sheet) => {
      sheet.getRow(4).hidden = true;
      sheet.getRow(6).hidden = true;
    });
  });

  test('a cover sheet before the usage is passed over', async () => {
    const month = draftMonth(makeWorld({ seed: 522, period: OCTOBER }), { around: { skip: ['coverage'] } });
    await expectAsEdited(month, (_, book) => {
      const cover = book.addWorksheet('Cover');
      cover.getCell('A1').value = 'Example Distributor Inc.';
      cover.getCell('A3').value = 'Please pay within 30 days';
    });
  });

  test('the sheet that is named is the one that is read', async () => {
    const month = draftMonth(makeWorld({ seed: 523, period: OCTOBER }), { around: { skip: ['coverage'] } });
    await expectAsEdited(
      month,
      (sheet, book) => {
        const other = book.addWorksheet('Last month');
        sheet.eachRow((row, number) => {
          other.getRow(number).values = row.values;
        });
      },
      ['--sheet', 'Usage'],
    );
  });

  test('formulas are read by their stored values', async () => {
    const month = draftMonth(makeWorld({ seed: 524, period: OCTOBER }));
    await expectAsEdited(month, (sheet) => {
      const amount = columnsFor('customer').indexOf('amount') + 1;
      sheet.eachRow((row, number) => {
        const cell = row.getCell(amount);
        if (number > 1 && typeof cell.value === 'number')
          cell.value = { formula: `ROUND(I${number}*J${number},2)`, result: cell.value };
      });
    });
  });

  test('formulas without stored values are never read as zero', async () => {
    const month = draftMonth(makeWorld({ seed: 525, period: OCTOBER }));
    const { args } = await writeMonth({ ...month, format: 'xlsx' }, folder);
    const file = args[1] ?? '';
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    const cell = book.worksheets[0]?.getRow(3).getCell(columnsFor('customer').indexOf('amount') + 1);
    if (cell === undefined) throw new Error('no cell');
    cell.value = { formula: 'I3*J3' };
    await book.xlsx.writeFile(file);
    const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args]);
    expect([1, 2]).toContain(outcome.exitCode);
    if (outcome.exitCode === 1) {
      const { document } = await reconcile(folder, args);
      expect(document.coverage).toMatchObject({ quarantined: 1, audited: 7 });
      expect(document.issues.some((issue) => issue.severity === 'error' && issue.row === 3)).toBe(true);
    } else expect(outcome.stderr).toContain('invoice.xlsx');
  });
});

describe('the workspace', () => {
  test('usage that was imported before serves a reconciliation without reports', async () => {
    const month = draftMonth(makeWorld({ seed: 531, period: OCTOBER }), {
      faults: (charges) => {
        rebill(nth(charges, 2), (nth(charges, 2).quantity ?? 0n) + exact(1));
        return undefined;
      },
    });
    const { args, written } = await writeMonth(month, folder);
    const files = args.flatMap((arg, index) => (args[index - 1] === '--report' ? [arg] : []));
    const imported = await tieout(['import-report', '--workspace', folder.workspace, ...files]);
    expect([imported.exitCode, imported.stderr]).toEqual([0, expect.any(String)]);
    const without = args.filter((arg, index) => arg !== '--report' && args[index - 1] !== '--report');
    const { document } = await reconcile(folder, without);
    const truth = truthOf(month.rows, month.reports, month.terms);
    expect(disagreements(document, truth, { rowOf: written.rowOf })).toEqual([]);
  });

  test('importing a report again does not double the usage', async () => {
    const month = draftMonth(makeWorld({ seed: 532, period: OCTOBER }));
    const { args, written } = await writeMonth(month, folder);
    const files = args.flatMap((arg, index) => (args[index - 1] === '--report' ? [arg] : []));
    await tieout(['import-report', '--workspace', folder.workspace, ...files]);
    await tieout(['import-report', '--workspace', folder.workspace, ...files]);
    const without = args.filter((arg, index) => arg !== '--report' && args[index - 1] !== '--report');
    const { document } = await reconcile(folder, without);
    const truth = truthOf(month.rows, month.reports, month.terms);
    expect(disagreements(document, truth, { rowOf: written.rowOf })).toEqual([]);
  });

  test('reports that are named stand alone, whatever the workspace holds', async () => {
    const world = makeWorld({ seed: 533, period: OCTOBER });
    const month = draftMonth(world);
    const older = allReports(world).user.map((row) => ({ ...row, userDays: exact(1) }));
    const file = folder.put('older.csv', writeReport(world, 'user', older));
    const imported = await tieout(['import-report', '--workspace', folder.workspace, file]);
    expect(imported.exitCode).toBe(0);
    await expectMonth(month, folder);
  });
});
