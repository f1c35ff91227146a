import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { readKeyFile } from '../read-key-file.ts';

/** Beside the database, readable by its owner alone. Backups hold it too, unless told otherwise (ADR 0030). */
export const MASK_KEY_FILE = 'mask-key';
const KEY_BYTES = 32;
const KEY = /^[0-9a-f]{64}$/;

/**
 * The key by which a workspace masks; made at the first time. Another key gives other masks: whoever loses it can no
 * longer tell whom a mask stands for. Throws KEY_DAMAGED where its file holds anything else.
 */
export function workspaceMaskKey(folder: string): Buffer {
  const path = join(folder, MASK_KEY_FILE);
  if (existsSync(path)) {
    const text = readKeyFile(path).trim();
    if (!KEY.test(text)) throw new AppError('KEY_DAMAGED', { file: MASK_KEY_FILE });
    return Buffer.from(text, 'hex');
  }
  const key = randomBytes(KEY_BYTES);
  // Written beside and renamed: a key that was cut short would mask like no other.
  const partial = `${path}.partial`;
  writeFileSync(partial, `${key.toString('hex')}\n`, { mode: 0o600, flush: true });
  renameSync(partial, path);
  return key;
}
