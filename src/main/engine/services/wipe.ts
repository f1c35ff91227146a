import { existsSync, lstatSync, readdirSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '#core/errors.ts';
import { BACKUPS_FOLDER, DATABASE_FILE, SOURCES_FOLDER } from '../db/open-database.ts';
import { lockWorkspace } from '../db/workspace-lock.ts';
import { MASK_KEY_FILE } from './privacy/mask-key.ts';
import { SIGNING_KEY_FILE } from './evidence-bundle/signing-key.ts';

/** What was removed. */
export interface WipeOutcome {
  readonly folder: string;
  readonly files: number;
}

/** Folders of a workspace, and what may lie in them. */
const OWN_FOLDERS: Readonly<Record<string, RegExp>> = {
  [SOURCES_FOLDER]: /^[0-9a-f]{64}$|\.partial$/,
  [BACKUPS_FOLDER]: /\.(?:db|partial)(?:-wal|-shm|-journal)?$/,
  logs: /^tieout.*\.log$/,
};
const LOCK_FILES = ['tieout.lock', 'tieout.lock-journal', 'tieout.holder.json'];
const OWN_FILES = new Set([
  ...LOCK_FILES,
  'tieout.closed.json',
  ...['', '-wal', '-shm', '-journal'].map((end) => DATABASE_FILE + end),
  ...[MASK_KEY_FILE, SIGNING_KEY_FILE].flatMap((name) => [name, `${name}.partial`]),
]);

/**
 * Removes a workspace for good: database, evidence, copies, keys and logs. `name` must be the folder's own name, as the
 * person has typed it. What this can't reach: backup files elsewhere, copies of synchronised folders, and what a disk
 * keeps of deleted files.
 *
 * Throws WORKSPACE_NOT_WRITABLE where the folder is no workspace or holds anything else, BAD_OPTION for another name,
 * WORKSPACE_LOCKED; then nothing was removed.
 */
export function wipeWorkspace(request: {
  readonly folder: string;
  readonly name: string;
  readonly now: string;
}): WipeOutcome {
  const folder = checkWipe(request);
  const lock = lockWorkspace(folder, request.now);
  let files = 0;
  try {
    refuseForeign(folder);
    for (const name of Object.keys(OWN_FOLDERS)) {
      const path = join(folder, name);
      if (!existsSync(path)) continue;
      for (const inside of readdirSync(path)) {
        rmSync(join(path, inside));
        files += 1;
      }
      rmdirSync(path);
    }
    for (const name of readdirSync(folder)) {
      if (LOCK_FILES.includes(name)) continue;
      rmSync(join(folder, name));
      files += 1;
    }
  } finally {
    lock.release();
  }
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  rmdirSync(folder);
  return { folder, files };
}

/** Whether a workspace may be wiped, before anything is closed: throws as {@link wipeWorkspace} does. Gives its folder. */
export function checkWipe(request: { readonly folder: string; readonly name: string }): string {
  // A link to a workspace is not the workspace: its name would be another, and only the link would go.
  const folder = existsSync(request.folder) ? realpathSync(request.folder) : resolve(request.folder);
  if (!existsSync(join(folder, DATABASE_FILE))) refuse(folder, 'not a workspace');
  const expected = basename(folder);
  if (request.name !== expected) {
    throw new AppError('BAD_OPTION', { option: '--yes', value: request.name, accepted: expected });
  }
  refuseForeign(folder);
  return folder;
}

function refuseForeign(folder: string): void {
  const foreign = foreignFiles(folder);
  if (foreign.length > 0) refuse(folder, foreign.slice(0, 3).join(', '));
}

function refuse(folder: string, reason: string): never {
  throw new AppError('WORKSPACE_NOT_WRITABLE', { folder, reason });
}

/** What lies in the folder and is not Tieout's: links and folders in folders as well. */
function foreignFiles(folder: string): readonly string[] {
  const foreign: string[] = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    const inside = OWN_FOLDERS[name];
    if (inside === undefined) {
      if (!stats.isFile() || !OWN_FILES.has(name)) foreign.push(name);
      continue;
    }
    if (!stats.isDirectory()) {
      foreign.push(name);
      continue;
    }
    for (const below of readdirSync(path)) {
      if (!lstatSync(join(path, below)).isFile() || !inside.test(below)) foreign.push(join(name, below));
    }
  }
  return foreign;
}
