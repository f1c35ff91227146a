import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The newest file of the log. */
export const LOG_FILE = 'tieout.log';
const MOST_BYTES = 1_000_000;
/** The file and two older ones: enough for a support request, too little to fill a disk. */
const OLDER_FILES = 2;

/** Appends lines to a file in `folder`; a full file becomes the first of the older ones, and the oldest goes. */
export function rotatingFile(folder: string): (line: string) => void {
  const path = join(folder, LOG_FILE);
  const older = (index: number): string => join(folder, `tieout.${String(index)}.log`);
  const rotate = (): void => {
    rmSync(older(OLDER_FILES), { force: true });
    for (let index = OLDER_FILES - 1; index >= 1; index -= 1) renameIfThere(older(index), older(index + 1));
    renameIfThere(path, older(1));
  };
  return (line) => {
    try {
      mkdirSync(folder, { recursive: true });
      if (sizeOf(path) > MOST_BYTES) rotate();
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch {
      // A log that can't be written must not become a failure of its own.
    }
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function renameIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
}
