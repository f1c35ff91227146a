import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesWith } from './support/files-with.ts';
import { expect, test } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { callApi } from './support/window-api.ts';

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

test('a token is kept by the keyring, and never stands in a file as it is', async ({ start, folders }) => {
  const token = 'TOKEN-OF-A-TEST-0123456789';
  const first = await start();
  const page = await first.firstWindow();
  const kept = await callApi(page, 'webex', 'keepAccess', { token });
  expect(kept).toEqual({ ok: true, value: { held: true, protection: 'keyring' } });
  await first.close();
  expect(filesWith(folders.root, token)).toEqual([]);

  const second = await start();
  const access = await callApi(await second.firstWindow(), 'webex', 'getAccess');
  expect(access).toEqual({ ok: true, value: { held: true, protection: 'keyring' } });
});

test('without a keyring a token lives until the app ends, and the window is told so', async ({
  start,
}, info) => {
  test.skip(
    info.project.name === 'electron',
    'The keyring of a real desktop is not the test’s to take away.',
  );
  const env = { TIEOUT_HOST_KEYRING: 'basic_text' };
  const first = await start({ env });
  const kept = await callApi(await first.firstWindow(), 'webex', 'keepAccess', { token: 'TOKEN-OF-A-TEST' });
  expect(kept).toEqual({ ok: true, value: { held: true, protection: 'session-only' } });
  await first.close();

  const second = await start({ env });
  const access = await callApi(await second.firstWindow(), 'webex', 'getAccess');
  expect(access).toEqual({ ok: true, value: { held: false, protection: 'session-only' } });
});
