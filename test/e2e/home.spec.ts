import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { StartedApp } from './support/launch-app.ts';
import { mainWindow } from './support/main-window.ts';
import { callApi } from './support/window-api.ts';

/** Opens the practice period from the first start, and waits until it is reconciled. */
async function openPractice(page: Page): Promise<void> {
  await mainWindow(page).ready();
  await page.locator('[data-choice="practice"]').getByRole('button').click();
  await expect(page.locator('[data-practice="on"]')).toBeVisible();
  await expect(page.locator('[data-verdict="variances"]')).toBeVisible();
}

const saveTo = (app: StartedApp, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

test('an empty workspace offers three ways to begin, and practice stays apart', async ({
  window,
  folders,
}) => {
  await openPractice(window);
  await expect(window.getByTestId('workspace')).toContainText('practice');
  await window.getByRole('button', { name: 'Remove it' }).click();
  await expect(window.locator('[data-state="first-start"]')).toBeVisible();
  await expect(window.getByTestId('workspace')).toContainText('workspace');
  await expect.poll(() => existsSync(join(folders.userData, 'practice'))).toBe(false);
  expect(existsSync(folders.workspace)).toBe(true);
});

test('a period is signed in order, and a changed tolerance suspends the signature', async ({ window }) => {
  await openPractice(window);
  await window.locator('[data-step="signOff"]').getByRole('button').click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Your name').fill('Keiko Sato');
  await dialog.getByRole('button', { name: 'Sign as prepared' }).click();
  await expect(dialog.locator('[data-role="prepared"]')).toContainText('Keiko Sato');
  await dialog.getByLabel('Your name').fill('keiko  sato');
  await expect(dialog.getByRole('button', { name: 'Sign as reviewed' })).toBeDisabled();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Sign as reviewed' }).click();
  await expect(dialog.locator('[data-role="reviewed"]')).toContainText('same person as another step');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('table', { name: 'Periods' })).toContainText('Reviewed');

  await mainWindow(window).goTo('Settings');
  await window.getByRole('link', { name: 'Tolerances' }).click();
  await window.getByLabel('Amount for each invoice row').fill('0,5x');
  await expect(window.getByRole('button', { name: 'Save' })).toBeDisabled();
  await window.getByLabel('Amount for each invoice row').fill('0.5');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText(/Version 1, saved/)).toBeVisible();
  await expect(window.getByRole('button', { name: /Reconcile .* again/ })).toBeVisible();
  await mainWindow(window).goTo('Periods');
  await expect(window.getByRole('table', { name: 'Periods' })).toContainText('Suspended');
  await expect(window.getByRole('table', { name: 'Periods' })).toContainText('Settings changed since');
});

test('an export says what the summary will say, and notices a file that is open', async ({
  app,
  window,
  folders,
}) => {
  await openPractice(window);
  await mainWindow(window).goTo('Export');
  const held = await callApi(window, 'periods', 'listPeriods', { offset: 0, limit: 1 });
  const variance = held.ok ? (held.value.rows[0]?.lastRun?.totals.variance ?? '') : '';
  expect(variance).not.toBe('');
  const shown = await window.locator('[data-variance]').innerText();
  expect(shown.replaceAll(/[,+]/g, '').replace('\u2212', '-')).toContain(variance);

  const path = join(folders.root, 'variance.xlsx');
  writeFileSync(path, 'an older one');
  writeFileSync(join(folders.root, '.~lock.variance.xlsx#'), '');
  await saveTo(app, path);
  await window.getByRole('button', { name: 'Write workbook…' }).click();
  await expect(window.getByRole('alert')).toHaveAttribute('data-error', 'OUTPUT_BUSY');

  await saveTo(app, join(folders.root, 'other.xlsx'));
  await window.getByRole('checkbox', { name: 'Matches' }).uncheck();
  await window.getByRole('button', { name: 'Write workbook…' }).click();
  await expect(window.locator('[data-written="other.xlsx"]')).toBeVisible();
  await saveTo(app, join(folders.root, 'lines'));
  await window.getByRole('button', { name: 'Write CSV…' }).click();
  await expect(window.locator('[data-written="lines.csv"]')).toBeVisible();
  expect(readdirSync(folders.root)).toEqual(expect.arrayContaining(['other.xlsx', 'lines.csv']));
});

test('the workspace is moved to another folder, verified, and opened there', async ({
  app,
  window,
  folders,
}) => {
  await openPractice(window);
  const target = join(folders.root, 'books');
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, target);
  await mainWindow(window).goTo('Settings');
  await window.getByRole('link', { name: 'Workspace', exact: true }).click();
  await window.getByRole('button', { name: 'Move to another folder…' }).click();
  await window.getByRole('button', { name: 'Choose an empty folder…' }).click();
  await window.getByRole('button', { name: 'Open the workspace in books' }).click();
  await expect(window.getByTestId('workspace')).toContainText('books');
  await expect(window.locator('[data-verdict="variances"]')).toBeVisible();
  expect(existsSync(join(target, 'tieout.db'))).toBe(true);
});

for (const language of ['en', 'ja'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`home, export and settings can be used by everyone: ${language}, ${colorScheme}`, async ({
      window,
    }) => {
      test.setTimeout(120_000);
      await openPractice(window);
      await callApi(window, 'settings', 'changeSettings', { language });
      await window.emulateMedia({ colorScheme });
      const places = [
        'periods',
        'export',
        ...[
          'appearance',
          'tolerance',
          'unitBasis',
          'priceBook',
          'aliases',
          'workspace',
          'privacy',
          'log',
          'history',
        ].map((section) => `settings?section=${section}`),
      ];
      for (const place of places) {
        await window.evaluate((hash) => {
          (globalThis as unknown as { location: { hash: string } }).location.hash = hash;
        }, `#/${place}`);
        await expect(window.locator('h1')).toBeVisible();
        const { violations } = await new AxeBuilder({ page: window }).analyze();
        expect(violations.map(({ id, nodes }) => [place, id, nodes[0]?.html])).toEqual([]);
      }
    });
  }
}
