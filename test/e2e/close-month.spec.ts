import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { StartedApp } from './support/launch-app.ts';
import { mainWindow } from './support/main-window.ts';
import { hasOpenpyxl, writeOddMonth, type OddMonth } from './support/odd-month.ts';
import { readWorkbook, tableIn } from './support/read-workbook.ts';
import { callApi } from './support/window-api.ts';

test.skip(!hasOpenpyxl, 'openpyxl is not here: it writes and reads the workbooks of these tests.');

/** The words of the window and of the workbook that a person follows through a month. */
const WORDS = {
  en: {
    screens: { reconcile: 'Reconcile', export: 'Export' },
    headerRow: 'Row 4 is the header',
    totals: 'Totals',
    import: 'Import',
    reconcile: 'Reconcile',
    lines: 'Lines of the reconciliation',
    explain: 'Explain',
    dispute: 'Dispute',
    undo: /^Undo:/,
    reason: 'Reason',
    note: 'Note',
    save: 'Save',
    open: 'Open',
    explained: 'Explained',
    disputed: 'Disputed',
    write: 'Write workbook…',
    sheet: 'Exceptions',
    heads: { customer: 'Customer', variance: 'Variance', reason: 'Reason', note: 'Note', status: 'Status' },
    reasons: { timing: 'ADD/DROP TIMING', duplicate: 'DUPLICATE' },
    bySku: 'By SKU',
    sums: { invoiced: 'Invoiced amount', expected: 'Expected amount', variance: 'Variance' },
    total: 'Total',
    workbook: { explained: 'Explained', disputed: 'Disputed' },
    names: ['acme', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'],
    timing: 'Removed on the 14th; the credit is agreed.',
    twice: 'Row 6 is row 5 again.',
  },
} as const;
type Words = (typeof WORDS)['en'];

/** Maps the unknown layout by hand: its header, then each column. */
async function mapByHand(page: Page, month: OddMonth, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.headerRow }).click();
  for (const [column, field] of month.fields.entries())
    await page
      .getByRole('columnheader')
      .nth(column + 1)
      .getByRole('combobox')
      .selectOption(field);
  await expect(page.getByRole('region', { name: words.totals })).toHaveAttribute('data-tie-out', 'ok');
}

const lineOf = (page: Page, words: Words, customer: string): Locator =>
  page.getByRole('grid', { name: words.lines }).getByRole('row').filter({ hasText: customer });

/** Chooses a line, and says what is to be said of it. */
async function judge(
  page: Page,
  words: Words,
  customer: string,
  said: { readonly verb: string; readonly reason: string; readonly note: string },
): Promise<void> {
  await lineOf(page, words, customer).getByRole('gridcell').first().click();
  await page.getByRole('button', { name: said.verb, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.reason).selectOption(said.reason);
  await dialog.getByLabel(words.note).fill(said.note);
  await dialog.getByRole('button', { name: words.save, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Writes the workbook where the test says. */
async function writeWorkbook(app: StartedApp, page: Page, words: Words, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await mainWindow(page).goTo(words.screens.export);
  await page.getByRole('button', { name: words.write }).click();
  await expect(page.locator('[data-written]')).toBeVisible();
}

/** The workbook says what the window showed: the totals, and what was decided about both lines. */
function expectSameFigures(path: string, month: OddMonth, words: Words): void {
  const book = readWorkbook(path);
  const { heads, sums } = words;
  const decided = tableIn(book, words.sheet, Object.values(heads))
    .filter((row) => row[heads.customer] !== null)
    .map((row) => Object.values(heads).map((name) => row[name]));
  expect(decided).toEqual([
    [month.duplicated, 60, words.reasons.duplicate, words.twice, words.workbook.disputed],
    [month.overBilled, 50, words.reasons.timing, words.timing, words.workbook.explained],
  ]);
  const totals = tableIn(book, words.bySku, Object.values(sums)).at(-1);
  expect(Object.values(sums).map((name) => totals?.[name])).toEqual([490, 380, 110]);
}

/** The planted differences stand in the grid, to the cent, under their exact sums. */
async function expectPlanted(page: Page, month: OddMonth, words: Words): Promise<void> {
  const grid = page.getByRole('grid', { name: words.lines });
  // Six lines, two rows of heads, one of totals.
  await expect(grid).toHaveAttribute('aria-rowcount', '9');
  await expect(lineOf(page, words, month.overBilled)).toContainText('+50.00');
  await expect(lineOf(page, words, month.duplicated)).toContainText('+60.00');
  const held = await callApi(page, 'periods', 'listPeriods', { offset: 0, limit: 1 });
  expect(held).toMatchObject({
    ok: true,
    value: { rows: [{ lastRun: { totals: { variance: '110' } } }] },
  });
}

test('a person closes a month: practice, an unknown invoice, differences decided, the workbook', async ({
  app,
  window,
  folders,
}) => {
  const words = WORDS.en;
  const main = mainWindow(window);
  await main.ready();
  await window.locator('[data-choice="practice"]').getByRole('button').click();
  await expect(window.locator('[data-verdict="variances"]')).toBeVisible();
  await main.goTo(words.screens.reconcile);
  await expect(window.getByText('164 of 183 invoice rows audited')).toBeVisible();
  await window.getByRole('button', { name: 'Back to my workspace' }).click();
  await main.goTo('Periods');
  await expect(window.locator('[data-state="first-start"]')).toBeVisible();

  const month = writeOddMonth(folders.root, words.names);
  await main.drop(month.reports);
  await expect(window.locator('[data-step="imported"]')).toHaveCount(3);
  await main.drop([month.invoice]);
  await mapByHand(window, month, words);
  await window.getByRole('button', { name: words.import, exact: true }).click();
  await expect(window.locator('[data-step="imported"]')).toHaveCount(4);
  await window.getByRole('button', { name: words.reconcile, exact: true }).click();
  await expect(main.jobs('reconcile').first()).toHaveAttribute('data-state', 'completed');
  await main.closeJobs();

  await main.goTo(words.screens.reconcile);
  await expectPlanted(window, month, words);
  await judge(window, words, month.overBilled, {
    verb: words.explain,
    reason: 'ADD_DROP_TIMING',
    note: words.timing,
  });
  await expect(lineOf(window, words, month.overBilled)).toContainText(words.explained);
  const dispute = { verb: words.dispute, reason: 'DUPLICATE', note: words.twice };
  await judge(window, words, month.duplicated, dispute);
  await expect(lineOf(window, words, month.duplicated)).toContainText(words.disputed);
  await window.getByRole('button', { name: words.undo }).click();
  await expect(lineOf(window, words, month.duplicated)).toContainText(words.open);
  await judge(window, words, month.duplicated, dispute);
  await expect(lineOf(window, words, month.duplicated)).toContainText(words.disputed);

  const path = join(folders.root, 'variance.xlsx');
  await writeWorkbook(app, window, words, path);
  expectSameFigures(path, month, words);
});
