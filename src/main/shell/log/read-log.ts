import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_FILE } from './rotating-file.ts';

/** The last lines of the log, oldest first; none where nothing was written yet. They were redacted when written. */
export function lastLogLines(folder: string, most: number): string[] {
  try {
    return readFileSync(join(folder, LOG_FILE), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(-most);
  } catch {
    return [];
  }
}
