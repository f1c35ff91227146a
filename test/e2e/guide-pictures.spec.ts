import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from './support/fixtures.ts';
import { mainWindow, type MainWindow } from './support/main-window.ts';
import { callApi } from './support/window-api.ts';

/** The screens in both languages, by the words of their navigation. */
const NAMES = {
  en: {
    import: 'Import',
    reports: 'Reports',
    reconcile: 'Reconcile',
    checks: 'Checks',
    export: 'Export',
    settings: 'Settings',
    periods: 'Periods',
    practise: 'Practise',
    guide: 'screens.md',
  },
  ja: {
    import: '取り込み',
    reports: 'レポート',
    reconcile: '照合',
    checks: '照合チェック',
    export: '書き出し',
    settings: '設定',
    periods: '対象期間',
    practise: '練習を始める',
    guide: 'screens.ja.md',
  },
} as const;
const GUIDE = resolve(import.meta.dirname, '..', '..', 'docs', 'guide');
/** `npm run pictures` makes the guide's pictures anew; otherwise they are made and thrown away, so that they can be. */
const isForGuide = process.env['TIEOUT_GUIDE_PICTURES'] === '1';

for (const language of ['en', 'ja'] as const) {
  test(`every screen of the guide can be shown in ${language === 'en' ? 'English' : 'Japanese'}`, async ({
    window,
  }, info) => {
    test.setTimeout(180_000);
    const names = NAMES[language];
    const main = mainWindow(window);
    await main.ready();
    await window.setViewportSize({ width: 1280, height: 800 });
    await callApi(window, 'settings', 'changeSettings', { language, theme: 'light' });
    await window.locator('#jobs-panel').getByRole('button').first().click();
    const taken: string[] = [];
    const take = async (name: string): Promise<void> => {
      const folder = isForGuide ? join(GUIDE, 'screens') : info.outputPath();
      mkdirSync(folder, { recursive: true });
      await settled(window);
      await window.screenshot({ path: join(folder, `${name}-${language}.png`), caret: 'hide' });
      taken.push(`${name}-${language}.png`);
    };

    await take('first-start');
    await window.getByRole('button', { name: names.practise }).click({ timeout: 15_000 });
    await expect(window.locator('[data-state="first-start"]')).toHaveCount(0, { timeout: 40_000 });
    await main.goTo(names.periods);
    await take('periods');
    await openMapping(main, names.import);
    await take('mapping');
    await main.goTo(names.reports);
    await take('reports');
    await main.goTo(names.reconcile);
    await window.getByRole('grid').getByRole('row').nth(3).click();
    await take('reconcile');
    await window.keyboard.press('t');
    await take('triage');
    await window.keyboard.press('Escape');
    await main.goTo(names.checks);
    await take('checks');
    await main.goTo(names.export);
    await take('export');
    await main.goTo(names.settings);
    await take('settings');
    await window.keyboard.press('Control+k');
    await take('palette');

    const guide = readFileSync(join(GUIDE, names.guide), 'utf8');
    for (const picture of taken) {
      expect(guide, picture).toContain(`screens/${picture}`);
      expect(existsSync(join(GUIDE, 'screens', picture)), picture).toBe(true);
    }
  });
}

/** The invoice of the practice period, open in its mapping. */
async function openMapping(main: MainWindow, screen: string): Promise<void> {
  await main.goTo(screen);
  await main.dropAnywhere([
    resolve(import.meta.dirname, '..', '..', 'resources', 'practice', 'invoice.xlsx'),
  ]);
  await expect(main.page.getByRole('columnheader').first()).toBeVisible();
  await expect(main.page.getByRole('columnheader').nth(3).getByRole('combobox')).toBeVisible();
}

/** Nothing moves and nothing is on its way. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[data-state="loading"]')).toHaveCount(0);
  await page.evaluate(async () => {
    const dom = globalThis as unknown as {
      document: { getAnimations: () => { finished: Promise<unknown> }[]; fonts: { ready: Promise<unknown> } };
      setTimeout: (done: () => void, ms: number) => void;
    };
    await dom.document.fonts.ready;
    // A bar that goes on for ever is no reason to wait for ever.
    const waited = new Promise<void>((done) => {
      dom.setTimeout(done, 1000);
    });
    await Promise.race([
      Promise.all(dom.document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
      waited,
    ]);
  });
}
