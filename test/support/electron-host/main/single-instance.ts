import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a later start of the same app hands to the first. */
export interface LaterStart {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

const POLL_MS = 50;

/**
 * Electron's single instance lock, over real processes: true for the first process of a folder, false for each later
 * one, whose arguments then reach the first. Synchronous, as Electron's is.
 */
export function takeInstanceLock(
  userData: string,
  additionalData: unknown,
  tell: (other: LaterStart) => void,
): boolean {
  const lock = join(userData, 'instance-lock');
  const mailbox = join(userData, 'later-starts');
  mkdirSync(mailbox, { recursive: true });
  if (!takeFile(lock)) {
    const name = randomUUID();
    const mine: LaterStart = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    writeFileSync(join(mailbox, `${name}.tmp`), JSON.stringify(mine));
    renameSync(join(mailbox, `${name}.tmp`), join(mailbox, `${name}.json`));
    return false;
  }
  process.on('exit', () => {
    rmSync(lock, { force: true });
  });
  setInterval(() => {
    for (const name of readdirSync(mailbox).filter((file) => file.endsWith('.json'))) {
      const path = join(mailbox, name);
      const other = JSON.parse(readFileSync(path, 'utf8')) as LaterStart;
      rmSync(path);
      tell(other);
    }
  }, POLL_MS).unref();
  return true;
}

function takeFile(lock: string): boolean {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(lock, 'utf8'));
      if (holder === process.pid) return true;
      if (isAlive(holder)) return false;
      rmSync(lock, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
