import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';

/** The part of Electron's `safeStorage` that is used. */
export type Keyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

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

/** A file whose content only the operating system can read, for this person on this computer. */
export interface SealedFile {
  /** Undefined where there is none; 'unreadable' where it is damaged, or another person's or computer's. */
  readonly read: () => Promise<{ readonly text: string } | 'unreadable' | undefined>;
  readonly write: (text: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** A sealed file at a path. Call it only where {@link isProtected} holds. */
export function sealedFile(path: string, keyring: Keyring): SealedFile {
  return {
    read: async () => {
      try {
        return { text: (await keyring.decryptStringAsync(await readFile(path))).result };
      } catch (error) {
        return isMissing(error) ? undefined : 'unreadable';
      }
    },
    write: async (text) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.partial`, await keyring.encryptStringAsync(text), { mode: 0o600 });
      await rename(`${path}.partial`, path);
    },
    remove: () => rm(path, { force: true }),
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
