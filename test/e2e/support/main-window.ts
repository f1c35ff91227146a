import type { Locator, Page } from 'playwright/test';
import { expect } from 'playwright/test';
import { dropFiles } from './drop-files.ts';

/** The window as a person finds their way in it: the one place that knows where things stand. */
export interface MainWindow {
  readonly page: Page;
  readonly chooseFiles: Locator;
  /** Imports the invoice whose mapping is open, as it is shown. */
  readonly importInvoice: Locator;
  readonly inputs: Locator;
  readonly reconcile: Locator;
  /** Jobs of a kind, newest first. */
  readonly jobs: (kind: string) => Locator;
  readonly periods: Locator;
  readonly engineBanner: Locator;
  readonly refusal: Locator;
  /** Puts the list of jobs away, which `ready` opens. */
  readonly closeJobs: () => Promise<void>;
  /** Waits until the workspace is open. */
  readonly ready: () => Promise<void>;
  /** Goes to a screen by its name in the navigation. */
  readonly goTo: (screen: string) => Promise<void>;
  /** Drops files on whatever screen is open. */
  readonly dropAnywhere: (paths: readonly string[]) => Promise<void>;
  /** Drops files on the import screen. */
  readonly drop: (paths: readonly string[]) => Promise<void>;
}

/** Looks at a page as the main window. */
export function mainWindow(page: Page): MainWindow {
  const engineBanner = page.locator('[data-engine]');
  const jobsButton = page.locator('[aria-controls="jobs-panel"]');
  const goTo = async (screen: string): Promise<void> => {
    await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click();
  };
  return {
    page,
    chooseFiles: page.getByTestId('choose-files'),
    importInvoice: page.getByRole('button', { name: 'Import', exact: true }),
    inputs: page.getByRole('list', { name: 'Files' }).getByRole('listitem'),
    reconcile: page.getByRole('button', { name: 'Reconcile', exact: true }),
    jobs: (kind) => page.locator(`[data-job="${kind}"]`),
    periods: page.getByRole('table', { name: 'Periods' }),
    engineBanner,
    refusal: page.getByRole('alert'),
    goTo,
    closeJobs: async () => {
      if ((await jobsButton.getAttribute('aria-expanded')) === 'true') await jobsButton.click();
      await expect(jobsButton).toHaveAttribute('aria-expanded', 'false');
    },
    ready: async () => {
      await expect(page.locator('[data-engine-state="ready"]')).toBeVisible();
      const jobsButton = page.getByRole('button', { name: /running/ });
      if ((await jobsButton.getAttribute('aria-expanded')) === 'false') await jobsButton.click();
    },
    dropAnywhere: (paths) => dropFiles(page.locator('body'), paths),
    drop: async (paths) => {
      await goTo('Import');
      await dropFiles(page.locator('body'), paths);
    },
  };
}
