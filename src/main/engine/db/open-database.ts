import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { AppError } from '#core/errors.ts';
import { findForeignSchema } from './check-schema.ts';
import { asWorkspaceError, openConnection, type Connection } from './connection.ts';
import { migrate, type MigrationFile } from './migrate.ts';
import { sealWorkspace, takeSeal } from './closing-seal.ts';
import { lockWorkspace } from './workspace-lock.ts';

/** The names within a workspace folder. */
export const DATABASE_FILE = 'tieout.db';
export const SOURCES_FOLDER = 'sources';
export const BACKUPS_FOLDER = 'backups';

/** A workspace's database, open, migrated and held by this process. */
export interface OpenDatabase {
  readonly connection: Connection;
  /** The versions that this start has migrated through; empty when it was up to date. */
  readonly migrated: readonly number[];
  /** Whether the file lies as it was closed in order; else its contents are to be looked at before they are used. */
  readonly isAsClosed: boolean;
  /** Whether the last holder ended without closing. */
  readonly takenOver: boolean;
  /** Closes the database, then lets the workspace go. */
  readonly close: () => void;
}

/**
 * Opens the database of a workspace folder, creating both when missing.
 *
 * Throws WORKSPACE_LOCKED, WORKSPACE_NEWER, MIGRATION_EDITED, WORKSPACE_NOT_WRITABLE, or WORKSPACE_DAMAGED; a
 * damaged file is left exactly as it is.
 */
export function openDatabase(
  folder: string,
  migrations: readonly MigrationFile[],
  clock: () => string,
): OpenDatabase {
  const path = join(folder, DATABASE_FILE);
  if (!existsSync(path)) refuseUnfinishedRestore(folder);
  makeFolders(folder);
  refuseEmptiedDatabase(folder, path);
  const lock = lockWorkspace(folder, clock());
  let connection: Connection | undefined;
  try {
    refuseFrozenDatabase(folder, path);
    refuseStrangeHeader(folder, path);
    removeUnfinishedCopies(folder);
    const isAsClosed = takeSeal(folder, path);
    const opened = openConnection(path);
    connection = opened;
    // Reading months of rows takes seconds: only where something has happened to them since they were closed.
    if (!isAsClosed) checkIntegrity(opened, folder);
    const migrated = migrate(opened, migrations, {
      clock,
      backUp: (fromVersion) => {
        copyBeforeMigration(opened, folder, fromVersion, clock());
      },
    });
    if (!isAsClosed) refuseForeignSchema(opened, migrations, folder);
    return {
      connection: opened,
      migrated,
      isAsClosed,
      takenOver: lock.takenOver,
      close: () => {
        opened.close();
        sealWorkspace(folder, path);
        lock.release();
      },
    };
  } catch (error) {
    connection?.close();
    lock.release();
    throw asWorkspaceError(error, path);
  }
}

function makeFolders(folder: string): void {
  try {
    mkdirSync(join(folder, SOURCES_FOLDER), { recursive: true });
    mkdirSync(join(folder, BACKUPS_FOLDER), { recursive: true });
  } catch (error) {
    throw new AppError('WORKSPACE_NOT_WRITABLE', { folder, reason: String(error) }, { cause: error });
  }
}

/** What a folder is called while a backup is unpacked into it, before it takes its place. */
export const RESTORING = '.restoring-';

/**
 * A restore that is killed between its two renames leaves no workspace in its place: the former lies whole beside it,
 * and so does the restored one. A new, empty workspace there would look as if all were lost.
 */
function refuseUnfinishedRestore(folder: string): void {
  const { dir, base } = parse(resolve(folder));
  if (!existsSync(dir)) return;
  const left = readdirSync(dir).find((name) => name.startsWith(`${base}${RESTORING}`));
  if (left === undefined) return;
  throw new AppError('WORKSPACE_DAMAGED', { folder, detail: `a restore was cut short: ${left}` });
}

/** A copy that was cut short has not got its name. Only its own process would have finished it, and that is gone. */
function removeUnfinishedCopies(folder: string): void {
  const copies = join(folder, BACKUPS_FOLDER);
  for (const name of readdirSync(copies)) {
    if (/\.partial(-journal|-wal|-shm)?$/.test(name)) rmSync(join(copies, name), { force: true });
  }
}

/**
 * SQLite would quietly make a new database where the file is missing or emptied: months of work would look like a
 * fresh start. So where evidence or backups lie, a database with content must lie as well.
 */
function refuseEmptiedDatabase(folder: string, path: string): void {
  const found = existsSync(path) ? statSync(path) : undefined;
  if (found && !found.isFile()) throw new AppError('WORKSPACE_DAMAGED', { folder, detail: 'not a file' });
  if (found && (found.size > 0 || existsSync(`${path}-wal`))) return;
  const held = [SOURCES_FOLDER, BACKUPS_FOLDER].flatMap((name) => readdirSync(join(folder, name)));
  if (held.length === 0) return;
  const detail = found ? 'the file is empty' : 'the file is missing, but its evidence is there';
  throw new AppError('WORKSPACE_DAMAGED', { folder, detail });
}

/** SQLite opens a file that it may not write for reading, and says so with the first change, after hours of work. */
function refuseFrozenDatabase(folder: string, path: string): void {
  try {
    if (existsSync(path)) accessSync(path, constants.W_OK);
  } catch (error) {
    throw new AppError('WORKSPACE_NOT_WRITABLE', { folder, reason: String(error) }, { cause: error });
  }
}

/** Where a database file says by which version of SQLite's format it may be written; 1 and 2 are all there are. */
const WRITE_VERSION_AT = 18;

/** A file of a format that SQLite does not know is opened by it for reading alone, as if the disk were protected. */
function refuseStrangeHeader(folder: string, path: string): void {
  if (!existsSync(path)) return;
  const header = Buffer.alloc(WRITE_VERSION_AT + 1);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header) < header.length) return;
  } finally {
    closeSync(file);
  }
  const version = header[WRITE_VERSION_AT] ?? 0;
  if (version === 1 || version === 2) return;
  throw new AppError('WORKSPACE_DAMAGED', { folder, detail: `header: write version ${String(version)}` });
}

function checkIntegrity(connection: Connection, folder: string): void {
  // The indexes as well: a lookup that misses its row would be a row that vanishes.
  const findings = connection.pragma('integrity_check(1)').map((row) => String(row['integrity_check']));
  if (findings.length !== 1 || findings[0] !== 'ok') {
    throw new AppError('WORKSPACE_DAMAGED', { folder, detail: findings.join('; ') });
  }
}

function refuseForeignSchema(
  connection: Connection,
  migrations: readonly MigrationFile[],
  folder: string,
): void {
  const found = findForeignSchema(connection, migrations);
  if (found !== undefined) throw new AppError('WORKSPACE_DAMAGED', { folder, detail: `schema: ${found}` });
}

function copyBeforeMigration(connection: Connection, folder: string, fromVersion: number, now: string): void {
  const stamp = now.replaceAll(/[^0-9]/g, '').slice(0, 14);
  const name = `before-migration-from-${String(fromVersion).padStart(4, '0')}-${stamp}.db`;
  const target = join(folder, BACKUPS_FOLDER, name);
  // Under a temporary name until it is whole: a copy cut short must not look like a backup.
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  connection.copyInto(partial);
  renameSync(partial, target);
}
