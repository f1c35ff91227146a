import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { secureWebPreferences } from './security/web-preferences.ts';

/** Opens the one window on the built page. The paths are those beside the built entry, `out/main/index.js`. */
export async function openMainWindow(): Promise<void> {
  const window = new BrowserWindow({
    width: 1120,
    height: 800,
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Tieout',
    webPreferences: secureWebPreferences(join(import.meta.dirname, '../preload/index.cjs')),
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  await window.loadFile(join(import.meta.dirname, '../renderer/index.html'));
}
