/* global window, document, requestAnimationFrame */
/** What `grid.ts` runs within the page: each function stands for itself, as Playwright sends it there as text. */

/** Goes to a place of the navigation. */
export function goThere(hash) {
  window.location.hash = hash;
}

/** From an act until the rows that it asks for are painted, in milliseconds. */
export async function untilRow({ hash, head, toggle }) {
  const grid = () => document.querySelector('[role="grid"]');
  const state = () =>
    [
      grid()?.getAttribute('aria-rowcount'),
      document.querySelector('[aria-sort="ascending"], [aria-sort="descending"]')?.id,
      document.querySelector('[data-index="0"]')?.textContent,
    ].join('\n');
  const before = state();
  const start = performance.now();
  if (hash !== undefined) window.location.hash = hash;
  if (head !== undefined) {
    const heads = [...document.querySelectorAll('[role="columnheader"][aria-sort]')];
    heads.find((element) => element.textContent.startsWith(head))?.click();
  }
  if (toggle === true) document.querySelector('input[role="switch"]')?.click();
  for (;;) {
    await new Promise(requestAnimationFrame);
    const first = document.querySelector('[data-index="0"] [role="gridcell"]');
    const isThere = (first?.textContent ?? '') !== '' && grid()?.getAttribute('aria-busy') !== 'true';
    if (isThere && (hash !== undefined || state() !== before)) break;
    if (performance.now() - start > 20_000) return Number.NaN;
  }
  return Math.round(performance.now() - start);
}

/** Scrolls down for a while, then jumps about: the longest time that a row in sight was blank, and until rows are there. */
export async function scrollThrough(scrollMs) {
  const grid = document.querySelector('[role="grid"]');
  const box = grid.getBoundingClientRect();
  const frame = () => new Promise(requestAnimationFrame);
  const isBlank = () =>
    [0.3, 0.6, 0.9].some((share) => {
      const element = document.elementFromPoint(box.left + 40, box.top + box.height * share * 0.9);
      return (element?.closest('[role="gridcell"]')?.textContent ?? '') === '';
    });
  let worst = 0;
  let since;
  const end = performance.now() + scrollMs;
  while (performance.now() < end) {
    grid.scrollTop += 400;
    const now = await frame();
    if (!isBlank()) since = undefined;
    else {
      since ??= now;
      worst = Math.max(worst, now - since);
    }
  }
  const jumps = [];
  for (const share of [0.9, 0.1, 0.5, 0.75, 0.25]) {
    const start = performance.now();
    grid.scrollTop = grid.scrollHeight * share;
    do await frame();
    while (isBlank() && performance.now() - start < 10_000);
    jumps.push(Math.round(performance.now() - start));
  }
  return { worstBlankMs: Math.round(worst), jumps };
}
