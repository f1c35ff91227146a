import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { AppError } from '#core/errors.ts';
import { openWorkspace } from '../context.ts';
import { openReadOnly } from '../db/connection.ts';
import { DATABASE_FILE, RESTORING, SOURCES_FOLDER } from '../db/open-database.ts';
import { lockWorkspace } from '../db/workspace-lock.ts';
import { openArchive, type Archive, type ArchiveEntry } from '../importers/tabular/archive/archive.ts';
import { openFileSource } from '../importers/tabular/byte-source.ts';
import { DEFAULT_TABLE_LIMITS } from '../importers/tabular/table-limits.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { EnginePorts } from '../ports.ts';
import { verifyEvents } from '../repositories/events.ts';
import { listSourceFiles } from '../repositories/source-files.ts';
import {
  DATABASE_MEMBER,
  MANIFEST_NAME,
  parseManifest,
  type BackupManifest,
  type BackupMember,
} from './backup-format.ts';

/** A backup that was brought back. */
export interface RestoreOutcome {
  readonly folder: string;
  readonly sources: number;
  /** Keys that were brought back. Without them, masks and signatures of before are those of another key. */
  readonly keys: number;
  /** Where the workspace that stood there before lies now; undefined where there was none. */
  readonly movedAside: string | undefined;
}

/** A backup is our own and was checked member by member, so its size alone is no reason to refuse it. */
const LIMITS = {
  ...DEFAULT_TABLE_LIMITS,
  fileBytes: Number.MAX_SAFE_INTEGER,
  inflatedBytes: Number.MAX_SAFE_INTEGER,
  inflationRatio: Number.MAX_SAFE_INTEGER,
  members: 1_000_000,
};

/**
 * Brings a backup back as the workspace of a folder. Everything is unpacked beside it and verified (every sha256, the
 * database's integrity, the audit log's chain) before anything is replaced; a workspace that stands there is moved
 * aside whole, never deleted.
 *
 * Throws BACKUP_INVALID, FILE_NOT_FOUND, WORKSPACE_LOCKED, WORKSPACE_NEWER, WORKSPACE_NOT_WRITABLE, DISK_FULL.
 */
export async function restoreWorkspace(
  request: { readonly file: string; readonly folder: string; readonly ports: EnginePorts },
  context: JobContext,
): Promise<RestoreOutcome> {
  const { ports } = request;
  const folder = resolve(request.folder);
  refuseForeignFolder(folder);
  const staging = `${folder}${RESTORING}${ports.newId()}`;
  try {
    const manifest = await unpack(request.file, staging, context);
    verifyDatabase(staging, manifest, basename(request.file));
    await context.checkpoint();
    const movedAside = swap(staging, folder, ports.clock());
    removeUnfinished(folder);
    recordRestore(folder, ports, request.file, manifest, movedAside);
    const count = (kind: string): number =>
      manifest.members.filter(({ path }) => path.startsWith(`${kind}/`)).length;
    return { folder, sources: count(SOURCES_FOLDER), keys: count('keys'), movedAside };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** A folder with other things in it is not ours to move. */
function refuseForeignFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder);
  const isWorkspace = names.includes(DATABASE_FILE) || names.includes(SOURCES_FOLDER);
  if (names.length > 0 && !isWorkspace) {
    throw new AppError('WORKSPACE_NOT_WRITABLE', { folder, reason: 'not a workspace, and not empty' });
  }
}

async function unpack(file: string, staging: string, context: JobContext): Promise<BackupManifest> {
  const name = basename(file);
  const source = await openFileSource(file);
  try {
    const archive = await openArchive(source, LIMITS);
    const manifest = await readManifest(archive, name);
    const expected = new Map(manifest.members.map((member) => [member.path, member]));
    const surplus = archive.entries.find(
      (entry) => entry.name !== MANIFEST_NAME && !expected.has(entry.name),
    );
    if (surplus) throw new AppError('BACKUP_INVALID', { file: name, detail: surplus.name });
    mkdirSync(join(staging, SOURCES_FOLDER), { recursive: true });
    for (const [index, member] of manifest.members.entries()) {
      context.report({ phase: 'backup', done: index, total: manifest.members.length, unit: 'steps' });
      await unpackMember(archive, member, placeOf(member, staging), name, context);
    }
    return manifest;
  } catch (error) {
    throw asInvalid(error, name);
  } finally {
    await source.close();
  }
}

/** Keys lie beside the database. */
const placeOf = ({ path }: BackupMember, staging: string): string =>
  path.startsWith('keys/') ? join(staging, basename(path)) : join(staging, ...path.split('/'));

/** Whatever a zip can be reproached with, a backup is invalid for it. */
function asInvalid(error: unknown, file: string): unknown {
  const isAboutZip = error instanceof AppError && /^(ARCHIVE_|FILE_DAMAGED)/.test(error.code);
  return isAboutZip ? new AppError('BACKUP_INVALID', { file, detail: 'zip' }, { cause: error }) : error;
}

async function readManifest(archive: Archive, file: string): Promise<BackupManifest> {
  const chunks: Buffer[] = [];
  for await (const chunk of archive.stream(entryOf(archive, MANIFEST_NAME, file))) chunks.push(chunk);
  const manifest = parseManifest(Buffer.concat(chunks).toString('utf8'), file);
  const paths = manifest.members.map((member) => member.path);
  if (new Set(paths).size !== paths.length || !paths.includes(DATABASE_MEMBER)) {
    throw new AppError('BACKUP_INVALID', { file, detail: MANIFEST_NAME });
  }
  return manifest;
}

function entryOf(archive: Archive, member: string, file: string): ArchiveEntry {
  const entry = archive.find(member);
  if (entry === undefined) throw new AppError('BACKUP_INVALID', { file, detail: member });
  return entry;
}

async function unpackMember(
  archive: Archive,
  member: BackupMember,
  target: string,
  file: string,
  context: JobContext,
): Promise<void> {
  const invalid = (cause?: unknown): AppError =>
    new AppError('BACKUP_INVALID', { file, detail: member.path }, { cause });
  const entry = entryOf(archive, member.path, file);
  const hash = createHash('sha256');
  let bytes = 0;
  const copy = await open(target, 'wx', member.path.startsWith('keys/') ? 0o600 : 0o666);
  try {
    for await (const chunk of archive.stream(entry)) {
      hash.update(chunk);
      bytes += chunk.length;
      if (bytes > member.bytes) throw invalid();
      await copy.writeFile(chunk);
      await context.checkpoint();
    }
    await copy.sync();
  } catch (error) {
    if (error instanceof AppError && error.code === 'FILE_DAMAGED') throw invalid(error);
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw isFull ? new AppError('DISK_FULL', { path: target }, { cause: error }) : error;
  } finally {
    await copy.close();
  }
  if (bytes !== member.bytes || hash.digest('hex') !== member.sha256) throw invalid();
}

/** The database must be whole, its log unbroken, and every file it speaks of in the backup. */
function verifyDatabase(staging: string, manifest: BackupManifest, file: string): void {
  const connection = openReadOnly(join(staging, DATABASE_FILE));
  try {
    const check = connection.pragma('integrity_check(1)')[0]?.['integrity_check'];
    if (check !== 'ok') throw new AppError('BACKUP_INVALID', { file, detail: String(check) });
    const { database } = connection;
    const broken = verifyEvents(database);
    if (broken) {
      throw new AppError('BACKUP_INVALID', { file, detail: `event ${broken.sequence}: ${broken.reason}` });
    }
    const held = new Set([...manifest.members.map((member) => member.path), ...manifest.missingSources]);
    for (const source of listSourceFiles(database)) {
      if (held.has(source.storedPath) || held.has(source.sha256)) continue;
      throw new AppError('BACKUP_INVALID', { file, detail: source.storedPath });
    }
  } finally {
    connection.close();
  }
}

/** Puts the verified folder in place; what stood there is renamed, and put back where that fails. */
function swap(staging: string, folder: string, now: string): string | undefined {
  mkdirSync(dirname(folder), { recursive: true });
  if (!existsSync(folder) || readdirSync(folder).length === 0) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(staging, folder);
    return undefined;
  }
  // Nobody may be working in it while it is moved.
  lockWorkspace(folder, now).release();
  const aside = `${folder}.replaced-${now.replaceAll(/[^0-9]/g, '').slice(0, 14)}`;
  if (existsSync(aside)) throw new AppError('WORKSPACE_NOT_WRITABLE', { folder, reason: aside });
  renameSync(folder, aside);
  try {
    renameSync(staging, folder);
  } catch (error) {
    renameSync(aside, folder);
    throw error;
  }
  return aside;
}

/** What restores that were killed have unpacked: the whole of it came out of backups, and this one is in place. */
function removeUnfinished(folder: string): void {
  const { dir, base } = parse(folder);
  for (const name of readdirSync(dir)) {
    if (name.startsWith(`${base}${RESTORING}`)) rmSync(join(dir, name), { recursive: true, force: true });
  }
}

/** Opens it once as any other workspace: an older one is migrated, and the act goes into its log. */
function recordRestore(
  folder: string,
  ports: EnginePorts,
  file: string,
  manifest: BackupManifest,
  movedAside: string | undefined,
): void {
  const workspace = openWorkspace({ folder, ports });
  try {
    workspace.database.transaction(() => {
      workspace.record(
        'workspace-restored',
        movedAside === undefined ? undefined : { movedAside: basename(movedAside) },
        { file: basename(file), writtenAt: manifest.createdAt, members: manifest.members.length },
      );
    });
  } finally {
    workspace.close();
  }
}
