/**
 * The panes of the window, in the order of the page: elements with `data-pane`. F6 goes from one to the next, as in
 * Excel; focus lands on what had it last within the pane, else on its first control.
 */
const lastFocused = new WeakMap<Element, HTMLElement>();

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** Innermost panes alone: a screen with panes of its own stands for them. */
const listPanes = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.querySelector('[data-pane]') === null && pane.offsetParent !== null,
  );

/** Moves the focus to the next pane (1) or to the one before (-1). */
export function focusNextPane(step: 1 | -1): void {
  const panes = listPanes();
  const active = document.activeElement;
  const current = panes.findIndex((pane) => pane.contains(active));
  if (current >= 0 && active instanceof HTMLElement) lastFocused.set(panes[current] ?? active, active);
  const pane = panes[(current + step + panes.length) % panes.length];
  if (!pane) return;
  const remembered = lastFocused.get(pane);
  const target =
    remembered && pane.contains(remembered)
      ? remembered
      : (pane.querySelector<HTMLElement>(FOCUSABLE) ?? pane);
  target.focus();
}
