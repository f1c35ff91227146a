import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { SourceId } from '#core/source.ts';
import type { JobContext } from './jobs/job-context.ts';

/** A file of evidence as it lies in the workspace. */
export interface Evidence {
  readonly sha256: SourceId;
  readonly bytes: number;
  /** Where the copy lies. Read from there: it can't change between hashing and reading. */
  readonly path: string;
  /** Relative to the workspace's folder, with `/`. */
  readonly storedPath: string;
  /** Whether the copy was made now. */
  readonly isNew: boolean;
}

const BLOCK_BYTES = 1024 * 1024;
const PARTIAL = '.partial';

/**
 * Copies a file byte for byte to `sources/<sha256>` (temporary name, fsync, rename), unless it lies there already.
 *
 * Throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, DISK_FULL, or CANCELLED; then nothing is left behind.
 */
export async function keepEvidence(
  sourcesFolder: string,
  path: string,
  newId: () => string,
  context: JobContext,
): Promise<Evidence> {
  const source = await openSource(path);
  const partial = join(sourcesFolder, `${newId()}${PARTIAL}`);
  try {
    const { sha256, bytes } = await copyHashed(source, partial, context);
    if (bytes === 0) throw new AppError('FILE_EMPTY', { file: basename(path) });
    const kept = join(sourcesFolder, sha256);
    const held = await sizeOf(kept);
    if (held !== undefined && held !== bytes) throw new AppError('EVIDENCE_DAMAGED', { file: sha256 });
    const isNew = held === undefined;
    if (isNew) await rename(partial, kept);
    return { sha256, bytes, path: kept, storedPath: `${basename(sourcesFolder)}/${sha256}`, isNew };
  } catch (error) {
    throw asFileError(error, path);
  } finally {
    await source.close();
    await rm(partial, { force: true });
  }
}

/** Hashes a kept file again; undefined where it is missing. */
export async function hashEvidence(path: string, context: JobContext): Promise<SourceId | undefined> {
  if (!existsSync(path)) return undefined;
  const hash = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: BLOCK_BYTES })) {
    hash.update(block as Buffer);
    await context.checkpoint();
  }
  return hash.digest('hex');
}

/** Removes a copy that nothing refers to. */
export function removeEvidence(sourcesFolder: string, sha256: SourceId): void {
  rmSync(join(sourcesFolder, sha256), { force: true });
}

/** Removes copies that were cut short. */
export function removePartialEvidence(sourcesFolder: string): void {
  for (const name of readdirSync(sourcesFolder)) {
    if (name.endsWith(PARTIAL)) rmSync(join(sourcesFolder, name), { force: true });
  }
}

async function openSource(path: string): Promise<FileHandle> {
  try {
    if (statSync(path).isDirectory()) throw new AppError('FILE_UNREADABLE', { file: basename(path) });
    return await open(path, 'r');
  } catch (error) {
    throw asFileError(error, path);
  }
}

async function copyHashed(
  source: FileHandle,
  target: string,
  context: JobContext,
): Promise<{ sha256: SourceId; bytes: number }> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  const copy = await open(target, 'wx');
  let bytes = 0;
  try {
    for (;;) {
      const { bytesRead } = await source.read(block, 0, BLOCK_BYTES, null);
      if (bytesRead === 0) break;
      const read = block.subarray(0, bytesRead);
      hash.update(read);
      await copy.writeFile(read);
      bytes += bytesRead;
      await context.checkpoint();
    }
    await copy.sync();
  } finally {
    await copy.close();
  }
  await syncFolder(dirname(target));
  return { sha256: hash.digest('hex'), bytes };
}

/** A rename is durable once its folder is; Windows has no handle for folders and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

function asFileError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const file = basename(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('FILE_NOT_FOUND', { file, path });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('DISK_FULL', { path }, { cause: error });
  if (code !== '') return new AppError('FILE_UNREADABLE', { file, detail: code }, { cause: error });
  return error;
}
