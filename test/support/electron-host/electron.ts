/**
 * The module that `electron` resolves to in a host process: see README.md for what is real and what is stood in for.
 */
import { app } from './main/app.ts';
import { BrowserWindow } from './main/browser-window.ts';
import { answerQuestions } from './main/control.ts';
import {
  autoUpdater,
  clipboard,
  crashReporter,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
} from './main/desktop.ts';
import { dialog } from './main/dialog.ts';
import { ipcMain } from './main/ipc-main.ts';
import { Menu, MenuItem } from './main/menu.ts';
import { protocol, protocolHandler } from './main/protocol.ts';
import { safeStorage } from './main/safe-storage.ts';
import { session } from './main/session.ts';
import { net as plainNet } from './net.ts';
import { utilityProcess } from './main/utility-process.ts';
import { allContents, type WebContentsStandIn } from './main/web-contents.ts';

const webContents = {
  getAllWebContents: (): readonly WebContentsStandIn[] => allContents(),
  fromId: (id: number): WebContentsStandIn | undefined =>
    allContents().find((contents) => contents.id === id),
  getFocusedWebContents: (): WebContentsStandIn | null =>
    BrowserWindow.getFocusedWindow()?.webContents ?? null,
};

const net = {
  ...plainNet,
  /** As in Electron, the app's own schemes are answered by its handlers. */
  fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const handler = protocolHandler(new URL(request.url).protocol.replace(/:$/, ''));
    return handler ? handler(request) : plainNet.fetch(input, init);
  },
};

const modules = {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
};
answerQuestions(() => modules);

export {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
};
