import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { answer } from '../../../src/main/shell/security/app-protocol.ts';
import { resolveAppFile } from '../../../src/main/shell/security/resolve-app-file.ts';
import { temporaryFolder } from '../../support/workspace.ts';

vi.mock('electron', async () => (await import('./electron-module.ts')).electronModule());

/** A built page, with a secret beside it whose folder begins with the same letters. */
function builtPage(): string {
  const folder = temporaryFolder();
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__" />');
  writeFileSync(join(root, 'assets', 'index.js'), 'export {}');
  writeFileSync(join(root, 'tieout.db'), 'books');
  writeFileSync(join(folder, 'renderer-other', 'secret.js'), 'secret');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  return root;
}
const get = (root: string, url: string, method = 'GET'): Promise<Response> => answer({ url, method }, root);

describe('the app protocol', () => {
  test.each([
    ['app://tieout/', 'text/html; charset=utf-8'],
    ['app://tieout/index.html', 'text/html; charset=utf-8'],
    ['app://tieout/assets/index.js', 'text/javascript; charset=utf-8'],
  ])('serves %s as %s', async (url, mimeType) => {
    const response = await get(builtPage(), url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(mimeType);
  });

  test.each([
    'app://tieout/../secret.js',
    'app://tieout/%2e%2e/secret.js',
    'app://tieout/%2e%2e%2fsecret.js',
    'app://tieout/..%2frenderer-other/secret.js',
    'app://tieout/assets/..%2f..%2fsecret.js',
    'app://tieout/..%5csecret.js',
    'app://tieout//etc/passwd.js',
    'app://tieout/%00index.html',
    'app://tieout/%ff',
    'app://tieout/missing.js',
    'app://tieout/tieout.db',
    'app://tieout/assets',
    'app://other/index.html',
    'app://tieout.example/index.html',
    'https://tieout/index.html',
    'file:///etc/passwd.js',
    'nonsense',
  ])('does not serve %s', async (url) => {
    const response = await get(builtPage(), url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('serves nothing outside of its folder, whatever is asked for', () => {
    const root = '/built/renderer';
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', 'renderer-other', 'a', 'secret.js', '')),
        (parts) => {
          const file = resolveAppFile(`app://tieout/${parts.join('/')}/x.js`, root);
          expect(file === undefined || file.path.startsWith(`${root}/`)).toBe(true);
        },
      ),
    );
  });

  test('answers GET alone', async () => {
    expect((await get(builtPage(), 'app://tieout/index.html', 'POST')).status).toBe(404);
  });

  test('sends the policy with every answer, also with a refusal', async () => {
    for (const url of ['app://tieout/', 'app://tieout/missing.js']) {
      const response = await get(builtPage(), url);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('gives each page a nonce of its own, the same in its policy', async () => {
    const root = builtPage();
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await get(root, 'app://tieout/');
        const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1] ?? '';
        expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
    expect(nonces[0]).toMatch(/^[\w-]{22}$/);
  });
});
