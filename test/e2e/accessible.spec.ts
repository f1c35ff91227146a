import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expectAtRest } from './support/at-rest.ts';
import { expect, test } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { focusTrouble } from './support/focus-trouble.ts';
import { callApi } from './support/window-api.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCREENS = ['periods', 'import', 'reports', 'reconcile', 'checks', 'export', 'settings'] as const;
const SECTIONS = [
  ...['appearance', 'tolerance', 'unitBasis', 'priceBook', 'aliases'],
  ...['workspace', 'privacy', 'log', 'history'],
];

/** Opens the practice period from the first start, and waits until it is reconciled. */
async function openPractice(page: Page): Promise<void> {
  const main = mainWindow(page);
  await main.ready();
  await page.locator('[data-choice="practice"]').getByRole('button').click();
  await expect(page.locator('[data-verdict="variances"]')).toBeVisible();
  await main.closeJobs();
}

/** Goes to a place by its address, and waits until nothing of it is being fetched. */
async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    (globalThis as unknown as { location: { hash: string } }).location.hash = hash;
  }, `#/${place}`);
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('[data-state="loading"]')).toHaveCount(0);
  if (place === 'reconcile') await expect(page.getByRole('grid').getByRole('row').nth(3)).toBeVisible();
}

async function expectNothingFound(page: Page, place: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  expect
    .soft(
      violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => [place, id, html.slice(0, 200), any[0]?.message]),
      ),
    )
    .toEqual([]);
}

/** Chooses the first line of the Reconcile screen, which has a difference. */
async function chooseLine(page: Page): Promise<void> {
  await goTo(page, 'reconcile');
  await page.locator('[role="row"][data-index="0"]').getByRole('gridcell').first().click();
  await expect(page.locator('[data-pane="proof"] table').first()).toBeVisible();
}

/** The dialogs that a key opens, and where. */
const DIALOGS: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  {
    name: 'palette',
    open: async (page) => {
      await goTo(page, 'periods');
      await page.keyboard.press('Control+k');
    },
  },
  {
    name: 'shortcuts',
    open: async (page) => {
      await goTo(page, 'reconcile');
      await page.getByRole('grid').focus();
      await page.keyboard.press('?');
    },
  },
  {
    name: 'sign-off',
    open: async (page) => {
      await goTo(page, 'periods');
      await page.locator('[data-step="signOff"]').getByRole('button').click();
    },
  },
  ...[
    ['reason', 'e'],
    ['match', 'm'],
    ['history', 'h'],
    ['triage', 't'],
  ].map(([name = '', key = '']) => ({
    name,
    open: async (page: Page) => {
      await chooseLine(page);
      await page.keyboard.press(key);
    },
  })),
];

for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'ja'] as const) {
    test(`axe finds nothing on any screen, nor in a dialog: ${theme}, ${language}`, async ({ window }) => {
      test.setTimeout(240_000);
      await window.emulateMedia({ reducedMotion: 'reduce' });
      await openPractice(window);
      await callApi(window, 'settings', 'changeSettings', { theme, language });
      await expect(window.locator(`html[lang="${language}"]`)).toBeAttached();
      for (const place of [...SCREENS, ...SECTIONS.map((section) => `settings?section=${section}`)]) {
        await goTo(window, place);
        await expectNothingFound(window, place);
      }
      await chooseLine(window);
      await expectNothingFound(window, 'proof');
      for (const { name, open } of DIALOGS) {
        await open(window);
        const dialog = window.getByRole('dialog');
        await expect(dialog, name).toBeVisible();
        await expectAtRest(window);
        await expectNothingFound(window, name);
        await window.keyboard.press('Escape');
        await expect(dialog, name).toBeHidden();
      }
    });
  }
}

test('the grid announces as many rows as the engine states, filtered or not', async ({ window }) => {
  await openPractice(window);
  await goTo(window, 'reconcile');
  const periods = await callApi(window, 'periods', 'listPeriods', { offset: 0, limit: 1 });
  const runId = periods.ok ? (periods.value.rows[0]?.lastRun?.runId ?? '') : '';
  const stated = async (filter: Readonly<Record<string, unknown>>): Promise<number> => {
    const answer = await callApi(window, 'results', 'listLines', {
      ...{ runId, offset: 0, limit: 1, filter },
      sort: { column: 'varianceSize', direction: 'descending' },
    });
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value.total;
  };
  const grid = window.getByRole('grid');
  // Two rows of heads, one of totals.
  await expect(grid).toHaveAttribute('aria-rowcount', String((await stated({})) + 3));
  await window.getByRole('switch', { name: 'Differences only' }).click();
  const differences = await stated({ differencesOnly: true });
  expect(differences).toBeGreaterThan(0);
  await expect(grid).toHaveAttribute('aria-rowcount', String(differences + 3));
});

test('whatever Tab reaches shows the focus, and nothing covers it', async ({ window }) => {
  test.setTimeout(240_000);
  await openPractice(window);
  for (const theme of ['light', 'dark'] as const) {
    await callApi(window, 'settings', 'changeSettings', { theme });
    for (const place of SCREENS) {
      await goTo(window, place);
      await window.evaluate('document.activeElement?.blur()');
      const troubles: string[] = [];
      const reached = new Set<string>();
      for (let steps = 0; steps < 60; steps += 1) {
        await window.keyboard.press('Tab');
        const { what, trouble } = await focusTrouble(window);
        // Behind the last place Tab leaves the page; it begins where the focus was before.
        if (what === 'body') continue;
        reached.add(what);
        if (trouble !== undefined) troubles.push(`${place}: ${what}: ${trouble}`);
      }
      expect.soft(troubles).toEqual([]);
      // The rail alone has nine places to stop at.
      expect.soft(reached.size, place).toBeGreaterThan(9);
    }
  }
});

test('with reduced motion nothing moves', async ({ window }) => {
  await window.emulateMedia({ reducedMotion: 'reduce' });
  await openPractice(window);
  for (const place of SCREENS) {
    await goTo(window, place);
    const moving = await window.evaluate<readonly string[]>(`[...document.querySelectorAll('*')]
      .filter((element) => {
        const { animationDuration, animationName, transitionDuration } = getComputedStyle(element);
        const lasts = (text) => text.split(',').some((part) => parseFloat(part) > 0);
        return (animationName !== 'none' && lasts(animationDuration)) || lasts(transitionDuration);
      })
      .map((element) => element.outerHTML.slice(0, 120))`);
    expect.soft(moving, place).toEqual([]);
  }
});

test('with forced colours the screen one is on and the focus are still told apart', async ({ window }) => {
  await window.emulateMedia({ forcedColors: 'active' });
  await openPractice(window);
  for (const [index, place] of SCREENS.entries()) {
    await goTo(window, place);
    const links = window.getByRole('navigation').getByRole('link');
    await expect(links.nth(index)).toHaveAttribute('aria-current', 'page');
    const outlines = await window.evaluate<readonly string[]>(
      `[...document.querySelector('nav').querySelectorAll('a')].map((link) => getComputedStyle(link).outlineStyle)`,
    );
    expect.soft(outlines.map((style) => style !== 'none')).toEqual(SCREENS.map((own) => own === place));
    await expectNothingFound(window, `${place}, forced colours`);
  }
});
