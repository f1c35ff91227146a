import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Keyring } from '../../../src/main/shell/webex/keyring.ts';
import { webexVault, type WebexVault } from '../../../src/main/shell/webex/vault.ts';
import { temporaryFolder } from '../../support/workspace.ts';

/** A keyring that only turns bytes round: what is tested is what is given to it, and what is not. */
const keyring = (backend: string, isAvailable = true) => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(isAvailable),
  getSelectedStorageBackend: () => backend,
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text).reverse()),
  decryptStringAsync: (bytes: Buffer) =>
    Promise.resolve({ shouldReEncrypt: false, result: Buffer.from(bytes).reverse().toString() }),
});
let ids = 0;
const vaultAt = (path: string, held: object = keyring('gnome_libsecret')): WebexVault =>
  webexVault({ keyring: held as Keyring, platform: 'linux', path, newId: () => `id-${String(++ids)}` });

const INTEGRATION = { clientId: 'C0', clientSecret: 'client-secret', port: 4200 };
const tokens = (name: string) => ({
  accessToken: `${name}-access`,
  accessExpiresAt: 2_000_000,
  refreshToken: `${name}-refresh`,
  refreshExpiresAt: 9_000_000,
  scopes: ['spark-admin:wholesale_billing_reports_read'],
});
const API = 'https://webexapis.com';
const SIGNED_IN = { id: 'a1', method: 'browser', apiOrigin: API, tokens: tokens('first') } as const;

async function signedIn(vault: WebexVault): Promise<WebexVault> {
  await vault.keepIntegration(INTEGRATION);
  await vault.signIn(SIGNED_IN);
  return vault;
}

describe('the secrets of Webex', () => {
  test('are kept encrypted, and are there at the next start', async () => {
    const path = join(temporaryFolder(), 'data', 'webex-token');
    await signedIn(vaultAt(path));
    const stored = readFileSync(path, 'utf8');
    for (const secret of ['client-secret', 'first-access', 'first-refresh'])
      expect(stored).not.toContain(secret);
    const again = vaultAt(path);
    expect(await again.account()).toEqual({
      id: 'a1',
      apiOrigin: API,
      integration: INTEGRATION,
      tokens: tokens('first'),
    });
    expect(await again.kept()).toMatchObject({ canRenew: true, protection: 'keyring', method: 'browser' });
  });

  test('are told of without any secret among them', async () => {
    const vault = await signedIn(vaultAt(join(temporaryFolder(), 'webex-token')));
    expect(JSON.stringify(await vault.kept())).not.toMatch(/client-secret|first-/);
  });

  test.each([
    ['there is no keyring', keyring('basic_text')],
    ['the keyring is not known', keyring('unknown')],
    ['encryption is not available', keyring('gnome_libsecret', false)],
  ])('last for the session alone where %s, and that is said', async (_why, held) => {
    const path = join(temporaryFolder(), 'webex-token');
    const vault = await signedIn(vaultAt(path, held));
    expect(await vault.kept()).toMatchObject({ accountId: 'a1', protection: 'session-only' });
    expect(existsSync(path)).toBe(false);
    expect(await vaultAt(path, held).account()).toBeUndefined();
  });

  test('of a renewal replace those of the same account, on the disk as well', async () => {
    const path = join(temporaryFolder(), 'webex-token');
    const vault = await signedIn(vaultAt(path));
    expect(await vault.renew('a1', { ...tokens('second'), scopes: null })).toBe(true);
    // The answer of a renewal need not repeat the scopes.
    expect((await vaultAt(path).account())?.tokens).toEqual(tokens('second'));
  });

  test('of a renewal that comes after the person has signed out are dropped', async () => {
    const path = join(temporaryFolder(), 'webex-token');
    const vault = await signedIn(vaultAt(path));
    await vault.signOut(false);
    expect(await vault.renew('a1', tokens('second'))).toBe(false);
    expect(await vaultAt(path).account()).toBeUndefined();
  });

  test('survive a sign-out as far as the Integration goes, unless that is to be forgotten, too', async () => {
    const path = join(temporaryFolder(), 'webex-token');
    const vault = await signedIn(vaultAt(path));
    await vault.signOut(false);
    expect(await vaultAt(path).integration()).toEqual(INTEGRATION);
    await vault.signOut(true);
    expect(existsSync(path)).toBe(false);
  });

  test('written side by side end with the newest on the disk', async () => {
    const path = join(temporaryFolder(), 'webex-token');
    const vault = await signedIn(vaultAt(path));
    await Promise.all(['b', 'c', 'd'].map((name) => vault.renew('a1', tokens(name))));
    expect((await vaultAt(path).account())?.tokens.refreshToken).toBe('d-refresh');
  });

  test('of another user, which can not be decrypted, count as none', async () => {
    const path = join(temporaryFolder(), 'webex-token');
    writeFileSync(path, 'x');
    const broken = { ...keyring('kwallet6'), decryptStringAsync: () => Promise.reject(new Error('no key')) };
    expect(await vaultAt(path, broken).kept()).toMatchObject({ accountId: null, isUnreadable: true });
  });

  test.each([
    ['is damaged', (bytes: Buffer) => bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte))],
    ['was cut short', (bytes: Buffer) => bytes.subarray(1)],
    ['is empty', () => Buffer.alloc(0)],
  ])(
    'whose file %s are told as such, left alone until a sign-in, and then replaced',
    async (_how, damage) => {
      const path = join(temporaryFolder(), 'webex-token');
      await signedIn(vaultAt(path));
      const damaged = damage(readFileSync(path));
      writeFileSync(path, damaged);
      const vault = vaultAt(path);
      expect(await vault.kept()).toMatchObject({ accountId: null, isUnreadable: true });
      expect(await vault.renew('a1', tokens('second'))).toBe(false);
      expect(readFileSync(path)).toEqual(Buffer.from(damaged));
      await vault.signIn(SIGNED_IN);
      expect(await vault.kept()).toMatchObject({ accountId: 'a1', isUnreadable: false });
      expect((await vaultAt(path).account())?.tokens).toEqual(tokens('first'));
    },
  );

  test('that were never kept are not told as unreadable', async () => {
    const vault = vaultAt(join(temporaryFolder(), 'webex-token'));
    expect(await vault.kept()).toMatchObject({ accountId: null, isUnreadable: false });
  });
});

describe('a token from elsewhere', () => {
  test('is used until the app ends, and is never written', async () => {
    const path = join(temporaryFolder(), 'webex-token');
    const vault = vaultAt(path);
    await vault.useToken('pasted', API);
    expect((await vault.account())?.tokens.accessToken).toBe('pasted');
    expect(existsSync(path)).toBe(false);
    expect(await vaultAt(path).account()).toBeUndefined();
  });

  test('does without the Integration that is kept beside it', async () => {
    const vault = await signedIn(vaultAt(join(temporaryFolder(), 'webex-token')));
    await vault.useToken('pasted', API);
    expect((await vault.account())?.integration).toBeNull();
    expect(await vault.kept()).toMatchObject({ canRenew: false, method: 'token' });
  });
});
