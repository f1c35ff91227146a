import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { denyPermissions } from '../../../src/main/shell/security/deny-permissions.ts';
import { refuseNavigation } from '../../../src/main/shell/security/refuse-navigation.ts';
import { secureWebPreferences } from '../../../src/main/shell/security/web-preferences.ts';

/** Electron's side of the contract, as far as the rules use it. */
class RecordedContents extends EventEmitter {
  openHandler: ((details: { readonly url: string }) => { readonly action: string }) | undefined;
  setWindowOpenHandler(handler: RecordedContents['openHandler']): void {
    this.openHandler = handler;
  }
}

describe('a window', () => {
  test.each(['will-navigate', 'will-redirect', 'will-attach-webview'])('refuses %s', (event) => {
    const contents = new RecordedContents();
    refuseNavigation(contents as unknown as WebContents);
    const preventDefault = vi.fn();
    contents.emit(event, { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  test('opens no other window', () => {
    const contents = new RecordedContents();
    refuseNavigation(contents as unknown as WebContents);
    expect(contents.openHandler?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
  });

  test('is sandboxed, isolated and without Node', () => {
    expect(secureWebPreferences('/app/preload.cjs')).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
  });

  test('is denied every permission it asks for', () => {
    const answers: unknown[] = [];
    const session = {
      setPermissionRequestHandler: (
        handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
      ) => {
        handler(undefined, 'media', (granted) => answers.push(granted));
      },
      setPermissionCheckHandler: (handler: () => boolean) => answers.push(handler()),
      setDevicePermissionHandler: (handler: () => boolean) => answers.push(handler()),
    };
    denyPermissions(session as unknown as Session);
    expect(answers).toEqual([false, false, false]);
  });
});
