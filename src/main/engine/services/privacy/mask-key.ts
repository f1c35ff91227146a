import { createHash, randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { readKeyFile } from '../read-key-file.ts';

/** Beside the database, readable by its owner alone. Backups hold it too, unless told otherwise (ADR 0030). */
export const MASK_KEY_FILE = 'mask-key';
const KEY_BYTES = 32;
/** The key, and what tells whether a digit of it has become another; a key of before has only the first. */
const KEY = /^([0-9a-f]{64})(?:\n([0-9a-f]{16}))?$/;
const checkOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 16);

/**
 * The key by which a workspace masks; made at the first time. Another key gives other masks: whoever loses it can no
 * longer tell whom a mask stands for. Throws KEY_DAMAGED where its file holds anything else.
 */
export function workspaceMaskKey(folder: string): Buffer {
  const path = join(folder, MASK_KEY_FILE);
  if (existsSync(path)) {
    const [, key, check] = KEY.exec(readKeyFile(path).trim()) ?? [];
    if (key === undefined || (check !== undefined && check !== checkOf(key))) {
      throw new AppError('KEY_DAMAGED', { file: MASK_KEY_FILE });
    }
    return Buffer.from(key, 'hex');
  }
  const key = randomBytes(KEY_BYTES).toString('hex');
  // Written beside and renamed: a key that was cut short would mask like no other.
  const partial = `${path}.partial`;
  writeFileSync(partial, `${key}\n${checkOf(key)}\n`, { mode: 0o600, flush: true });
  renameSync(partial, path);
  return Buffer.from(key, 'hex');
}
