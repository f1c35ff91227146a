import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { readHostOptions } from '../host-options.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** The keyring's key lives as long as the folder of the app: a second start reads what the first wrote. */
function keyringKey(): Buffer {
  const path = join(readHostOptions().userData, 'keyring-stand-in');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return readFileSync(path);
}

const encryptString = (text: string): Buffer => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyringKey(), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
};

const decryptString = (encrypted: Buffer): string => {
  const decipher = createDecipheriv('aes-256-gcm', keyringKey(), encrypted.subarray(0, IV_BYTES));
  decipher.setAuthTag(encrypted.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return (
    decipher.update(encrypted.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  );
};

/** Electron's `safeStorage`: a keyring by default; `TIEOUT_HOST_KEYRING=basic_text` is a desktop without one. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => (process.env['TIEOUT_HOST_KEYRING'] ?? 'gnome_libsecret') as Backend,
  setUsePlainTextEncryption: () => undefined,
  encryptString,
  decryptString,
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text: string) => Promise.resolve(encryptString(text)),
  decryptStringAsync: (encrypted: Buffer) =>
    Promise.resolve({ result: decryptString(encrypted), shouldReEncrypt: false }),
} satisfies Partial<SafeStorage>;
