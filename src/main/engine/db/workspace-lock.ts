import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#core/errors.ts';
import { asWorkspaceError } from './connection.ts';

/** The workspace, held by this process alone until released. */
export interface WorkspaceLock {
  /** Whether the holder before ended without releasing: it crashed, or the machine did. */
  readonly takenOver: boolean;
  release(): void;
}

/** Who holds a workspace, for the message to the one who can't have it. */
export interface LockHolder {
  readonly processId: number;
  readonly host: string;
  readonly since: string;
}

const LOCK_FILE = 'tieout.lock';
const HOLDER_FILE = 'tieout.holder.json';

/**
 * Takes the workspace for this process, or throws WORKSPACE_LOCKED naming the holder.
 *
 * The lock is the operating system's, on an empty file, taken by way of SQLite: it ends with its process however that
 * ends, so nothing has to guess whether a holder is still alive (process ids are given out again).
 */
export function lockWorkspace(folder: string, since: string): WorkspaceLock {
  const holderPath = join(folder, HOLDER_FILE);
  const lock = takeLock(folder, holderPath);
  const takenOver = readHolder(holderPath) !== undefined;
  const holder: LockHolder = { processId: process.pid, host: hostname(), since };
  try {
    writeFileSync(holderPath, JSON.stringify(holder));
  } catch (error) {
    lock.close();
    throw new AppError('WORKSPACE_NOT_WRITABLE', { folder, reason: String(error) }, { cause: error });
  }
  return {
    takenOver,
    release: () => {
      if (!lock.open) return;
      rmSync(holderPath, { force: true });
      lock.close();
    },
  };
}

function takeLock(folder: string, holderPath: string): Database.Database {
  const path = join(folder, LOCK_FILE);
  let lock: Database.Database | undefined;
  try {
    lock = new Database(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const known = asWorkspaceError(error, path);
    if (known instanceof AppError && known.code === 'WORKSPACE_LOCKED') {
      throw new AppError('WORKSPACE_LOCKED', { folder, ...holderOf(holderPath) });
    }
    throw known;
  }
}

function readHolder(path: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    // Absent, or its writer died within the line: either way nobody can be named.
    return undefined;
  }
}

function holderOf(path: string): { readonly holder?: string } {
  const holder = readHolder(path);
  return holder ? { holder: `process ${holder.processId}, ${holder.host}, ${holder.since}` } : {};
}
