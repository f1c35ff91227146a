import type { WebContents } from 'electron';

/**
 * Keeps a page where it was loaded: no navigation, no redirect, no embedded web view, no new window. Whatever a
 * page is made to ask for, it can't carry the window, with its preload script, to another address.
 */
export function refuseNavigation(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
