import { readFile, rename, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import type { WebexAccess } from '#shared/ipc/contract/webex.ts';

/** The part of Electron's `safeStorage` that is used. */
export type Keyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** Where the Webex token lies. It leaves main for one purpose: a fetch job of the engine. */
export interface TokenStore {
  readonly access: () => Promise<WebexAccess>;
  readonly keep: (token: string) => Promise<WebexAccess>;
  readonly forget: () => Promise<void>;
  readonly token: () => Promise<string | undefined>;
}

/**
 * Whether the operating system really protects what is given to it. On Linux without a keyring, Chromium "encrypts"
 * with a key that is the same on every computer (`basic_text`): that counts as no protection at all.
 */
export async function isProtected(keyring: Keyring, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await keyring.isAsyncEncryptionAvailable())) return false;
  if (platform !== 'linux') return true;
  const backend = keyring.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

/**
 * Keeps the token encrypted by the operating system, or, where that protects nothing, in memory until the app ends:
 * never in plain text on a disk, and the window says which of the two it is.
 */
export function tokenStore(ports: {
  readonly keyring: Keyring;
  readonly platform: NodeJS.Platform;
  readonly path: string;
}): TokenStore {
  const { keyring, path } = ports;
  let held: string | undefined;
  let isRead = false;
  const canKeep = (): Promise<boolean> => isProtected(keyring, ports.platform);
  const forgetFile = (): Promise<void> => rm(path, { force: true });
  /** What was kept or forgotten while the file was being read is the newer word. */
  const settle = (stored: string | undefined): string | undefined => {
    if (!isRead) held = stored;
    isRead = true;
    return held;
  };
  const token = async (): Promise<string | undefined> => {
    if (isRead) return held;
    const stored = (await canKeep()) ? await readToken(path, keyring) : undefined;
    return settle(stored);
  };
  const access = async (): Promise<WebexAccess> => ({
    held: (await token()) !== undefined,
    protection: (await canKeep()) ? 'keyring' : 'session-only',
  });
  return {
    token,
    access,
    keep: async (given) => {
      held = given.trim();
      isRead = true;
      if (await canKeep()) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(`${path}.partial`, await keyring.encryptStringAsync(held), { mode: 0o600 });
        await rename(`${path}.partial`, path);
      } else {
        await forgetFile();
      }
      return access();
    },
    forget: async () => {
      held = undefined;
      isRead = true;
      await forgetFile();
    },
  };
}

/** A token of another user or computer can't be decrypted: then there is none. */
async function readToken(path: string, keyring: Keyring): Promise<string | undefined> {
  try {
    return (await keyring.decryptStringAsync(await readFile(path))).result;
  } catch {
    return undefined;
  }
}
