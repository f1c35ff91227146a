import AxeBuilder from '@axe-core/playwright';
import { createServer } from 'node:net';
import type { Page } from 'playwright/test';
import { EVENTS } from '#shared/ipc/channels.ts';
import type { RunningApp } from '../support/electron-host/client/launch-host.ts';
import { type Emulator, startEmulator } from '../support/webex-emulator/emulator.ts';
import { ALL_SCOPES, READ } from '../support/webex/test-client.ts';
import { killEngine } from './support/engine-process.ts';
import { filesWith } from './support/files-with.ts';
import { expect, test as base } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { reportsScreen, type ReportsScreenPage } from './support/reports-screen.ts';
import { callApi } from './support/window-api.ts';

const SEPTEMBER = { start: '2026-09-01', end: '2026-09-30' };

interface Fixtures {
  readonly port: number;
  readonly emulator: Emulator;
  /** The app against the emulator, on the reports screen. */
  readonly open: (env?: Readonly<Record<string, string>>) => Promise<{
    readonly app: RunningApp;
    readonly page: Page;
    readonly screen: ReportsScreenPage;
  }>;
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its first parameter.
  port: async ({}, use) => {
    await use(await freePort());
  },
  emulator: async ({ port }, use) => {
    const emulator = await startEmulator({ redirectUris: [`http://localhost:${String(port)}/authorize`] });
    await use(emulator);
    await emulator.close();
  },
  open: async ({ start, emulator }, use) => {
    await use(async (env = {}) => {
      const app = await start({ env: { TIEOUT_API_URL: emulator.apiUrl, ...env } });
      const page = await app.firstWindow();
      await mainWindow(page).ready();
      const screen = reportsScreen(page);
      await screen.goTo();
      return { app, page, screen };
    });
  },
});

/** A port that nobody listens on, as a person would register one. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** Does in the browser what a person does there: signs in at Webex and is sent back to Tieout. */
async function letBrowserSignIn(app: RunningApp): Promise<void> {
  await app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => {
      const page = await fetch(url, { redirect: 'manual' });
      await fetch(page.headers.get('location') ?? '');
    };
  }, undefined);
}

async function signInWithBrowser(
  { app, screen }: { readonly app: RunningApp; readonly screen: ReportsScreenPage },
  emulator: Emulator,
  port: number,
): Promise<void> {
  await letBrowserSignIn(app);
  await screen.connect.click();
  const { dialog } = screen;
  await dialog.getByLabel('Client id').fill(emulator.integration.clientId);
  await dialog.getByLabel('Client secret').fill(emulator.integration.clientSecret);
  await dialog.getByLabel('Port of this computer').fill(String(port));
  await dialog.getByRole('button', { name: 'Sign in with the browser' }).click();
  await expect(dialog.locator('[data-connection="connected"]')).toBeVisible();
  await screen.close();
}

/** The access tokens that the app has sent. */
const bearersOf = ({ requests }: Emulator): readonly string[] =>
  requests.flatMap(({ headers }) => /^Bearer (.+)$/.exec(String(headers['authorization']))?.[1] ?? []);

interface Recording {
  readonly api: {
    readonly events: { readonly on: (event: string, listener: (payload: unknown) => void) => void };
  };
  recorded: string[];
}

/** Writes down every event that the window is told of. */
const recordEvents = (page: Page): Promise<void> =>
  page.evaluate(
    (events) => {
      const recording = globalThis as unknown as Recording;
      recording.recorded = [];
      for (const event of events) {
        recording.api.events.on(event, (payload) => {
          recording.recorded.push(JSON.stringify(payload));
        });
      }
    },
    [...EVENTS],
  );
const recordedEvents = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as Recording).recorded);

const fetchSeptember = async (page: Page, screen: ReportsScreenPage): Promise<void> => {
  await screen.fetch.click();
  await screen.dialog.getByRole('button', { name: 'September 2026' }).click();
  await screen.dialog.getByRole('button', { name: 'Fetch', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

test('a person signs in with the browser, is still signed in at the next start, and no secret is anywhere', async ({
  open,
  emulator,
  port,
  folders,
}) => {
  const first = await open();
  await recordEvents(first.page);
  await signInWithBrowser(first, emulator, port);
  await first.screen.refresh.click();
  await expect(first.page.locator('[data-listed]')).toBeVisible();
  // Refused once: it is renewed behind the scenes, and both tokens are new.
  const [issued = ''] = emulator.oauth.refreshTokens();
  for (const token of bearersOf(emulator)) emulator.oauth.revoke(token);
  await first.screen.refresh.click();
  await expect.poll(() => emulator.oauth.refreshTokens()).not.toEqual([issued]);
  await expect(first.screen.connection('connected')).toBeVisible();
  const seen = JSON.stringify([
    await callApi(first.page, 'webex', 'getConnection'),
    await recordedEvents(first.page),
  ]);
  const html = await first.page.content();
  await first.app.close();

  const secrets = [
    issued,
    ...emulator.oauth.refreshTokens(),
    emulator.integration.clientSecret,
    ...bearersOf(emulator),
  ];
  expect(secrets.length).toBeGreaterThan(5);
  for (const secret of new Set(secrets)) {
    expect(seen + html).not.toContain(secret);
    expect(filesWith(folders.root, secret)).toEqual([]);
  }

  const second = await open();
  await expect(second.screen.connection('connected')).toBeVisible();
  await second.screen.refresh.click();
  await expect(second.page.locator('[data-listed]')).toBeVisible();
});

test('without a keyring a sign-in lasts until the app ends, and the panel says so', async ({
  open,
  emulator,
  port,
}, info) => {
  test.skip(
    info.project.name === 'electron',
    'The keyring of a real desktop is not the test’s to take away.',
  );
  const env = { TIEOUT_HOST_KEYRING: 'basic_text' };
  const first = await open(env);
  await signInWithBrowser(first, emulator, port);
  await first.screen.connection('connected').click();
  await expect(first.screen.dialog).toContainText('no keyring that protects secrets');
  await first.app.close();
  const second = await open(env);
  await expect(second.screen.connection('signed-out')).toBeVisible();
});

test('a code is shown, and the person is connected once it was confirmed', async ({ open, emulator }) => {
  emulator.settings.devicePollsUntilConfirmed = 1;
  const { screen } = await open();
  await screen.connect.click();
  await screen.method('Code').click();
  await screen.dialog.getByLabel('Client id').fill(emulator.integration.clientId);
  await screen.dialog.getByLabel('Client secret').fill(emulator.integration.clientSecret);
  await screen.dialog.getByRole('button', { name: 'Get a code' }).click();
  await expect(screen.dialog.getByText('123456')).toBeVisible();
  await expect(screen.dialog.locator('[data-connection="connected"]')).toBeVisible({ timeout: 15_000 });
  await expect(screen.permission('write')).toHaveAttribute('data-allowed', 'yes');
});

test('three levels are made, waited for and held; made anew, what changed is shown', async ({
  open,
  emulator,
}) => {
  const { page, screen } = await open();
  await screen.useToken(emulator.oauth.issue(ALL_SCOPES));
  await fetchSeptember(page, screen);
  for (const level of ['partner', 'customer', 'user']) {
    await expect(screen.cell(SEPTEMBER.start, level)).toHaveAttribute('data-state', 'held', {
      timeout: 30_000,
    });
  }
  await screen.cell(SEPTEMBER.start, 'customer').click();
  await page.getByRole('button', { name: 'Have it made anew…' }).click();
  await expect(screen.dialog).toContainText('first kept here as evidence');
  await screen.dialog.getByRole('button', { name: 'Keep, delete and make anew' }).click();
  await page.getByRole('button', { name: 'What changed' }).click({ timeout: 30_000 });
  await expect(screen.dialog.locator('tfoot')).toContainText('−14');
  await expect(screen.dialog.locator('tbody tr')).toHaveCount(3);
});

test('reports are only made where a person wants no more, and the next fetch goes on with them', async ({
  open,
  emulator,
}) => {
  const { page, screen } = await open();
  const levels = ['partner', 'customer', 'user'];
  const made = (): number => emulator.requests.filter(({ method }) => method === 'POST').length;
  const downloads = (): number => emulator.requests.filter(({ server }) => server === 'content').length;
  await callApi(page, 'webex', 'keepToken', { token: emulator.oauth.issue(ALL_SCOPES) });
  await screen.fetch.click();
  await screen.dialog.getByRole('button', { name: 'September 2026' }).click();
  await screen.dialog.getByRole('button', { name: 'Only have them made' }).click();
  await expect(screen.dialog).toHaveCount(0);
  for (const level of levels) {
    await expect(screen.cell(SEPTEMBER.start, level)).toHaveAttribute('data-state', /running|ready/);
  }
  expect([made(), downloads()]).toEqual([3, 0]);
  await fetchSeptember(page, screen);
  for (const level of levels) {
    await expect(screen.cell(SEPTEMBER.start, level)).toHaveAttribute('data-state', 'held', {
      timeout: 30_000,
    });
  }
  expect([made(), downloads()]).toEqual([3, 3]);
});

test('days that Webex makes no reports of are refused as they are typed', async ({ open, emulator }) => {
  const { screen } = await open();
  await screen.useToken(emulator.oauth.issue(ALL_SCOPES));
  await screen.fetch.click();
  const { dialog } = screen;
  const submit = dialog.getByRole('button', { name: 'Fetch', exact: true });
  const type = async (first: string, last: string): Promise<void> => {
    await dialog.getByLabel('First day').fill(first);
    await dialog.getByLabel('Last day').fill(last);
  };
  await type('2026-10-31', '2026-10-01');
  await expect(dialog).toContainText('The first day is after the last one.');
  await expect(submit).toBeDisabled();
  await type('2026-02-30', '2026-10-01');
  await expect(dialog).toContainText('Not a day of the calendar');
  await type('2011-01-01', '2026-10-01');
  await expect(dialog).toContainText('five years back');
  await type('2026-10-01', '2036-10-01');
  await expect(dialog).toContainText('yesterday, UTC');
  await expect(submit).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Partner' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Customer' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'User' }).uncheck();
  await expect(dialog).toContainText('Choose at least one level.');
});

test('an engine that is killed while Webex makes reports leaves them to be gone on with', async ({
  open,
  emulator,
  expectedProblems,
}) => {
  expectedProblems.push(/ENGINE_STOPPED/);
  emulator.settings.pollsUntilComplete = 1000;
  const { app, page, screen } = await open();
  await screen.useToken(emulator.oauth.issue(ALL_SCOPES));
  const polled = emulator.arrival('getReport');
  await fetchSeptember(page, screen);
  await polled;
  await expect(screen.cell(SEPTEMBER.start, 'user')).toHaveAttribute('data-state', 'running');
  killEngine(app);
  await expect(page.locator('[data-interrupted]')).toBeVisible({ timeout: 15_000 });
  const made = emulator.reports.list().length;
  for (const report of emulator.reports.list()) report.status = 'COMPLETED';
  await page.getByRole('button', { name: 'Go on fetching' }).click();
  for (const level of ['partner', 'customer', 'user']) {
    await expect(screen.cell(SEPTEMBER.start, level)).toHaveAttribute('data-state', 'held', {
      timeout: 30_000,
    });
  }
  expect(emulator.reports.list()).toHaveLength(made);
});

test('a cancelled fetch keeps what it has begun at Webex, and says that it was cancelled', async ({
  open,
  emulator,
}) => {
  emulator.settings.pollsUntilComplete = 1000;
  const { page, screen } = await open();
  await screen.useToken(emulator.oauth.issue(ALL_SCOPES));
  const polled = emulator.arrival('getReport');
  await fetchSeptember(page, screen);
  await polled;
  const job = mainWindow(page).jobs('fetch').first();
  await job.getByRole('button', { name: 'Cancel' }).click();
  await expect(job).toHaveAttribute('data-state', 'cancelled');
  await expect(page.locator('[data-interrupted]')).toBeVisible();
});

test('offline, what is held stays to be seen with its age, and the words are calm', async ({
  open,
  emulator,
}) => {
  const { page, screen } = await open();
  await screen.useToken(emulator.oauth.issue(ALL_SCOPES));
  await fetchSeptember(page, screen);
  await expect(screen.cell(SEPTEMBER.start, 'user')).toHaveAttribute('data-state', 'held', {
    timeout: 30_000,
  });
  await screen.refresh.click();
  await expect(page.locator('[data-listed]')).toBeVisible();
  emulator.faults.add({ on: 'any', kind: 'proxy-page', times: 100 });
  await screen.refresh.click();
  await expect(screen.connection('offline')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-offline]').first()).toContainText('nothing is lost');
  await expect(screen.cell(SEPTEMBER.start, 'user')).toContainText('today');
  await expect(screen.cell(SEPTEMBER.start, 'user')).toHaveAttribute('data-state', 'held');
});

test('a throttled API is waited for, not given up', async ({ open, emulator }) => {
  emulator.reports.add({ ...SEPTEMBER, type: 'PARTNER' });
  emulator.faults.add({ on: 'listReports', kind: 'status', status: 429, headers: { 'retry-after': '1' } });
  const { page, screen } = await open();
  const token = emulator.oauth.issue(ALL_SCOPES);
  await callApi(page, 'webex', 'keepToken', { token });
  await screen.refresh.click();
  await expect(screen.cell(SEPTEMBER.start, 'partner')).toHaveAttribute('data-state', 'ready', {
    timeout: 30_000,
  });
});

test('an access that may only read can fetch what is there, and says which scope the rest needs', async ({
  open,
  emulator,
}) => {
  emulator.reports.add({ ...SEPTEMBER, type: 'PARTNER' });
  const { page, screen } = await open();
  await screen.useToken(emulator.oauth.issue([READ]));
  await fetchSeptember(page, screen);
  await expect(screen.cell(SEPTEMBER.start, 'partner')).toHaveAttribute('data-state', 'held', {
    timeout: 30_000,
  });
  await expect(mainWindow(page).jobs('fetch').first()).toContainText('wholesale_billing_reports_write');
  await screen.cell(SEPTEMBER.start, 'partner').click();
  await expect(page.getByRole('button', { name: 'Delete at Webex…' })).toBeDisabled();
  await screen.connection('connected').click();
  await expect(screen.permission('write')).toHaveAttribute('data-allowed', 'no');
});

test('a link in wrong hands is revoked by deleting the report, and what is held stays', async ({
  open,
  emulator,
}) => {
  const { id } = emulator.reports.add({ ...SEPTEMBER, type: 'USER' });
  const { page, screen } = await open();
  await screen.useToken(emulator.oauth.issue(ALL_SCOPES));
  await fetchSeptember(page, screen);
  await expect(screen.cell(SEPTEMBER.start, 'user')).toHaveAttribute('data-state', 'held', {
    timeout: 30_000,
  });
  await screen.cell(SEPTEMBER.start, 'user').click();
  await page.getByRole('button', { name: 'Delete at Webex…' }).click();
  await expect(screen.dialog).toContainText('every download link to it stop working at once');
  await screen.dialog.getByRole('button', { name: 'Delete at Webex', exact: true }).click();
  await expect.poll(() => emulator.reports.get(id)).toBeUndefined();
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('no longer');
  await expect(screen.cell(SEPTEMBER.start, 'user')).toHaveAttribute('data-state', 'held');
});

test('the screen, its form and the connection hold WCAG 2.2 AA in both themes', async ({
  open,
  emulator,
}) => {
  emulator.reports.add({ ...SEPTEMBER, type: 'USER' });
  const { page, screen } = await open();
  const violations = async (): Promise<readonly string[]> => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const found = await new AxeBuilder({ page }).withTags(tags).analyze();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  for (const theme of ['light', 'dark'] as const) {
    await callApi(page, 'settings', 'changeSettings', { theme });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await screen.connection('signed-out').click();
    await expect(screen.dialog).toBeVisible();
    expect(await violations()).toEqual([]);
    await screen.close();
    await screen.useToken(emulator.oauth.issue(ALL_SCOPES));
    await screen.refresh.click();
    await expect(screen.cell(SEPTEMBER.start, 'user')).toHaveAttribute('data-state', 'ready');
    await screen.cell(SEPTEMBER.start, 'user').click();
    expect(await violations()).toEqual([]);
    await screen.fetch.click();
    await expect(screen.dialog).toBeVisible();
    expect(await violations()).toEqual([]);
    await screen.close();
    await callApi(page, 'webex', 'signOut', { forgetIntegration: true });
    await expect(screen.connection('signed-out')).toBeVisible();
  }
});
