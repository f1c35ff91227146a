import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, test, type Folders } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { callApi } from './support/window-api.ts';
import { RENAMED, writeDifferences } from './support/work-files.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Imports and reconciles a month, and goes to its differences. */
async function openMonth(page: Page, folders: Folders, customers: number): Promise<void> {
  const main = mainWindow(page);
  await main.ready();
  await main.drop(writeDifferences(folders.root, customers));
  await main.importInvoice.click();
  await expect(main.jobs('import')).toHaveCount(2);
  await expect(main.jobs('import').first()).toHaveAttribute('data-state', 'completed');
  await callApi(page, 'jobs', 'startReconcilePeriod', { period: { start: '2026-10-01', end: '2026-10-31' } });
  await expect(main.jobs('reconcile').first()).toHaveAttribute('data-state', 'completed');
  await main.goTo('Reconcile');
  await expect(page.getByRole('button', { name: 'Triage' })).toBeVisible();
}

const triage = (page: Page): ReturnType<Page['getByRole']> =>
  page.getByRole('dialog', { name: /Triage|仕分け/ });
const asking = (page: Page): ReturnType<Page['locator']> => page.locator('[data-asking]');

/** Accepts what is shown; where a reason is asked for, the one that was given last. */
async function accept(page: Page): Promise<void> {
  await page.keyboard.press('a');
  if ((await asking(page).count()) === 0) return;
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
}

test('two hundred differences are decided by keyboard alone, and stand after a restart', async ({
  start,
  folders,
}) => {
  test.slow();
  const first = await start();
  const page = await first.firstWindow();
  await openMonth(page, folders, 200);
  await page.keyboard.press('t');
  await expect(triage(page).getByText('0 of 201 decided')).toBeVisible();
  // Nothing is decided on what is not shown.
  await expect(triage(page).getByRole('article')).toBeVisible();
  await expect(triage(page).getByText('Invoice: 1 row')).toBeVisible();

  await page.keyboard.press('a');
  await expect(asking(page)).toBeVisible();
  await page.keyboard.press('p');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Joined mid-month');
  await page.keyboard.press('Enter');
  await expect(triage(page).getByText('1 of 201 decided')).toBeVisible();
  for (let count = 1; count < 201; count += 1) await accept(page);
  await expect(triage(page).getByText('201 of 201 decided')).toBeVisible();
  await expect(triage(page).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
  await expect(triage(page).getByText('Saving…')).toHaveCount(0);
  await first.close();

  const again = await (await start()).firstWindow();
  await mainWindow(again).ready();
  await mainWindow(again).goTo('Reconcile');
  await again.getByRole('button', { name: 'Triage' }).click();
  await expect(triage(again).getByText('201 of 201 decided')).toBeVisible();
});

test('in triage J and K move, D, C and R decide, and U takes back and returns', async ({
  window,
  folders,
}) => {
  await openMonth(window, folders, 9);
  await window.keyboard.press('t');
  const position = (number: number): ReturnType<Page['getByText']> =>
    triage(window).getByText(`Difference ${number} of 10`);
  await expect(position(1)).toBeVisible();
  await window.keyboard.press('j');
  await expect(position(2)).toBeVisible();
  await window.keyboard.press('k');
  await expect(position(1)).toBeVisible();

  await window.keyboard.press('c');
  await expect(position(2)).toBeVisible();
  await expect(triage(window).getByText('1 of 10 decided')).toBeVisible();
  await window.keyboard.press('r');
  await asking(window).getByRole('combobox').selectOption('PRORATION');
  await window.keyboard.press('Enter');
  await expect(triage(window).getByText('2 of 10 decided')).toBeVisible();
  await window.keyboard.press('u');
  await expect(triage(window).getByText('1 of 10 decided')).toBeVisible();
  await expect(position(2)).toBeVisible();
  await expect(triage(window).locator('[data-offered]')).toContainText('PRORATION');
  await window.keyboard.press('?');
  await expect(triage(window).getByRole('region', { name: 'Triage by keyboard' })).toBeVisible();
  await window.keyboard.press('Escape');
  await window.keyboard.press('Escape');
  await expect(triage(window)).toHaveCount(0);
});

test('a renamed SKU is matched by hand, the month is reconciled anew, and Ctrl+Z takes it back', async ({
  window,
  folders,
}) => {
  await openMonth(window, folders, 9);
  await window.keyboard.press('m');
  const dialog = window.getByRole('dialog', { name: 'Match charges with usage' });
  await dialog.getByRole('checkbox', { name: `${RENAMED} · OLD` }).check();
  await dialog.getByRole('checkbox', { name: /NEW/ }).check();
  await expect(dialog.getByText('The quantities agree.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Match', exact: true }).click();
  await expect(mainWindow(window).jobs('reconcile')).toHaveCount(2);
  await expect(mainWindow(window).jobs('reconcile').first()).toHaveAttribute('data-state', 'completed');
  await window.keyboard.press('t');
  await expect(triage(window).getByText('0 of 8 decided')).toBeVisible();
  await window.keyboard.press('Escape');

  await window.keyboard.press('Control+z');
  await expect(mainWindow(window).jobs('reconcile')).toHaveCount(3);
  await expect(mainWindow(window).jobs('reconcile').first()).toHaveAttribute('data-state', 'completed');
  await window.keyboard.press('t');
  await expect(triage(window).getByText('0 of 10 decided')).toBeVisible();
});

const proofOf = (page: Page): ReturnType<Page['getByRole']> => page.getByRole('region', { name: 'Proof' });

/** Opens a dialog about the invoice row of a customer's line. */
async function actOnRow(page: Page, customer: string, act: string): Promise<void> {
  await page.getByRole('gridcell', { name: customer, exact: true }).click();
  await proofOf(page)
    .getByRole('button', { name: /What to do with row/ })
    .click();
  await page.getByRole('menuitem', { name: act }).click();
}

async function reconciledTimes(page: Page, times: number): Promise<void> {
  const jobs = mainWindow(page).jobs('reconcile');
  await expect(jobs).toHaveCount(times);
  await expect(jobs.first()).toHaveAttribute('data-state', 'completed');
}

const audited = (page: Page, rows: number): ReturnType<Page['getByText']> =>
  page.getByText(`${rows} of 10 invoice rows audited`);

test('a charge that is excluded leaves the audit with its reason, and withdrawing brings it back', async ({
  window,
  folders,
}) => {
  await openMonth(window, folders, 9);
  await expect(audited(window, 9)).toBeVisible();
  await actOnRow(window, 'Customer 3', 'Exclude…');
  const dialog = window.getByRole('dialog', { name: 'Exclude from the audit' });
  await dialog.getByRole('button', { name: 'Exclude', exact: true }).click();
  await expect(dialog.getByText('A reason is needed.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Reason' }).selectOption('PRORATION');
  await dialog.getByRole('button', { name: 'Exclude', exact: true }).click();
  await reconciledTimes(window, 2);
  await expect(audited(window, 8)).toBeVisible();

  await window.keyboard.press('h');
  const history = window.getByRole('dialog', { name: /History/ });
  await expect(history.getByRole('region', { name: 'In force now' })).toBeVisible();
  expect((await new AxeBuilder({ page: window }).withTags(WCAG).analyze()).violations).toEqual([]);
  await history.getByRole('button', { name: /Withdraw: Excluded by hand/ }).click();
  await window.keyboard.press('Escape');
  await reconciledTimes(window, 3);
  await expect(audited(window, 9)).toBeVisible();
});

test('a row that a person calls a tax is held against usage no more, and the news offers the way back', async ({
  window,
  folders,
}) => {
  await openMonth(window, folders, 9);
  await actOnRow(window, 'Customer 3', 'Change class…');
  const dialog = window.getByRole('dialog', { name: 'Change the class of an invoice row' });
  await dialog.getByRole('combobox', { name: 'Class' }).selectOption('tax');
  await dialog.getByRole('combobox', { name: 'Reason' }).selectOption('PRORATION');
  await dialog.getByRole('button', { name: 'Change the class' }).click();
  await reconciledTimes(window, 2);
  await expect(audited(window, 8)).toBeVisible();
  // The bar's own button has that name while there is nothing to take back.
  await window.getByRole('button', { name: 'Undo', exact: true, disabled: false }).click();
  await reconciledTimes(window, 3);
  await expect(audited(window, 9)).toBeVisible();
});

test('a row is split over two lines to the last digit, and Ctrl+Z makes it one again', async ({
  window,
  folders,
}) => {
  await openMonth(window, folders, 9);
  await actOnRow(window, 'Customer 3', 'Split…');
  const dialog = window.getByRole('dialog', { name: 'Split an invoice row' });
  const split = dialog.getByRole('button', { name: 'Split', exact: true });
  const part = (number: number): ReturnType<Page['getByRole']> =>
    dialog.getByRole('group', { name: `Part ${number}` });
  await part(1).getByLabel('Quantity').fill('10');
  await part(1).getByLabel('Amount').fill('100');
  await part(2).getByLabel('Quantity').fill('2');
  await part(2).getByLabel('Amount').fill('19.999999');
  await dialog.getByRole('combobox', { name: 'Reason' }).selectOption('PRORATION');
  await expect(split).toBeDisabled();
  await dialog.getByRole('button', { name: 'Use what is left for part 2' }).click();
  await expect(part(2).getByLabel('Amount')).toHaveValue('20');
  await expect(part(2).getByLabel('Quantity')).toHaveValue('2');
  await expect(dialog.getByText('Nothing is left: the parts are the row.')).toBeVisible();
  await part(2).getByRole('combobox', { name: 'Belongs to' }).fill('Customer 4');
  await window.getByRole('option', { name: /Customer 4/ }).click();
  await split.click();
  await reconciledTimes(window, 2);
  await window.keyboard.press('t');
  await expect(triage(window).getByText('0 of 9 decided')).toBeVisible();
  await window.keyboard.press('Escape');

  await window.keyboard.press('Control+z');
  await reconciledTimes(window, 3);
  await window.keyboard.press('t');
  await expect(triage(window).getByText('0 of 10 decided')).toBeVisible();
});

for (const [language, theme] of [
  ['en', 'light'],
  ['ja', 'dark'],
] as const) {
  test(`triage, reasons, matches and history can be used by everybody: ${language}, ${theme}`, async ({
    window,
    folders,
  }) => {
    await openMonth(window, folders, 9);
    await callApi(window, 'settings', 'changeSettings', { language, theme });
    await expect(window.locator('html')).toHaveAttribute('lang', language);
    const violations = async (): Promise<unknown> =>
      (await new AxeBuilder({ page: window }).withTags(WCAG).analyze()).violations;
    await window.keyboard.press('t');
    await expect(triage(window).getByRole('article')).toBeVisible();
    await window.keyboard.press('c');
    await window.keyboard.press('a');
    await expect(asking(window)).toBeVisible();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Escape');
    await window.keyboard.press('Escape');
    for (const key of ['m', 'h']) {
      await window.keyboard.press(key);
      await expect(window.getByRole('dialog')).toBeVisible();
      expect(await violations()).toEqual([]);
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
    }
    await window.getByRole('gridcell', { name: 'Customer 3', exact: true }).click();
    for (const act of [0, 1, 2]) {
      await window.locator('[data-pane="proof"] [aria-haspopup="menu"]').click();
      await expect(window.getByRole('menuitem')).toHaveCount(3);
      await window.getByRole('menuitem').nth(act).click();
      await expect(window.getByRole('dialog')).toBeVisible();
      expect(await violations()).toEqual([]);
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
    }
  });
}
