import type { Page } from 'playwright/test';

/** What has the focus, and what is wrong with how it shows. */
export interface FocusSeen {
  readonly what: string;
  readonly trouble: string | undefined;
}

/**
 * Looks at the element with the focus as a person does: an outline or a ring must be drawn at it, or at the nearest box
 * around it (a field draws it for its input), and some part of it must lie in the window with nothing over it.
 */
export async function focusTrouble(page: Page): Promise<FocusSeen> {
  const seen = await page.evaluate<{ readonly what: string; readonly trouble: string | null }>(`(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { what: 'body', trouble: null };
    const what = element.tagName.toLowerCase() + ' ' +
      (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40) + ' ' +
      (element.id || element.getAttribute('name') || element.className.toString().slice(0, 40));
    const shows = (own) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(own);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    const around = [element, element.parentElement, element.nextElementSibling, element.parentElement?.parentElement];
    const within = [...element.querySelectorAll('*')];
    if (![...around, ...within].some((own) => own != null && shows(own))) return { what, trouble: 'no focus to see' };
    const box = element.getBoundingClientRect();
    const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    const isFree = points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top !== null && (element.contains(top) || top.contains(element) || top.closest('label')?.contains(element) || element.labels?.[0]?.contains(top) || element.parentElement?.contains(top));
    });
    return { what, trouble: isFree ? null : 'covered, or out of the window' };
  })()`);
  return { what: seen.what, trouble: seen.trouble ?? undefined };
}
