/** Months that can't be closed: nothing is guessed, nothing is summed that can't be read, and "all clear" is not said. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rulesBroken } from '../../support/truth/compare.ts';
import { addDays, monthOf } from '../../support/truth/calendar.ts';
import { exact } from '../../support/truth/exact.ts';
import { columnsFor } from '../../support/truth/invoice-file.ts';
import { close, rebill } from '../../support/truth/invoice.ts';
import {
  allReports,
  draftMonth,
  expectMonth,
  nth,
  writeMonth,
  type Month,
} from '../../support/truth/month.ts';
import { writeReport, type ReportRow } from '../../support/truth/reports.ts';
import { makeFolder, reconcile, tieout, type Folder, type Outcome } from '../../support/truth/run.ts';
import { makeWorld } from '../../support/truth/world.ts';

const OCTOBER = monthOf('2026-10');
let folder: Folder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  folder.dispose();
});

const status = (
  document: { checks: readonly { id: string; status: string }[] },
  id: string,
): string | undefined => document.checks.find((check) => check.id === id)?.status;

async function runRaw(month: Month, more: readonly string[] = []): Promise<Outcome> {
  const { args } = await writeMonth(month, folder);
  return await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args, ...more]);
}

describe('blocked', () => {
  test('PARTNER and CUSTOMER reports that disagree block the month', async () => {
    const world = makeWorld({ seed: 301, period: OCTOBER });
    const reports = allReports(world);
    nth2(reports.partner).userDays += exact('0.5');
    const { args } = await writeMonth(draftMonth(world, { reports }), folder);
    const { document, exitCode } = await reconcile(folder, args);
    expect({
      exitCode,
      verdict: document.verdict,
      T3: status(document, 'T3'),
      T4: status(document, 'T4'),
      broken: rulesBroken(document),
    }).toEqual({ exitCode: 1, verdict: 'blocked', T3: 'check', T4: 'ok', broken: [] });
    expect(document.verdictReasons.length).toBeGreaterThan(0);
  });

  test('CUSTOMER and USER reports that disagree block the month', async () => {
    const world = makeWorld({ seed: 302, period: OCTOBER });
    const reports = allReports(world);
    nth2(reports.user).userDays -= exact('0.5');
    const { args } = await writeMonth(draftMonth(world, { reports }), folder);
    const { document, exitCode } = await reconcile(folder, args);
    expect({
      exitCode,
      verdict: document.verdict,
      T3: status(document, 'T3'),
      T4: status(document, 'T4'),
      broken: rulesBroken(document),
    }).toEqual({ exitCode: 1, verdict: 'blocked', T3: 'ok', T4: 'check', broken: [] });
  });

  test('levels that agree in sum and disagree by customer block the month', async () => {
    const world = makeWorld({ seed: 303, period: OCTOBER, skus: ['A-WX-CALL'] });
    const reports = allReports(world);
    nth2(reports.customer, 0).userDays += exact(3);
    nth2(reports.customer, 1).userDays -= exact(3);
    const { args } = await writeMonth(draftMonth(world, { reports }), folder);
    const { document } = await reconcile(folder, args);
    expect([document.verdict, status(document, 'T3'), status(document, 'T4')]).toEqual([
      'blocked',
      'ok',
      'check',
    ]);
  });

  test('a stated total that does not add up blocks the month', async () => {
    const world = makeWorld({ seed: 304, period: OCTOBER });
    const { document } = await expectMonth(draftMonth(world, { closing: { misstatedBy: exact('-100') } }));
    expect(document.checks.find((check) => check.id === 'T1')).toMatchObject({
      status: 'check',
      difference: '100',
    });
  });

  test('an unreadable amount is quarantined, named with row and column, and blocks the month', async () => {
    const world = makeWorld({ seed: 305, period: OCTOBER });
    const month = draftMonth(world, {
      faults: (charges) => {
        const row = nth(charges, 2);
        row.texts = { amount: '12,5O' };
        row.quarantined = true;
        return undefined;
      },
    });
    // The stated total holds the amount that was meant; the row's usage then looks unbilled until it is repaired.
    const { args, written } = await writeMonth(month, folder);
    const { document, exitCode } = await reconcile(folder, args);
    expect({
      exitCode,
      verdict: document.verdict,
      T1: status(document, 'T1'),
      broken: rulesBroken(document),
    }).toEqual({
      exitCode: 1,
      verdict: 'blocked',
      T1: 'check',
      broken: [],
    });
    expect(document.coverage).toMatchObject({ quarantined: 1, audited: 7 });
    expect(document.issues.filter((issue) => issue.severity === 'error')).toMatchObject([
      {
        code: 'AMOUNT_UNPARSABLE',
        file: 'invoice.csv',
        row: written.rowOf.get(nth(month.rows, 2)),
        column: 'Amount',
        text: '12,5O',
      },
    ]);
  });

  test.for(['#REF!', 'n/a', '1.2.3', '１２O', '1e5x'])(
    'an amount of %s is never read as a figure',
    async (text) => {
      const world = makeWorld({ seed: 306, period: OCTOBER });
      const month = draftMonth(world, {
        closing: { total: false },
        faults: (charges) => {
          nth(charges, 4).texts = { amount: text };
          return undefined;
        },
      });
      const { args } = await writeMonth(month, folder);
      const { document } = await reconcile(folder, args);
      expect(document.coverage).toMatchObject({ quarantined: 1, audited: 7 });
      expect(document.verdict).not.toBe('tied');
      expect(document.issues.some((issue) => issue.severity === 'error' && issue.text === text)).toBe(true);
    },
  );

  test('an unreadable quantity is quarantined as well', async () => {
    const world = makeWorld({ seed: 307, period: OCTOBER });
    const month = draftMonth(world, {
      faults: (charges) => {
        nth(charges, 1).texts = { quantity: 'approx. 5' };
        return undefined;
      },
    });
    const { args, written } = await writeMonth(month, folder);
    const { document } = await reconcile(folder, args);
    expect(document.coverage.quarantined).toBe(1);
    expect(document.verdict).not.toBe('tied');
    expect(document.issues).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        row: written.rowOf.get(nth(month.rows, 1)),
        column: 'Quantity',
        text: 'approx. 5',
      }),
    );
  });

  test('an unreadable quantity in a report is named and never counted as zero', async () => {
    const world = makeWorld({ seed: 308, period: OCTOBER });
    const { args } = await writeMonth(draftMonth(world, { reports: {} }), folder);
    const text = writeReport(world, 'user', allReports(world).user).toString('utf8');
    const lines = text.split('\n');
    const cells = (lines[3] ?? '').split(',');
    const column = (lines[0] ?? '').split(',').indexOf('QUANTITY');
    cells[column] = '3l';
    lines[3] = cells.join(',');
    const report = folder.put('user.csv', lines.join('\n'));
    const outcome = await tieout([
      'reconcile',
      '--workspace',
      folder.workspace,
      '--json',
      ...args,
      '--report',
      report,
    ]);
    expect(outcome.exitCode).not.toBe(0);
    const said = outcome.stdout + outcome.stderr;
    expect({ file: said.includes('user.csv'), column: said.includes('QUANTITY') }).toEqual({
      file: true,
      column: true,
    });
  });
});

describe('not reconcilable', () => {
  test('an invoice without usage is not reconcilable', async () => {
    const world = makeWorld({ seed: 311, period: OCTOBER });
    const { args } = await writeMonth(draftMonth(world, { reports: {} }), folder);
    const { document, exitCode } = await reconcile(folder, args);
    expect({ exitCode, verdict: document.verdict, broken: rulesBroken(document) }).toEqual({
      exitCode: 1,
      verdict: 'not-reconcilable',
      broken: [],
    });
    expect(document.verdictReasons.length).toBeGreaterThan(0);
  });

  test('usage of another month is no usage', async () => {
    const world = makeWorld({ seed: 312, period: OCTOBER });
    const shift = (row: ReportRow): ReportRow => ({
      ...row,
      start: addDays(row.start, -31),
      end: addDays(row.end, -31),
    });
    const { partner, customer, user } = allReports(world);
    const reports = { partner: partner.map(shift), customer: customer.map(shift), user: user.map(shift) };
    const { args } = await writeMonth(draftMonth(world, { reports }), folder);
    const { document, exitCode } = await reconcile(folder, args);
    expect({ exitCode, verdict: document.verdict, broken: rulesBroken(document) }).toEqual({
      exitCode: 1,
      verdict: 'not-reconcilable',
      broken: [],
    });
  });

  test('reports with a header and no rows are no usage', async () => {
    const world = makeWorld({ seed: 313, period: OCTOBER });
    const { args } = await writeMonth(
      draftMonth(world, { reports: { partner: [], customer: [], user: [] } }),
      folder,
    );
    const { document, exitCode } = await reconcile(folder, args);
    expect([exitCode, document.verdict]).toEqual([1, 'not-reconcilable']);
  });

  test('an invoice of credits and taxes alone is not reconcilable', async () => {
    const world = makeWorld({ seed: 314, period: OCTOBER });
    const rows = close([], {
      others: [
        { kind: 'credit', description: 'Credit for September', chargeType: 'Credit', amount: exact('-50') },
      ],
      taxPercent: 10,
    });
    const { args } = await writeMonth({ ...draftMonth(world), rows }, folder);
    const { document, exitCode } = await reconcile(folder, args);
    expect([exitCode, document.verdict, document.coverage.audited]).toEqual([1, 'not-reconcilable', 0]);
  });
});

describe('refused', () => {
  test('the same report twice is refused by its bytes, under another name too', async () => {
    const world = makeWorld({ seed: 321, period: OCTOBER });
    const month = draftMonth(world);
    const copy = folder.put('copy.csv', writeReport(world, 'user', allReports(world).user));
    const outcome = await runRaw(month, ['--report', copy]);
    expect({ exit: outcome.exitCode, named: /copy\.csv|user\.csv/.test(outcome.stderr) }).toEqual({
      exit: 2,
      named: true,
    });
  });

  test('dates that may be day first or month first are refused, and read once the order is stated', async () => {
    const world = makeWorld({ seed: 322, period: { start: '2026-10-01', end: '2026-10-10' }, partial: 0 });
    const month = draftMonth(world, {
      billing: { basis: 'user-days' },
      statesPeriod: false,
      style: { currency: 'USD', columns: columnsFor('customer'), dates: 'dmy-slashes' },
    });
    const out = path.join(folder.path, 'variance.xlsx');
    const outcome = await runRaw(month, ['--out', out]);
    expect({
      exit: outcome.exitCode,
      named: outcome.stderr.includes('invoice.csv'),
      written: existsSync(out),
    }).toEqual({
      exit: 2,
      named: true,
      written: false,
    });
    await expectMonth({ ...month, args: ['--date-order', 'dmy'] });
  });

  test('numbers that may be grouped or decimal are refused, and read once the locale is stated', async () => {
    const world = makeWorld({ seed: 323, period: OCTOBER, customers: 2, users: [1, 1], skus: ['A-WX-CALL'] });
    world.holdings.forEach((holding, index) => {
      holding.userDays = exact(index === 0 ? 1234 : 2345);
    });
    const month = draftMonth(world, {
      billing: { basis: 'user-days', prices: { 'A-WX-CALL': '1' } },
      style: { currency: 'USD', columns: columnsFor('customer'), numbers: { group: ',' } },
    });
    const outcome = await runRaw(month);
    expect({ exit: outcome.exitCode, named: outcome.stderr.includes('invoice.csv') }).toEqual({
      exit: 2,
      named: true,
    });
    await expectMonth({ ...month, args: ['--locale', 'en-US'] });
  });

  test('a refused invoice leaves the workspace as it was', async () => {
    const world = makeWorld({ seed: 324, period: OCTOBER });
    const good = await writeMonth(draftMonth(world), folder);
    const before = await reconcile(folder, good.args);
    const periods = await tieout(['periods', '--workspace', folder.workspace, '--json']);
    const bad = folder.put('bad.csv', 'Colour,Shape\nred,round\n');
    const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', '--invoice', bad]);
    expect([outcome.exitCode, outcome.stderr.includes('bad.csv')]).toEqual([2, true]);
    expect((await tieout(['periods', '--workspace', folder.workspace, '--json'])).stdout).toBe(
      periods.stdout,
    );
    expect((await reconcile(folder, good.args)).document.resultHash).toBe(before.document.resultHash);
  });

  test.for([
    ['an unknown option', ['--no-such-option']],
    ['a malformed period', ['--period', '2026-13-01..2026-13-31']],
    ['a missing file', ['--report', '/nowhere/at/all.csv']],
    ['an unknown unit', ['--unit-basis', 'fortnights']],
    ['a tolerance that is no number', ['--tolerance-amount', 'one']],
    ['a negative tolerance', ['--tolerance-amount', '-1']],
  ] as const)('%s is refused', async ([, more]) => {
    const world = makeWorld({ seed: 325, period: OCTOBER });
    const outcome = await runRaw(draftMonth(world, { statesPeriod: false }), more);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).not.toBe('');
  });

  test('a report without its quantity column is refused', async () => {
    const world = makeWorld({ seed: 326, period: OCTOBER });
    const { args } = await writeMonth(draftMonth(world, { reports: {} }), folder);
    const text = writeReport(world, 'user', allReports(world).user)
      .toString('utf8')
      .replace('QUANTITY', 'AMOUNT_OF_THINGS');
    const outcome = await tieout([
      'reconcile',
      '--workspace',
      folder.workspace,
      '--json',
      ...args,
      '--report',
      folder.put('user.csv', text),
    ]);
    expect({
      exit: outcome.exitCode,
      names: outcome.stderr.includes('user.csv') && outcome.stderr.includes('QUANTITY'),
    }).toEqual({ exit: 2, names: true });
  });
});

describe('the same inputs', () => {
  const figures = (document: object): unknown =>
    JSON.parse(
      JSON.stringify(document, (key, value: unknown) => {
        if (['runId', 'generatedAt', 'resultHash', 'file', 'sha256', 'row'].includes(key)) return undefined;
        return key === 'evidence' || (key === 'rows' && Array.isArray(value))
          ? (value as unknown[]).length
          : value;
      }),
    );

  const faulty = (seed: number): Month =>
    draftMonth(makeWorld({ seed, period: OCTOBER, locations: 2, subscriptions: ['Sub1', 'Sub2'] }), {
      closing: { total: false },
      faults: (charges) => {
        rebill(nth(charges, 3), (nth(charges, 3).quantity ?? 0n) + exact(2));
        return [...charges.slice(1), { ...nth(charges, 5) }];
      },
    });

  test('give the same document again in the same workspace', async () => {
    const { args } = await writeMonth(faulty(331), folder);
    const first = await reconcile(folder, args);
    const second = await reconcile(folder, args);
    expect(second.document.resultHash).toBe(first.document.resultHash);
    expect(second.document.runId).not.toBe(first.document.runId);
    expect({ ...second.document, runId: '', generatedAt: '' }).toEqual({
      ...first.document,
      runId: '',
      generatedAt: '',
    });
  });

  test('give the same hash under other file names and in another workspace', async () => {
    const first = await expectMonth(faulty(332));
    const second = await expectMonth({ ...faulty(332), invoiceName: 'renamed' });
    expect(second.document.resultHash).toBe(first.document.resultHash);
  });

  test('give the same figures whatever the order of the rows', async () => {
    const month = faulty(333);
    const { chance } = month.world;
    const shuffled: Month = {
      ...month,
      rows: chance.shuffle(month.rows),
      reports: {
        partner: chance.shuffle(month.reports.partner ?? []),
        customer: chance.shuffle(month.reports.customer ?? []),
        user: chance.shuffle(month.reports.user ?? []),
      },
    };
    const first = await expectMonth(month);
    const second = await expectMonth(shuffled);
    expect(figures(second.document)).toEqual(figures(first.document));
    expect(second.document.resultHash).toBe(first.document.resultHash);
  });

  test('with another quantity give another hash', async () => {
    const month = faulty(334);
    const first = await expectMonth(month);
    rebill(nth(month.rows, 0), exact(1));
    const second = await expectMonth(month);
    expect(second.document.resultHash).not.toBe(first.document.resultHash);
  });
});

function nth2(rows: readonly ReportRow[], index = 0): ReportRow {
  const row = rows[index];
  if (row === undefined) throw new Error(`no report row ${index}`);
  return row;
}
