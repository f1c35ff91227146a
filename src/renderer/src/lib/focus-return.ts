import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what had it before a dialog, once the dialog is gone. Mantine does so only for dialogs that
 * stay mounted while they are closed; ours come and go, and the focus would be lost to the page.
 */
export function useFocusReturn(): void {
  // Asked while it is first drawn: once it is in the page, its own first field has the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
