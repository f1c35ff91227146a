import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the database, readable by its owner alone. Backups hold it too, unless told otherwise (ADR 0030). */
export const MASK_KEY_FILE = 'mask-key';
const KEY_BYTES = 32;

/**
 * The key by which a workspace masks; made at the first time. Another key gives other masks: whoever loses it can no
 * longer tell whom a mask stands for.
 */
export function workspaceMaskKey(folder: string): Buffer {
  const path = join(folder, MASK_KEY_FILE);
  if (existsSync(path)) {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    if (key.length !== KEY_BYTES) throw new Error('The mask key is cut short');
    return key;
  }
  const key = randomBytes(KEY_BYTES);
  // Written beside and renamed: a key that was cut short would mask like no other.
  const partial = `${path}.partial`;
  writeFileSync(partial, `${key.toString('hex')}\n`, { mode: 0o600, flush: true });
  renameSync(partial, path);
  return key;
}
