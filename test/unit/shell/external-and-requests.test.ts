import { describe, expect, test, vi } from 'vitest';
import { LINKS } from '#shared/ipc/contract/app.ts';
import { blockForeignRequests, isOwnRequest } from '../../../src/main/shell/security/block-requests.ts';
import { isAllowedExternal, openExternal } from '../../../src/main/shell/security/open-external.ts';
import { isAllowedSignInPage } from '../../../src/main/shell/security/open-sign-in.ts';

vi.mock('electron', async () => (await import('./electron-module.ts')).electronModule());

describe('what is opened in the browser', () => {
  test.each(LINKS)('%s is a page that is allowed', async (link) => {
    const open = vi.fn(() => Promise.resolve());
    expect(await openExternal(link, open)).toBe(true);
    expect(open).toHaveBeenCalledOnce();
  });

  test.each([
    'http://developer.webex.com/',
    'https://developer.webex.com.example.com/',
    'https://example.com/?https://developer.webex.com/',
    'https://developer.webex.com@example.com/',
    'https://x:y@developer.webex.com/',
    'https://developer.webex.com:444/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://developer.webex.com/',
    'ms-msdt:/id',
    '',
  ])('%s is not', (url) => {
    expect(isAllowedExternal(url)).toBe(false);
  });
});

describe('requests of the window', () => {
  test.each(['app://tieout/index.html', 'app://tieout/assets/index.js'])('%s passes', (url) => {
    expect(isOwnRequest(url)).toBe(true);
  });

  test.each([
    'https://example.com/',
    'http://localhost:5173/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:null/x',
    'https://example.com/app://tieout',
    'nonsense',
  ])('%s is cancelled', (url) => {
    expect(isOwnRequest(url)).toBe(false);
  });

  test('every request of the session is asked about', () => {
    const answers: unknown[] = [];
    blockForeignRequests({
      webRequest: {
        onBeforeRequest: (listener: (details: object, answer: (result: object) => void) => void) => {
          for (const url of ['https://example.com/', 'app://tieout/']) {
            listener({ url }, (result) => answers.push(result));
          }
        },
      },
    } as never);
    expect(answers).toEqual([{ cancel: true }, { cancel: false }]);
  });
});

describe('the page of a sign-in', () => {
  const api = 'https://webexapis.com/v1';
  test.each([
    [`${api}/authorize?client_id=C0`, api],
    ['https://oauth-helper-r.wbx2.com/verify?userCode=123456', api],
    ['http://127.0.0.1:4711/v1/authorize?x=1', 'http://127.0.0.1:4711/v1'],
  ])('%s is opened', (url, apiUrl) => {
    expect(isAllowedSignInPage(url, apiUrl)).toBe(true);
  });

  test.each([
    'https://webexapis.com.example.com/v1/authorize',
    'https://webexapis.com/v1/people/me',
    'https://x:y@webexapis.com/v1/authorize',
    'http://webexapis.com/v1/authorize',
    'https://evilwbx2.com/verify',
    'https://oauth-helper-r.wbx2.com:8443/verify',
    'http://127.0.0.1:4711/v1/authorize',
    'file:///etc/passwd',
    'no address',
  ])('%s is refused', (url) => {
    expect(isAllowedSignInPage(url, api)).toBe(false);
  });
});
