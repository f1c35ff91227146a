import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { backupWorkspace } from './backup.ts';
import { copyPath } from './kept-copies.ts';
import { restoreWorkspace } from './restore.ts';

/** A workspace that was put into a folder of its own. */
export interface Relocation {
  readonly folder: string;
  readonly sources: number;
}

/**
 * Copies the workspace into another, empty folder, every file verified against its sha256, the database and the audit
 * log looked over. The workspace of before stays where it is, untouched but for an entry in its log.
 *
 * Throws FOLDER_NOT_EMPTY, DISK_FULL, WORKSPACE_NOT_WRITABLE and BACKUP_INVALID; then the new folder is as it was.
 */
export async function moveWorkspace(
  workspace: Workspace,
  folder: string,
  context: JobContext,
): Promise<Relocation> {
  const moved = await throughArchive(workspace, folder, undefined, context);
  workspace.database.transaction(() => {
    workspace.record('workspace-moved', undefined, { to: basename(moved.folder) });
  });
  return moved;
}

/** What is to be brought back: a backup file, or a copy of the database that the workspace itself keeps. */
export type RestoreSource = { readonly file: string } | { readonly copy: string };

/**
 * Brings a backup back into another, empty folder; nothing that is held now is replaced.
 *
 * Throws FOLDER_NOT_EMPTY and the errors of restoring.
 */
export async function restoreElsewhere(
  workspace: Workspace,
  source: RestoreSource,
  folder: string,
  context: JobContext,
): Promise<Relocation> {
  if ('copy' in source) return throughArchive(workspace, folder, copyPath(workspace, source.copy), context);
  const target = emptyFolder(workspace, folder);
  const { sources } = await restoreWorkspace(
    { file: source.file, folder: target, ports: workspace.ports },
    context,
  );
  return { folder: target, sources };
}

/** By way of a backup: what arrives has been verified member by member. */
async function throughArchive(
  workspace: Workspace,
  folder: string,
  database: string | undefined,
  context: JobContext,
): Promise<Relocation> {
  const target = emptyFolder(workspace, folder);
  const archive = `${target}.moving-${workspace.ports.newId()}.zip`;
  try {
    await backupWorkspace(
      workspace,
      { file: archive, ...(database === undefined ? {} : { database }), isPassing: true },
      context,
    );
    const { sources } = await restoreWorkspace(
      { file: archive, folder: target, ports: workspace.ports },
      context,
    );
    return { folder: target, sources };
  } finally {
    rmSync(archive, { force: true });
  }
}

function emptyFolder(workspace: Workspace, given: string): string {
  const folder = resolve(given);
  const isWithin = `${folder}${sep}`.startsWith(`${resolve(workspace.folder)}${sep}`);
  if (isWithin || (existsSync(folder) && readdirSync(folder).length > 0)) {
    throw new AppError('FOLDER_NOT_EMPTY', { folder: basename(folder) });
  }
  return folder;
}
