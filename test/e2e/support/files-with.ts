import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The regular files below a folder that hold a text, byte by byte. */
export function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
