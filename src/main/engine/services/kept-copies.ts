import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import { BACKUPS_FOLDER } from '../db/open-database.ts';
import { asOutputError } from '../exporters/target-file.ts';
import { lastEventAt } from '../repositories/events.ts';

/** Why a copy was made. */
export type CopyReason = 'before-migration' | 'before-sign-off' | 'daily' | 'asked';

/** A copy of the database that lies in the workspace itself. */
export interface KeptCopy {
  readonly name: string;
  readonly reason: CopyReason;
  /** UTC, ISO 8601. */
  readonly madeAt: string;
  readonly bytes: number;
}

const NAME = /^(before-migration|before-sign-off|daily|asked)-.*?(\d{14})\.db$/;
/** How many copies of a ring stay; those that a person or a migration has asked for are never removed. */
const COPIES_OF_A_RING = 7;
const RINGS: readonly CopyReason[] = ['daily', 'before-sign-off'];

/** The copies of a workspace, newest first. */
export function listCopies(workspace: Pick<Workspace, 'folder'>): readonly KeptCopy[] {
  const folder = join(workspace.folder, BACKUPS_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): KeptCopy[] => {
      const found = NAME.exec(name);
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      if (!found || !stats?.isFile()) return [];
      return [
        {
          name,
          reason: found[1] as CopyReason,
          madeAt: momentOf(found[2] ?? ''),
          bytes: stats.size,
        },
      ];
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

/** `20261102010203` as a moment. */
const momentOf = (digits: string): string =>
  digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6.000Z');

/** The path of a copy. Throws BACKUP_INVALID for a name that is none of them. */
export function copyPath(workspace: Pick<Workspace, 'folder'>, name: string): string {
  const known = listCopies(workspace).some((copy) => copy.name === name);
  if (!known) throw new AppError('BACKUP_INVALID', { file: name, detail: BACKUPS_FOLDER });
  return join(workspace.folder, BACKUPS_FOLDER, name);
}

/** Copies the database into the workspace's own folder of copies, under its name once it is whole. */
export async function makeCopy(
  workspace: Workspace,
  reason: Exclude<CopyReason, 'before-migration'>,
): Promise<KeptCopy> {
  const stamp = workspace.ports
    .clock()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
  const name = `${reason}-${stamp}.db`;
  const path = join(workspace.folder, BACKUPS_FOLDER, name);
  const partial = `${path}.partial`;
  try {
    await workspace.connection.copyGently(partial);
    renameSync(partial, path);
  } catch (error) {
    throw asOutputError(error, path);
  } finally {
    rmSync(partial, { force: true });
  }
  const ring = RINGS.includes(reason) ? listCopies(workspace).filter((copy) => copy.reason === reason) : [];
  for (const { name: old } of ring.slice(COPIES_OF_A_RING)) {
    rmSync(join(workspace.folder, BACKUPS_FOLDER, old), { force: true });
  }
  return { name, reason, madeAt: momentOf(stamp), bytes: statSync(path).size };
}

/** Makes the copy of the day, unless there is one. */
export async function makeDailyCopy(workspace: Workspace): Promise<void> {
  const today = workspace.ports.clock().slice(0, 10);
  const isMade = listCopies(workspace).some(({ madeAt }) => madeAt.startsWith(today));
  if (!isMade) await makeCopy(workspace, 'daily');
}

/** Makes a copy, unless one was made since the last entry of the audit log: whatever changes, is in the log. */
export async function makeCopyOfChanges(workspace: Workspace, reason: 'before-sign-off'): Promise<void> {
  const changed = lastEventAt(workspace.database);
  // A name tells the second in which its copy was begun: an entry of the same second may be missing in it.
  const isCopied = listCopies(workspace).some(({ madeAt }) => changed !== undefined && madeAt > changed);
  if (!isCopied) await makeCopy(workspace, reason);
}
