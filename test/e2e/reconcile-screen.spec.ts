import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { reconcilePractice } from './support/reconcile-practice.ts';
import { callApi } from './support/window-api.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

async function openReconcile(page: Page): Promise<void> {
  const main = mainWindow(page);
  await main.ready();
  await main.goTo('Reconcile');
  await expect(page.getByRole('grid').getByRole('row').nth(3)).toBeVisible();
}

/** The first that is seen: evidence that is folded up names the same places. */
const visible = (places: Locator): Locator => places.filter({ visible: true }).first();

const rowAt = (page: Page, index: number): Locator =>
  page.locator(`[role="row"][data-index="${String(index)}"]`);

test.describe('the Reconcile screen', () => {
  test.beforeEach(({ folders }) => {
    reconcilePractice(folders);
  });

  test('shows every line with the totals of the run, and says how many rows there are', async ({
    window,
  }) => {
    await openReconcile(window);
    const grid = window.getByRole('grid', { name: 'Lines of the reconciliation' });
    // 164 lines, two rows of heads, one of totals.
    await expect(grid).toHaveAttribute('aria-rowcount', '167');
    await expect(grid.getByText('Total of 164 lines')).toBeVisible();
    await expect(window.getByText('164 of 183 invoice rows audited')).toBeVisible();
  });

  test('is filtered by like differences, and back', async ({ window }) => {
    await openReconcile(window);
    await window.getByRole('switch', { name: 'Differences only' }).click();
    const grid = window.getByRole('grid');
    await expect(grid).toHaveAttribute('aria-rowcount', '15');
    const filters = window.getByRole('region', { name: 'Filters' });
    if (!(await filters.isVisible())) await window.getByRole('button', { name: 'Filters' }).click();
    await filters.getByRole('button', { name: /Duplicate/ }).click();
    await expect(grid).toHaveAttribute('aria-rowcount', '4');
    await window.getByRole('button', { name: /Take the filter Like differences/ }).click();
    await expect(grid).toHaveAttribute('aria-rowcount', '15');
  });

  test('adds lines up to the partner, and leads from a sum to its lines', async ({ window }) => {
    await openReconcile(window);
    await window.getByText('Partner', { exact: true }).click();
    const grid = window.getByRole('grid');
    await expect(grid).not.toHaveAttribute('aria-rowcount', '167');
    await rowAt(window, 0).getByRole('gridcell').first().click();
    await window.getByRole('button', { name: 'Show these lines' }).click();
    await expect(window.getByRole('button', { name: /Take the filter/ })).toBeVisible();
  });

  test('has the users of the USER report beneath the lines of customers, and finds one', async ({
    window,
  }) => {
    await openReconcile(window);
    await window.getByText('User', { exact: true }).click();
    const grid = window.getByRole('grid');
    // 164 lines and 1736 users, two rows of heads, one of totals.
    await expect(grid).toHaveAttribute('aria-rowcount', '1903');
    await expect(grid.getByText('Total of 164 lines')).toBeVisible();
    const user = rowAt(window, 1);
    await expect(user).toContainText(/Part of /);
    const id = (await user.locator('[data-column="consumer"]').innerText()).trim();
    await user.getByRole('gridcell').first().click();
    const proof = window.getByRole('region', { name: 'Proof' });
    await expect(proof.getByText('This user has no charge of its own.')).toBeVisible();
    await expect(proof.getByText('Sum = difference')).toBeVisible();
    await expect(window.getByRole('button', { name: 'Accept' })).toBeDisabled();
    await window.getByRole('textbox', { name: 'Find a customer' }).fill(id);
    await expect(grid).toHaveAttribute('aria-rowcount', /^([5-9]|1\d)$/);
    await expect(grid.getByText(id).first()).toBeVisible();
  });

  test('proves a line from the keyboard, down to the file, sheet and row', async ({ window }) => {
    await openReconcile(window);
    await window.getByRole('grid').focus();
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('ArrowUp');
    const proof = window.getByRole('region', { name: 'Proof' });
    await expect(visible(proof.getByText(/invoice\.xlsx · Invoice · row \d+/))).toBeVisible();
    await expect(proof.getByText('Sum = difference')).toBeVisible();
    await proof.getByRole('button', { name: 'Show the rows' }).first().click();
    await expect(visible(proof.getByText(/customer\.csv · row \d+/))).toBeVisible();
  });

  test('keeps columns and the order of rows over a restart, level by level', async ({ start }) => {
    const first = await start();
    const window = await first.firstWindow();
    await openReconcile(window);
    const heads = (page: Page): Locator => page.getByRole('grid').getByRole('columnheader');
    await heads(window).filter({ hasText: 'SKU' }).click();
    await window.getByRole('button', { name: 'Columns' }).click();
    await window.getByRole('checkbox', { name: 'Match' }).check();
    await window.getByRole('button', { name: 'Move Match to the left' }).click();
    await window.getByRole('button', { name: 'Move Match to the left' }).click();
    const titles = async (page: Page): Promise<readonly string[]> =>
      (await heads(page).allInnerTexts()).map((text) => text.split('\n')[0] ?? '');
    const arranged = await titles(window);
    expect(arranged.indexOf('Match')).toBe(arranged.indexOf('Class') - 1);
    await first.close();
    const page = await (await start()).firstWindow();
    await openReconcile(page);
    await expect.poll(() => titles(page)).toEqual(arranged);
    await expect(heads(page).filter({ hasText: 'SKU' })).toHaveAttribute('aria-sort', 'ascending');
    await page.getByText('Partner', { exact: true }).click();
    await expect(heads(page).filter({ hasText: 'Match' })).toHaveCount(0);
  });

  test('a difference is given to somebody until a day; the lines and triage are narrowed to them', async ({
    window,
  }) => {
    await openReconcile(window);
    await rowAt(window, 0).getByRole('gridcell').first().click();
    await window.keyboard.press('n');
    const dialog = window.getByRole('dialog', { name: 'Assign' });
    await dialog.getByRole('combobox', { name: 'Assignee' }).fill('Sato');
    await dialog.getByLabel('Due date').fill('2026-11-20');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const proof = window.getByRole('region', { name: 'Proof' });
    await expect(proof.getByText('Sato')).toBeVisible();
    await expect(proof.getByText('2026-11-20')).toBeVisible();
    const filters = window.getByRole('region', { name: 'Filters' });
    if (!(await filters.isVisible())) await window.getByRole('button', { name: 'Filters' }).click();
    await filters.getByRole('checkbox', { name: /Sato/ }).check();
    await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', '4');
    await window.getByRole('button', { name: 'Triage' }).click();
    const triage = window.getByRole('dialog', { name: /Triage/ });
    await expect(triage.getByText('Difference 1 of 1 · Only: Assignee: Sato')).toBeVisible();
    await window.keyboard.press('n');
    const found = await new AxeBuilder({ page: window }).withTags(RULES).analyze();
    expect(found.violations).toEqual([]);
    await triage.getByRole('combobox', { name: 'Assignee' }).fill('');
    await triage.getByRole('button', { name: 'Save' }).click();
    await expect(triage.getByText('No difference fits these filters')).toBeVisible();
  });

  test('copies what is picked as a table of numbers and texts', async ({ window }) => {
    await openReconcile(window);
    await rowAt(window, 0).getByRole('gridcell').first().click();
    // As text: what it names exists in the page alone.
    const copied = await window.evaluate<{ readonly text: string; readonly html: string }>(`(() => {
      const clipboardData = new DataTransfer();
      document.activeElement.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
      );
      return { text: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') };
    })()`);
    const [head = '', line = ''] = copied.text.split('\r\n');
    expect(head.split('\t')).toContain('Difference Amount (USD)');
    expect(line.split('\t')).toContain('148.5');
    expect(copied.html).toContain('x:num="148.5"');
  });

  test('leads from a failing check to its lines', async ({ window }) => {
    const main = mainWindow(window);
    await main.ready();
    await main.goTo('Checks');
    const table = window.getByRole('table', { name: 'Checks T1 to T10' });
    await expect(table.getByRole('row')).toHaveCount(11);
    await table.getByRole('button', { name: /T6/ }).click();
    const failures = window.getByRole('grid', { name: 'What fails T6' });
    await failures.getByRole('button', { name: 'Show its lines' }).first().click();
    await expect(window.getByRole('button', { name: /Take the filter/ })).toBeVisible();
    await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', /^[4-9]$/);
  });

  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'ja'],
  ] as const) {
    test(`has nothing that axe finds, ${theme} in ${language}`, async ({ window }) => {
      await openReconcile(window);
      await callApi(window, 'settings', 'changeSettings', { theme, language });
      await window.emulateMedia({ colorScheme: theme });
      await expect(window.locator('html')).toHaveAttribute('lang', language);
      await rowAt(window, 1).getByRole('gridcell').first().click();
      await expect(window.locator('[data-pane="proof"] table').first()).toBeVisible();
      const reconcile = await new AxeBuilder({ page: window }).withTags(RULES).analyze();
      expect(reconcile.violations).toEqual([]);
      await window.getByRole('navigation').getByRole('link').nth(4).click();
      await expect(window.getByRole('table')).toBeVisible();
      const checks = await new AxeBuilder({ page: window }).withTags(RULES).analyze();
      expect(checks.violations).toEqual([]);
    });
  }
});
