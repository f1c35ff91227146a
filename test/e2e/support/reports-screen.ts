import type { Locator, Page } from 'playwright/test';
import { mainWindow } from './main-window.ts';

/** The reports screen and the connection, as a person finds their way in them. */
export interface ReportsScreenPage {
  readonly goTo: () => Promise<void>;
  readonly connect: Locator;
  /** `connected`, `offline`, `expired`, `signed-out`, on the screen itself. */
  readonly connection: (state: string) => Locator;
  readonly dialog: Locator;
  readonly method: (name: 'Browser' | 'Code' | 'Token') => Locator;
  readonly permission: (name: 'read' | 'write' | 'subPartners') => Locator;
  readonly refresh: Locator;
  readonly fetch: Locator;
  readonly cell: (period: string, level: string) => Locator;
  /** Closes the dialog that is open. */
  readonly close: () => Promise<void>;
  /** Uses a token from elsewhere. */
  readonly useToken: (token: string) => Promise<void>;
}

/** Looks at a page as the reports screen. */
export function reportsScreen(page: Page): ReportsScreenPage {
  const dialog = page.getByRole('dialog');
  const method = (name: string): Locator => dialog.getByText(name, { exact: true });
  const connect = page.getByRole('button', { name: 'Connect…' });
  const close = async (): Promise<void> => {
    await dialog.getByRole('button', { name: 'Close' }).click();
  };
  return {
    goTo: () => mainWindow(page).goTo('Reports'),
    connect,
    connection: (state) => page.locator(`main [data-connection="${state}"]`),
    dialog,
    method,
    permission: (name) => page.locator(`[data-permission="${name}"]`),
    refresh: page.getByRole('button', { name: 'Refresh from Webex' }),
    fetch: page.getByRole('button', { name: 'Fetch reports…' }),
    cell: (period, level) => page.locator(`[data-period="${period}"] [data-level="${level}"]`),
    close,
    useToken: async (token) => {
      await connect.click();
      await method('Token').click();
      await dialog.getByLabel('Access token').fill(token);
      await dialog.getByRole('button', { name: 'Use this token' }).click();
      await dialog.locator('[data-connection="connected"]').waitFor();
      await close();
    },
  };
}
