/** Says which element of a dialog is to have the focus; Mantine's own mark. */
const FIRST = 'data-autofocus';

/**
 * Leaves the focus in a dialog where a person has put it. Mantine gives it to the marked field twice, each time a little
 * later than the dialog is seen: who typed in between would go on typing into another field. So the mark goes along with
 * the focus, and the second time changes nothing.
 */
export function followFocusInDialogs(): () => void {
  const follow = ({ target }: FocusEvent): void => {
    const dialog = target instanceof Element ? target.closest('[role="dialog"]') : null;
    if (!(target instanceof Element) || dialog === null || target === dialog) return;
    for (const marked of dialog.querySelectorAll(`[${FIRST}]`)) marked.removeAttribute(FIRST);
    target.setAttribute(FIRST, 'true');
  };
  document.addEventListener('focusin', follow);
  return () => {
    document.removeEventListener('focusin', follow);
  };
}
