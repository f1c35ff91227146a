import { BrowserWindow, screen } from 'electron';
import { APP_ORIGIN } from '../../ipc/trusted-sender.ts';
import { secureWebPreferences } from '../security/web-preferences.ts';
import type { Preferences } from '../settings/preferences.ts';
import { placeWindow, SMALLEST_SIZE } from './place-window.ts';

/** Opens the window on the built page, where it was the last time; resolves when the page is there. */
export async function openMainWindow(
  preloadPath: string,
  preferences: Preferences,
  onOpened: (window: BrowserWindow) => void,
): Promise<void> {
  const remembered = preferences.get().window;
  const window = new BrowserWindow({
    ...placeWindow(
      remembered,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: SMALLEST_SIZE.width,
    minHeight: SMALLEST_SIZE.height,
    show: false,
    title: 'Tieout',
    webPreferences: secureWebPreferences(preloadPath),
  });
  // Before the page is loaded: it may ask and be told things at once.
  onOpened(window);
  if (remembered?.isMaximized === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    preferences.change({ window: { ...window.getNormalBounds(), isMaximized: window.isMaximized() } });
  });
  await window.loadURL(`${APP_ORIGIN}/index.html`);
}

/** Brings a window before the person. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
