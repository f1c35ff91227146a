import { expect, type Page } from 'playwright/test';

/** Presses Tab until the focus is on what has this role and name, as somebody without a mouse goes there. */
export async function tabTo(
  page: Page,
  role: Parameters<Page['getByRole']>[0],
  name: string | RegExp,
): Promise<void> {
  const target = page.getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first();
  await expect(target).toBeVisible();
  const focused = target.and(page.locator(':focus'));
  for (let steps = 0; steps < 150; steps += 1) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${role} ${String(name)}`);
}
