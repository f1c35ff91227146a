import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, test as base } from 'playwright/test';
import { electronBinary } from '../../../scripts/electron-binary.mjs';
import { launchApp, type StartedApp } from './launch-app.ts';

/** The folders of one test, and nothing of any other. */
export interface Folders {
  readonly root: string;
  readonly userData: string;
  readonly workspace: string;
}

/** How a test starts the app. */
export interface StartOptions {
  /** Files behind the executable, as when a person opens them with the app. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Fixtures {
  readonly folders: Folders;
  /** Starts the built app; it is ended with the test. */
  readonly start: (options?: StartOptions) => Promise<StartedApp>;
  readonly app: StartedApp;
  readonly window: Page;
  /** What must go wrong in this test: a problem that fits none of these fails it. */
  readonly expectedProblems: RegExp[];
}

/** Playwright's `test`, with the built app. Each test has its own process, data folder and workspace. */
export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its first parameter.
  folders: async ({}, use, info) => {
    test.skip(
      info.project.name === 'electron' && electronBinary() === undefined,
      "Electron's binary is not here (npm start fetches it where its host can be reached).",
    );
    const root = mkdtempSync(join(tmpdir(), 'tieout-e2e-'));
    const folders = { root, userData: join(root, 'user-data'), workspace: join(root, 'workspace') };
    mkdirSync(folders.userData);
    await use(folders);
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  },

  // eslint-disable-next-line no-empty-pattern -- As above.
  expectedProblems: async ({}, use) => {
    await use([]);
  },

  start: async ({ folders, expectedProblems }, use, info) => {
    const started: StartedApp[] = [];
    await use(async (options = {}) => {
      const made = await launchApp(info.project.name, folders, options);
      started.push(made);
      return made;
    });
    const hasFailed = info.status !== info.expectedStatus;
    for (const [index, app] of started.entries()) {
      if (hasFailed) {
        for (const page of app.windows()) {
          const path = info.outputPath(`window-${index}.png`);
          await page.screenshot({ path }).catch(() => undefined);
          await info.attach(`window ${index}`, { path, contentType: 'image/png' }).catch(() => undefined);
        }
        await info.attach(`output ${index}`, { body: app.output(), contentType: 'text/plain' });
      }
      await app.close();
    }
    const unexpected = started
      .flatMap(({ problems }) => problems)
      .filter((text) => !expectedProblems.some((pattern) => pattern.test(text)));
    if (unexpected.length > 0) throw new Error(`Nobody asked for this:\n${unexpected.join('\n')}`);
  },

  app: async ({ start }, use) => {
    await use(await start());
  },

  window: async ({ app }, use) => {
    await use(await app.firstWindow());
  },
});

export { expect } from 'playwright/test';
