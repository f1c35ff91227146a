import type { WebPreferences } from 'electron';

/**
 * What a window may do: show its page. The defaults of Electron say much the same; they are stated here so that a
 * changed default can't open a door. `preload` is the path of the built script.
 */
export const secureWebPreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
});
