import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { SourceId } from '#core/source.ts';
import { openStrictUtf8 } from './importers/tabular/text/strict-utf8.ts';
import type { JobContext } from './jobs/job-context.ts';

/** A file of evidence as it lies in the workspace. */
export interface Evidence {
  readonly sha256: SourceId;
  readonly bytes: number;
  /** Where the copy lies. Read from there: it can't change between hashing and reading. */
  readonly path: string;
  /** Relative to the workspace's folder, with `/`. */
  readonly storedPath: string;
}

const BLOCK_BYTES = 1024 * 1024;
const PARTIAL = '.partial';
/** An empty file beside a copy whose import has not ended yet: what tells a leftover from evidence. */
const UNSETTLED = '.new';

/** A copy that can be read already while the disk still takes it in. */
export interface FreshEvidence extends Evidence {
  /** Fulfilled once the copy outlasts a loss of power: nothing may refer to it for good before. */
  readonly durable: Promise<void>;
  /** Whether all of it is strict UTF-8: looked at on the way, so that nobody reads it for that alone. */
  readonly isUtf8: boolean;
}

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
  const evidence = await copyEvidence(sourcesFolder, path, newId, context);
  await evidence.durable;
  return evidence;
}

/** The same for those who read the copy meanwhile, and wait for `durable` before they rely on it. */
export async function copyEvidence(
  sourcesFolder: string,
  path: string,
  newId: () => string,
  context: JobContext,
): Promise<FreshEvidence> {
  const source = await openSource(path);
  const partial = join(sourcesFolder, `${newId()}${PARTIAL}`);
  try {
    const { sha256, bytes, isUtf8 } = await copyHashed(source, partial, context);
    if (bytes === 0) throw new AppError('FILE_EMPTY', { file: basename(path) });
    const kept = join(sourcesFolder, sha256);
    const held = await sizeOf(kept);
    if (held !== undefined && held !== bytes) throw new AppError('EVIDENCE_DAMAGED', { file: sha256 });
    if (held === undefined) {
      await (await open(`${kept}${UNSETTLED}`, 'w')).close();
      await rename(partial, kept);
    }
    const durable = held === undefined ? syncKept(sourcesFolder, kept) : Promise.resolve();
    // Who gives up before that has no use for how it ended.
    durable.catch(() => undefined);
    return { sha256, bytes, path: kept, storedPath: `${basename(sourcesFolder)}/${sha256}`, durable, isUtf8 };
  } catch (error) {
    throw asFileError(error, path);
  } finally {
    await source.close();
    await rm(partial, { force: true });
  }
}

/** Hashes a kept file again; undefined where it is missing. */
export async function hashEvidence(
  path: string,
  context: Pick<JobContext, 'checkpoint'>,
): Promise<SourceId | undefined> {
  if (!existsSync(path)) return undefined;
  const hash = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: BLOCK_BYTES })) {
    hash.update(block as Buffer);
    await context.checkpoint();
  }
  return hash.digest('hex');
}

/**
 * Ends the uncertainty about a copy once its import is over: one that the database refers to is evidence and stays
 * for good; one that it doesn't is the leftover of an import that failed, and is removed. Copies without the mark of
 * an unfinished import are never touched.
 */
export function settleEvidence(
  sourcesFolder: string,
  sha256: SourceId,
  isReferenced: (sha256: SourceId) => boolean,
): void {
  const kept = join(sourcesFolder, sha256);
  const mark = `${kept}${UNSETTLED}`;
  if (!existsSync(mark)) return;
  if (!isReferenced(sha256)) rmSync(kept, { force: true });
  rmSync(mark, { force: true });
}

/** Settles every copy, and removes those that were cut short. Only while no import is running. */
export function settleAllEvidence(sourcesFolder: string, isReferenced: (sha256: SourceId) => boolean): void {
  for (const name of readdirSync(sourcesFolder)) {
    if (name.endsWith(PARTIAL)) rmSync(join(sourcesFolder, name), { force: true });
    if (name.endsWith(UNSETTLED)) {
      settleEvidence(sourcesFolder, name.slice(0, -UNSETTLED.length), isReferenced);
    }
  }
}

/** The names of the copies in the folder, marks and unfinished ones left out. */
export const listEvidence = (sourcesFolder: string): readonly SourceId[] =>
  readdirSync(sourcesFolder).filter((name) => !name.endsWith(PARTIAL) && !name.endsWith(UNSETTLED));

async function openSource(path: string): Promise<FileHandle> {
  try {
    if (statSync(path).isDirectory())
      throw new AppError('FILE_UNREADABLE', { file: basename(path), reason: 'NOT_A_FILE' });
    return await open(path, 'r');
  } catch (error) {
    throw asFileError(error, path);
  }
}

async function copyHashed(
  source: FileHandle,
  target: string,
  context: JobContext,
): Promise<{ sha256: SourceId; bytes: number; isUtf8: boolean }> {
  const hash = createHash('sha256');
  const look = openStrictUtf8();
  const { size } = await source.stat();
  const copy = await open(target, 'wx');
  // One block is read while the other is written and, meanwhile, hashed.
  const blocks = [Buffer.allocUnsafe(BLOCK_BYTES), Buffer.allocUnsafe(BLOCK_BYTES)] as const;
  const readInto = (block: Buffer) => source.read(block, 0, BLOCK_BYTES, null);
  let reading = readInto(blocks[0]);
  let bytes = 0;
  try {
    for (let isOdd = false; ; isOdd = !isOdd) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) break;
      reading = readInto(blocks[isOdd ? 0 : 1]);
      const read = buffer.subarray(0, bytesRead);
      const written = copy.writeFile(read);
      hash.update(read);
      look.take(read);
      await written;
      bytes += bytesRead;
      context.report({ phase: 'keep-copy', done: bytes, total: Math.max(size, bytes), unit: 'bytes' });
      await context.checkpoint();
    }
  } finally {
    // A block that is still on its way belongs to a file that is about to be closed.
    await reading.catch(() => undefined);
    await copy.close();
  }
  return { sha256: hash.digest('hex'), bytes, isUtf8: look.end() };
}

/** Waits until the disk has a copy and its name. */
async function syncKept(sourcesFolder: string, kept: string): Promise<void> {
  try {
    const copy = await open(kept, 'r+');
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
    await syncFolder(sourcesFolder);
  } catch (error) {
    throw asFileError(error, kept);
  }
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
  if (code !== '') return new AppError('FILE_UNREADABLE', { file, reason: code }, { cause: error });
  return error;
}
