import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
) as {
  readonly version: string;
};

test('the window opens on an empty workspace and says which version it is', async ({ window }) => {
  const main = mainWindow(window);
  await main.ready();
  await expect(window).toHaveTitle('Tieout');
  await expect(window.getByRole('contentinfo')).toContainText(`Tieout ${version}`);
});

test('a person can change the language, and it is remembered at the next start', async ({ start }) => {
  const first = await start();
  const page = await first.firstWindow();
  await mainWindow(page).ready();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('日本語');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await first.close();

  const second = await start();
  await expect((await second.firstWindow()).locator('html')).toHaveAttribute('lang', 'ja');
});
