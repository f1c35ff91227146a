import { readFileSync, rmSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import type { WebexAccess } from '#shared/ipc/contract/webex.ts';

/** Where the Webex token lies. It leaves main for one purpose: a fetch job of the engine. */
export interface TokenStore {
  readonly access: () => WebexAccess;
  readonly keep: (token: string) => Promise<WebexAccess>;
  readonly forget: () => void;
  readonly token: () => string | undefined;
}

/**
 * Whether the operating system really protects what is given to it. On Linux without a keyring, Chromium "encrypts"
 * with a key that is the same on every computer (`basic_text`): that counts as no protection at all.
 */
export function isProtected(
  safeStorage: Pick<SafeStorage, 'isEncryptionAvailable' | 'getSelectedStorageBackend'>,
  platform: NodeJS.Platform,
): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

/**
 * Keeps the token encrypted by the operating system, or, where that protects nothing, in memory until the app ends:
 * never in plain text on a disk, and the window says which of the two it is.
 */
export function tokenStore(ports: {
  readonly safeStorage: SafeStorage;
  readonly platform: NodeJS.Platform;
  readonly path: string;
}): TokenStore {
  const { safeStorage, path } = ports;
  let held: string | undefined;
  let isRead = false;
  const canKeep = (): boolean => isProtected(safeStorage, ports.platform);
  const forgetFile = (): void => {
    rmSync(path, { force: true });
  };
  const token = (): string | undefined => {
    if (held === undefined && !isRead && canKeep()) held = readToken(path, safeStorage);
    isRead = true;
    return held;
  };
  const access = (): WebexAccess => ({
    held: token() !== undefined,
    protection: canKeep() ? 'keyring' : 'session-only',
  });
  return {
    token,
    access,
    keep: async (given) => {
      held = given.trim();
      isRead = true;
      if (canKeep()) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(`${path}.partial`, safeStorage.encryptString(held), { mode: 0o600 });
        await rename(`${path}.partial`, path);
      } else {
        forgetFile();
      }
      return access();
    },
    forget: () => {
      held = undefined;
      isRead = true;
      forgetFile();
    },
  };
}

/** A token of another user or computer can't be decrypted: then there is none. */
function readToken(path: string, safeStorage: Pick<SafeStorage, 'decryptString'>): string | undefined {
  try {
    return safeStorage.decryptString(readFileSync(path));
  } catch {
    return undefined;
  }
}
