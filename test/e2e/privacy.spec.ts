import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expectAtRest } from './support/at-rest.ts';
import { expect, test } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { reconcilePractice } from './support/reconcile-practice.ts';
import { callApi } from './support/window-api.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const MASK = /(?:user|customer)(?:-[0-9A-Z]{4}){3}/;
/** A customer of the practice period, as its invoice and its reports name it. */
const CUSTOMER = 'C-1001';

/** Goes to a place by its address: the words of the window are another matter. */
async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    (globalThis as unknown as { location: { hash: string } }).location.hash = hash;
  }, `#/${place}`);
  await expect(page.locator('h1')).toBeVisible();
}

async function openPrivacy(page: Page): Promise<void> {
  await goTo(page, 'settings?section=privacy');
  await expect(page.locator('[data-masks="screen"]')).toBeVisible();
}

async function maskEverybody(page: Page): Promise<void> {
  await page.locator('[data-masks="screen"] input[value="users-and-customers"]').click();
  await expect(page.locator('footer [data-masks="users-and-customers"]')).toBeVisible();
}

const violationsOf = async (page: Page): Promise<unknown> =>
  (await new AxeBuilder({ page }).withTags(RULES).analyze()).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => [id, html.slice(0, 160), any[0]?.message]),
  );

test.describe('privacy', () => {
  test.beforeEach(({ folders }) => {
    reconcilePractice(folders);
  });

  test('a masked screen names nobody, finds by the real id, and shows one value on demand', async ({
    window,
  }) => {
    await mainWindow(window).ready();
    await openPrivacy(window);
    await maskEverybody(window);
    await goTo(window, 'reconcile');
    const grid = window.getByRole('grid');
    await expect(grid.getByText(MASK).first()).toBeVisible();
    await expect(grid.getByText(/\bC-\d{4}\b/)).toHaveCount(0);
    const all = (await grid.getAttribute('aria-rowcount')) ?? '';
    await window.getByRole('textbox', { name: 'Find a customer, SKU, user…' }).fill(CUSTOMER);
    await expect(grid).not.toHaveAttribute('aria-rowcount', all);
    await expect(grid.getByText(MASK).first()).toBeVisible();
    await window.locator('[role="row"][data-index="0"]').getByRole('gridcell').first().click();
    const proof = window.locator('[data-pane="proof"]');
    await expect(proof.locator('[data-reveal]').first()).toBeVisible();
    const mask = (await proof.locator('[data-reveal]').first().getAttribute('data-reveal')) ?? '';
    expect(mask).toMatch(MASK);
    await proof.locator('[data-reveal]').first().click();
    await expect(proof.getByText(mask)).toHaveCount(0);
    const sign = window.locator('footer [data-masks]');
    await expect(sign).toContainText('1 shown');
    await sign.getByRole('button', { name: 'Mask again' }).click();
    await expect(sign).not.toContainText('shown');
    await expect(proof).toHaveCount(0);
  });

  test('the export proposes what the screen masks, and says so', async ({ window }) => {
    await mainWindow(window).ready();
    await openPrivacy(window);
    await maskEverybody(window);
    await goTo(window, 'export');
    await expect(window.locator('[data-mask-note="users-and-customers"]')).toBeVisible();
    await window.getByRole('radio', { name: 'Nobody' }).click();
    await expect(window.locator('[data-mask-note]')).toHaveCount(0);
  });

  test('a workspace is removed once its name was typed, and another is opened', async ({
    window,
    folders,
  }) => {
    await mainWindow(window).ready();
    await openPrivacy(window);
    await window.getByRole('button', { name: 'Remove…' }).click();
    const dialog = window.getByRole('dialog');
    const act = dialog.getByRole('button', { name: 'Remove for good' });
    await dialog.getByRole('textbox').fill('Workspace');
    await expect(act).toBeDisabled();
    await dialog.getByRole('textbox').fill('workspace');
    await act.click();
    await expect(window.locator('[data-choice="practice"]')).toBeVisible();
    await expect(window.getByRole('status').filter({ hasText: 'was removed' })).toBeVisible();
    expect(existsSync(join(folders.workspace, 'tieout.db'))).toBe(false);
  });

  for (const [language, colorScheme] of [
    ['en', 'light'],
    ['ja', 'dark'],
  ] as const) {
    test(`has nothing that axe finds, ${colorScheme} in ${language}`, async ({ window }) => {
      await mainWindow(window).ready();
      await callApi(window, 'settings', 'changeSettings', { language, theme: colorScheme });
      await openPrivacy(window);
      await maskEverybody(window);
      expect.soft(await violationsOf(window)).toEqual([]);
      await goTo(window, 'export');
      await expect(window.locator('[data-mask-note]')).toBeVisible();
      expect.soft(await violationsOf(window)).toEqual([]);
      await goTo(window, 'reconcile');
      await window.locator('[role="row"][data-index="0"]').getByRole('gridcell').first().click();
      await expect(window.locator('[data-reveal]').first()).toBeVisible();
      expect.soft(await violationsOf(window)).toEqual([]);
      await openPrivacy(window);
      await window.locator('[data-wipe]').click();
      const dialog = window.getByRole('dialog');
      await expect(dialog.getByRole('textbox')).toBeVisible();
      await expectAtRest(window);
      expect(await violationsOf(window)).toEqual([]);
    });
  }
});
