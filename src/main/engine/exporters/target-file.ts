import { access, constants, open, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ErrorCode } from '#core/errors.ts';
import { beginPart, endPart, removeDeadParts } from './part-files.ts';

/** A file that appears under its own name only once it is whole. */
export interface TargetFile {
  readonly handle: FileHandle;
  /** Makes it durable and gives it its name, replacing an older file. */
  readonly commit: () => Promise<void>;
  /** Removes what was written. Safe to call at any time. */
  readonly discard: () => Promise<void>;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const BUSY = new Set(['EBUSY', 'ETXTBSY', 'EAGAIN']);
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENAMETOOLONG', 'EINVAL']);

/** What a failure of the file system means to a person; undefined for one that is not about the target. */
function meaningOf(error: unknown): ErrorCode | undefined {
  const code = codeOf(error);
  if (FULL.has(code)) return 'DISK_FULL';
  if (BUSY.has(code)) return 'OUTPUT_BUSY';
  if (REFUSED.has(code)) return 'OUTPUT_NOT_WRITABLE';
  return undefined;
}

/** Turns a failure of the file system into the error that names the file and the remedy; others pass unchanged. */
export function asOutputError(error: unknown, file: string): unknown {
  const code = error instanceof AppError ? undefined : meaningOf(error);
  return code === undefined ? error : new AppError(code, { file, reason: codeOf(error) }, { cause: error });
}

/** Spreadsheet programs leave these beside a file that they hold open. */
const lockFilesOf = (file: string): readonly string[] => {
  const { dir, base } = path.parse(file);
  return [path.join(dir, `~$${base}`), path.join(dir, `.~lock.${base}#`)];
};

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/**
 * Opens a temporary file beside the target. Everything that can be known to fail fails here, before any work: a
 * missing folder, a read-only place, a target that is open in another program, a full disk. What a killed process has
 * left of the same target is removed.
 *
 * @throws AppError OUTPUT_FOLDER_MISSING, OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, DISK_FULL
 */
export async function openTarget(file: string, expectedBytes: number, mode = 0o644): Promise<TargetFile> {
  const target = path.resolve(file);
  const folder = path.dirname(target);
  const folderStat = await stat(folder).catch(() => undefined);
  if (!folderStat?.isDirectory()) throw new AppError('OUTPUT_FOLDER_MISSING', { file, folder });
  await checkExisting(target, file);
  await removeDeadParts(target);
  const space = await statfs(folder).catch(() => undefined);
  if (space && space.bavail * space.bsize < expectedBytes) throw new AppError('DISK_FULL', { file });
  const temporary = beginPart(target);
  let handle: FileHandle;
  try {
    handle = await open(temporary, 'wx', mode);
  } catch (error) {
    endPart(temporary);
    throw asOutputError(error, file);
  }
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  return {
    handle,
    commit: async () => {
      try {
        await handle.sync();
        await close();
        await rename(temporary, target);
        endPart(temporary);
      } catch (error) {
        // Windows answers so when another program holds the target.
        if (['EPERM', 'EACCES'].includes(codeOf(error))) {
          throw new AppError('OUTPUT_BUSY', { file, reason: codeOf(error) }, { cause: error });
        }
        throw asOutputError(error, file);
      }
    },
    discard: async () => {
      await close().catch(() => undefined);
      await rm(temporary, { force: true });
      endPart(temporary);
    },
  };
}

/**
 * Whether a file can be written: everything that {@link openTarget} would find out, and nothing is left behind.
 *
 * @throws AppError OUTPUT_FOLDER_MISSING, OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, DISK_FULL
 */
export async function checkTarget(file: string): Promise<void> {
  const target = await openTarget(file, 0);
  await target.discard();
}

async function checkExisting(target: string, file: string): Promise<void> {
  const present = await stat(target).catch(() => undefined);
  if (!present) return;
  if (!present.isFile()) throw new AppError('OUTPUT_NOT_WRITABLE', { file, reason: 'EISDIR' });
  const locks = await Promise.all(lockFilesOf(target).map(exists));
  if (locks.includes(true)) throw new AppError('OUTPUT_BUSY', { file });
  try {
    await access(target, constants.W_OK);
    await (await open(target, 'r+')).close();
  } catch (error) {
    // On Windows a file held by Excel is refused like this; elsewhere it is a matter of rights.
    const isHeld = process.platform === 'win32' && ['EPERM', 'EACCES'].includes(codeOf(error));
    throw isHeld ? new AppError('OUTPUT_BUSY', { file }, { cause: error }) : asOutputError(error, file);
  }
}
