import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { StartedApp } from './support/launch-app.ts';
import { mainWindow } from './support/main-window.ts';
import { hasOpenpyxl, writeOddMonth, type OddMonth } from './support/odd-month.ts';
import { tabTo } from './support/tab-to.ts';
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
  ja: {
    screens: { reconcile: '照合', export: '書き出し' },
    headerRow: '4 行目を見出しにする',
    totals: '合計',
    import: '取り込む',
    reconcile: '照合を実行',
    lines: '照合結果の明細',
    explain: '説明',
    dispute: '異議申立て',
    undo: /^元に戻す:/,
    reason: '理由コード',
    note: 'メモ',
    save: '保存',
    open: '未対応',
    explained: '説明済み',
    disputed: '異議申立中',
    write: 'ワークブックを書き出す…',
    sheet: '要対応',
    heads: {
      customer: '顧客',
      variance: '差異金額',
      reason: '理由コード',
      note: 'メモ',
      status: '対応状況',
    },
    reasons: { timing: '追加・解約の時期', duplicate: '重複' },
    bySku: 'SKU別',
    sums: { invoiced: '請求金額', expected: '想定金額', variance: '差異金額' },
    total: '合計',
    workbook: { explained: '説明済み', disputed: '異議申立て' },
    names: ['みどり商事', '株式会社あおば通信', '山﨑電機', 'カナ工業', '東京ネット', '髙橋建設'],
    timing: '14日に解約済み。返金は合意済みです。',
    twice: '6行目は5行目の重複です。',
  },
} as const;
type Words = (typeof WORDS)[keyof typeof WORDS];

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

/** Maps the unknown layout without a mouse: what is typed counts with Enter, or as soon as the next column is gone to. */
async function mapByKeyboard(page: Page, words: Words): Promise<void> {
  await expect(page.getByRole('button', { name: words.headerRow })).toBeVisible();
  await tabTo(page, 'button', words.headerRow);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader').getByRole('combobox')).toHaveCount(9);
  for (const [column, field] of [
    ['A', 'Subscription'],
    ['B', 'Customer ID'],
    ['C', 'SKU'],
    ['D', 'Charge start'],
    ['E', 'Charge end'],
    ['F', 'Quantity'],
    ['G', 'Unit price'],
    ['H', 'Amount'],
    ['I', 'Currency'],
  ] as const) {
    await tabTo(page, 'combobox', new RegExp(`\\b${column}\\b`));
    await page.keyboard.type(field);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: words.totals })).toHaveAttribute('data-tie-out', 'ok');
  // The last choice is still being read: until then nothing can be imported, by key as by mouse.
  const importButton = page.getByRole('button', { name: words.import, exact: true });
  await expect(page.getByRole('columnheader').getByText('chosen by you')).toHaveCount(9);
  await expect(importButton).toBeEnabled();
  await page.keyboard.press('Control+Enter');
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

/** From the files to the workbook, with the mouse. */
async function closeMonth(app: StartedApp, window: Page, root: string, words: Words): Promise<void> {
  const main = mainWindow(window);
  const month = writeOddMonth(root, words.names);
  await main.dropAnywhere(month.reports);
  await expect(window.locator('[data-step="imported"]')).toHaveCount(3);
  await main.dropAnywhere([month.invoice]);
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

  const path = join(root, 'variance.xlsx');
  await writeWorkbook(app, window, words, path);
  expectSameFigures(path, month, words);
}

test('a person closes a month: practice, an unknown invoice, differences decided, the workbook', async ({
  app,
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  await window.locator('[data-choice="practice"]').getByRole('button').click();
  await expect(window.locator('[data-verdict="variances"]')).toBeVisible();
  await main.goTo('Reconcile');
  await expect(window.getByText('164 of 183 invoice rows audited')).toBeVisible();
  await window.getByRole('button', { name: 'Back to my workspace' }).click();
  await main.goTo('Periods');
  await expect(window.locator('[data-state="first-start"]')).toBeVisible();
  await closeMonth(app, window, folders.root, WORDS.en);
});

test('a person closes a month in Japanese, and the workbook is Japanese', async ({
  app,
  window,
  folders,
}) => {
  await mainWindow(window).ready();
  await callApi(window, 'settings', 'changeSettings', { language: 'ja' });
  await expect(window.locator('html')).toHaveAttribute('lang', 'ja');
  await closeMonth(app, window, folders.root, WORDS.ja);
});

test('a month is closed by keyboard alone', async ({ app, window, folders }) => {
  const words = WORDS.en;
  const { keyboard } = window;
  await expect(window.locator('[data-engine-state="ready"]')).toBeVisible();
  const month = writeOddMonth(folders.root, words.names);
  await expect(window.locator('[data-state="first-start"]')).toBeVisible();
  const goTo = async (key: string, title: RegExp): Promise<void> => {
    await keyboard.press(key);
    await expect(window.getByRole('heading', { level: 1, name: title })).toBeVisible();
  };
  await goTo('Control+2', /^Import/);
  for (const [files, held] of [
    [month.reports, 3],
    [[month.invoice], 4],
  ] as const) {
    await app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
    }, files);
    await keyboard.press('Control+o');
    if (held === 4) await mapByKeyboard(window, words);
    await expect(window.locator('[data-step="imported"]')).toHaveCount(held);
  }
  await goTo('Control+1', /^Periods/);
  await expect(window.locator('[data-step="reconcile"]').getByRole('button')).toBeVisible();
  await tabTo(window, 'button', words.reconcile);
  await keyboard.press('Enter');
  await expect(window.locator('[data-verdict="variances"]')).toBeVisible();

  await goTo('Control+4', /^Reconcile/);
  await expectPlanted(window, month, words);
  await tabTo(window, 'grid', words.lines);
  // The largest difference stands first.
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  const say = async (key: string, reason: string, note: string): Promise<void> => {
    await keyboard.press(key);
    await expect(window.getByRole('dialog').getByLabel(words.reason)).toBeFocused();
    await keyboard.type(reason);
    await keyboard.press('Tab');
    await keyboard.type(note);
    await keyboard.press('Enter');
    await expect(window.getByRole('dialog')).toBeHidden();
  };
  await say('d', 'DUP', words.twice);
  await expect(lineOf(window, words, month.duplicated)).toContainText(words.disputed);
  await expect(window.getByRole('button', { name: words.undo })).toBeEnabled();
  await keyboard.press('Control+z');
  await expect(lineOf(window, words, month.duplicated)).toContainText(words.open);
  // What was said a moment ago is offered.
  await keyboard.press('d');
  await expect(window.getByRole('dialog').getByRole('button', { name: 'Use it' })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await expect(lineOf(window, words, month.duplicated)).toContainText(words.disputed);
  // The dialog gives the focus back to the line.
  await expect(window.getByRole('dialog')).toBeHidden();
  await expect(window.locator('[role="grid"]:focus, [role="grid"] :focus')).toHaveCount(1);
  await keyboard.press('ArrowDown');
  await say('e', 'ADD', words.timing);
  await expect(lineOf(window, words, month.overBilled)).toContainText(words.explained);

  const path = join(folders.root, 'variance.xlsx');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await goTo('Control+6', /^Export/);
  await expect(window.getByRole('button', { name: words.write })).toBeEnabled();
  await keyboard.press('Control+s');
  await expect(window.locator('[data-written]')).toBeVisible();
  expectSameFigures(path, month, words);
});
