import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '#core/errors.ts';

/** A key is a line or a few; whatever is larger is none. */
const MOST_BYTES = 16 * 1024;

/**
 * The text of a key file of the workspace. Throws KEY_DAMAGED where it is no file, or can't be read as one: a new key in
 * its place would break with all that the old one has masked or signed.
 */
export function readKeyFile(path: string): string {
  const file = basename(path);
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new AppError('KEY_DAMAGED', { file, detail: `${String(size)} bytes` });
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new AppError('KEY_DAMAGED', { file, detail: code }, { cause: error });
  }
}
