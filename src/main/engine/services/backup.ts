import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceId } from '#core/source.ts';
import type { Workspace } from '../context.ts';
import { BACKUPS_FOLDER } from '../db/open-database.ts';
import { asOutputError, openTarget } from '../exporters/target-file.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { listSourceFiles } from '../repositories/source-files.ts';
import {
  DATABASE_MEMBER,
  KEY_FILES,
  keyMember,
  MANIFEST_NAME,
  type BackupManifest,
  type BackupMember,
} from './backup-format.ts';
import { startZip } from './zip-writer.ts';

/** A backup that was written. */
export interface BackupOutcome {
  readonly file: string;
  readonly bytes: number;
  /** sha256 of the backup, lower-case hex. */
  readonly sha256: string;
  readonly sources: number;
  /** Keys of the workspace that are in it: none where none was made yet, or none was wanted. */
  readonly keys: number;
  /** Evidence that is gone or no longer what was imported: in the backup as it is, and to be looked into. */
  readonly damagedSources: readonly SourceId[];
}

/**
 * Writes database, evidence and the workspace's keys into one file, under its own name only once it is whole. The file
 * is readable by its owner alone.
 *
 * Damaged evidence does not stop a backup: it is the moment at which one is needed. It is named in the outcome.
 * Throws OUTPUT_FOLDER_MISSING, OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, DISK_FULL and CANCELLED.
 */
export async function backupWorkspace(
  workspace: Workspace,
  request: {
    readonly file: string;
    /** A copy of the database to take instead of the present one. */
    readonly database?: string;
    /** Leaves the keys out: for a backup that is given away. */
    readonly withoutKeys?: boolean;
    /** On the way to another folder, and gone afterwards: no backup that the audit log speaks of. */
    readonly isPassing?: boolean;
  },
  context: JobContext,
): Promise<BackupOutcome> {
  const { folder, ports, database } = workspace;
  const target = await openTarget(request.file, 0, 0o600);
  const copy = join(folder, BACKUPS_FOLDER, `${ports.newId()}.partial`);
  const zip = startZip(target);
  try {
    if (request.database === undefined) workspace.connection.copyInto(copy);
    else copyFileSync(request.database, copy);
    const sources = listSourceFiles(database);
    const members: BackupMember[] = [await zip.add(DATABASE_MEMBER, copy, context)];
    const missing: SourceId[] = [];
    const damaged: SourceId[] = [];
    for (const [index, source] of sources.entries()) {
      context.report({ phase: 'backup', done: index, total: sources.length, unit: 'steps' });
      const path = join(folder, source.storedPath);
      if (!existsSync(path)) {
        missing.push(source.sha256);
        continue;
      }
      const member = await zip.add(`sources/${source.sha256}`, path, context);
      if (member.sha256 !== source.sha256) damaged.push(source.sha256);
      members.push(member);
    }
    const keys =
      request.withoutKeys === true ? [] : KEY_FILES.filter((name) => existsSync(join(folder, name)));
    for (const name of keys) members.push(await zip.add(keyMember(name), join(folder, name), context));
    const manifest: BackupManifest = {
      schema: 'tieout.backup/1',
      createdAt: ports.clock(),
      members,
      missingSources: missing,
    };
    const written = await zip.end([
      { path: MANIFEST_NAME, content: Buffer.from(JSON.stringify(manifest, undefined, 2)) },
    ]);
    await context.checkpoint();
    await target.commit();
    if (request.isPassing !== true) {
      database.transaction(() => {
        workspace.record('backup-written', undefined, {
          file: basename(request.file),
          ...written,
          sources: sources.length,
          keys: keys.length,
        });
      });
    }
    return {
      file: request.file,
      ...written,
      sources: sources.length,
      keys: keys.length,
      damagedSources: [...missing, ...damaged].sort(),
    };
  } catch (error) {
    throw asOutputError(error, request.file);
  } finally {
    rmSync(copy, { force: true });
    zip.abandon();
    await target.discard();
  }
}
