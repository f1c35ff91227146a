import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileError, fileErrorOf } from './file-error.ts';

/** Where bytes come from: a file, a buffer in memory, or a member of a zip. May be streamed as often as needed. */
export interface ByteSource {
  /** The base name, for messages. */
  readonly name: string;
  readonly size: number;
  /** Whether all of it is strict UTF-8, where somebody has looked at that already. */
  readonly isUtf8?: boolean | undefined;
  /** What random access is there: zips and workbooks need it. Undefined for a member that is only streamed. */
  readonly access:
    | { readonly kind: 'descriptor'; readonly fd: number }
    | { readonly kind: 'buffer'; readonly buffer: Buffer }
    | undefined;
  stream(): AsyncIterable<Buffer>;
  /** The same, for who is done with a chunk before asking for the next one: its memory may be used again. */
  streamOnce?(): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

const CHUNK_BYTES = 512 * 1024;

/** Opens a file; `isUtf8` is what is known of it. Throws `FILE_NOT_FOUND`, `FILE_UNREADABLE` or `FILE_EMPTY`. */
export async function openFileSource(path: string, isUtf8?: boolean): Promise<ByteSource> {
  const name = basename(path);
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const stats = await handle.stat();
    if (!stats.isFile()) throw fileError('FILE_UNREADABLE', name, { reason: 'NOT_A_FILE' });
    if (stats.size === 0) throw fileError('FILE_EMPTY', name);
    return { ...fileSource(name, handle, stats.size), isUtf8 };
  } catch (error) {
    await handle?.close();
    throw fileErrorOf(error, name);
  }
}

function fileSource(name: string, handle: FileHandle, size: number): ByteSource {
  return {
    name,
    size,
    access: { kind: 'descriptor', fd: handle.fd },
    stream: () => streamHandle(name, handle, size, undefined),
    streamOnce: () => streamHandle(name, handle, size, Buffer.allocUnsafe(CHUNK_BYTES)),
    close: () => handle.close(),
  };
}

async function* streamHandle(
  name: string,
  handle: FileHandle,
  size: number,
  shared: Buffer | undefined,
): AsyncIterable<Buffer> {
  let position = 0;
  while (position < size) {
    const length = Math.min(CHUNK_BYTES, size - position);
    const buffer = shared?.subarray(0, length) ?? Buffer.allocUnsafe(length);
    let bytesRead: number;
    try {
      ({ bytesRead } = await handle.read(buffer, 0, buffer.length, position));
    } catch (error) {
      throw fileErrorOf(error, name);
    }
    // The file was cut while it was read: another program is writing it.
    if (bytesRead === 0) throw fileError('FILE_UNREADABLE', name, { reason: 'CHANGED' });
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The chunks of a source, each of which is looked at before the next one is asked for. */
export const streamOnce = (source: ByteSource): AsyncIterable<Buffer> =>
  source.streamOnce?.() ?? source.stream();

/** Bytes in memory, such as a decrypted workbook. */
export function bufferSource(name: string, buffer: Buffer): ByteSource {
  return {
    name,
    size: buffer.length,
    access: { kind: 'buffer', buffer },
    stream: () => streamBuffer(buffer),
    close: () => Promise.resolve(),
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the same shape as a stream from a file
async function* streamBuffer(buffer: Buffer): AsyncIterable<Buffer> {
  for (let start = 0; start < buffer.length; start += CHUNK_BYTES) {
    yield buffer.subarray(start, start + CHUNK_BYTES);
  }
}

/** The first bytes of a source. */
export async function readHead(source: ByteSource, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let held = 0;
  for await (const chunk of source.stream()) {
    chunks.push(chunk);
    held += chunk.length;
    if (held >= bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}

/** All bytes of a source. Throws `FILE_TOO_LARGE` beyond the limit, before anything is read. */
export async function readAll(source: ByteSource, limitBytes: number): Promise<Buffer> {
  if (source.size > limitBytes) {
    throw fileError('FILE_TOO_LARGE', source.name, { limit: mebibytes(limitBytes) });
  }
  if (source.access?.kind === 'buffer') return source.access.buffer;
  const chunks: Buffer[] = [];
  for await (const chunk of source.stream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A limit in the unit that a message names: `96 MB`. */
export const mebibytes = (bytes: number): string => `${Math.ceil(bytes / (1024 * 1024))} MB`;
