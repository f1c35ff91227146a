import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import { BACKUPS_FOLDER } from '../db/open-database.ts';

/** Why a copy was made. */
export type CopyReason = 'before-migration' | 'daily' | 'asked';

/** A copy of the database that lies in the workspace itself. */
export interface KeptCopy {
  readonly name: string;
  readonly reason: CopyReason;
  /** UTC, ISO 8601. */
  readonly madeAt: string;
  readonly bytes: number;
}

const NAME = /^(before-migration|daily|asked)-.*?(\d{14})\.db$/;
/** How many daily copies stay; those that a person or a migration has asked for are never removed. */
const DAILY_COPIES = 7;

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
  } finally {
    rmSync(partial, { force: true });
  }
  const daily = listCopies(workspace).filter((copy) => copy.reason === 'daily');
  for (const { name: old } of daily.slice(DAILY_COPIES)) {
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
