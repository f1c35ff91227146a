import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FileHandle } from 'node:fs/promises';
import yazl from 'yazl';
import type { WrittenWorkbook } from '../workbook-sources.ts';

/** A part of a package: its text, or the pieces of it, made when they are needed. */
export interface PackagePart {
  readonly name: string;
  readonly content: string | (() => AsyncIterable<string>);
}

/**
 * The same bytes for the same parts, on any day and in any time zone: the date of every entry is the first that a
 * zip can hold (yazl writes a Date's local parts).
 */
const FIXED_DATE = new Date(1980, 0, 1);
const COMPRESSION_LEVEL = 6;

/**
 * Writes a package, part after part, in order. Nothing of a streamed part stands in memory as a whole; compression
 * runs on another thread beside the rendering.
 */
export async function writePackage(
  parts: readonly PackagePart[],
  handle: FileHandle,
): Promise<WrittenWorkbook> {
  const zip = new yazl.ZipFile();
  const options = {
    mtime: FIXED_DATE,
    mode: 0o100644,
    forceDosTimestamp: true,
    compressionLevel: COMPRESSION_LEVEL,
  };
  // A failing part does not reach the zip by itself: yazl pipes, and pipes pass no errors on.
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  const output = new Readable().wrap(zip.outputStream);
  zip.on('error', fail);
  for (const { name, content } of parts) {
    if (typeof content === 'string') {
      zip.addBuffer(Buffer.from(content, 'utf8'), name, options);
      continue;
    }
    zip.addReadStreamLazy(name, options, (done) => {
      const stream = Readable.from(encoded(content()), { objectMode: false });
      stream.once('error', fail);
      output.once('close', () => stream.destroy());
      done(null, stream);
    });
  }
  zip.end();
  const hash = createHash('sha256');
  let bytes = 0;
  const file = handle.createWriteStream({ autoClose: false });
  const failed = once(file, 'error').then(([error]: unknown[]) => {
    throw error;
  });
  failed.catch(fail);
  for await (const block of output as AsyncIterable<Buffer>) {
    hash.update(block);
    bytes += block.length;
    if (!file.write(block)) await Promise.race([once(file, 'drain'), failed]);
  }
  await Promise.race([new Promise<void>((resolve) => file.end(resolve)), failed]);
  return { bytes, sha256: hash.digest('hex') };
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
}
