import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';

/**
 * Waits until nothing in a dialog fades any more: half of a colour has half of its contrast. Pictures don't count: the
 * tick of a box that isn't ticked is there for good, and can't be seen.
 */
export const expectAtRest = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate<readonly string[]>(`[...document.querySelectorAll('[role="dialog"], [role="dialog"] *')]
        .filter((element) => element.closest('svg') === null)
        .filter((element) => Number(getComputedStyle(element).opacity) < 1)
        .map((element) => element.outerHTML.slice(0, 80))`),
    )
    .toEqual([]);
