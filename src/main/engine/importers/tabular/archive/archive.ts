import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { AppError } from '#core/errors.ts';
import { mebibytes, type ByteSource } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import type { TableLimits } from '../table-limits.ts';
import { decodeMemberName } from './member-name.ts';

/** A member of an archive, as its directory states it. */
export interface ArchiveEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly inflatedBytes: number;
  readonly encrypted: boolean;
}

/** An archive whose directory has passed every guard. Nothing is ever written to disk. */
export interface Archive {
  readonly entries: readonly ArchiveEntry[];
  /** A member by its name; case does not count, as in Office's own containers. */
  find(name: string): ArchiveEntry | undefined;
  /** The unpacked bytes. Throws `FILE_DAMAGED` where size or checksum differ from what the directory states. */
  stream(entry: ArchiveEntry): AsyncIterable<Buffer>;
}

/**
 * Reads the directory of a zip and checks it before a single byte is unpacked: the number of members, what they
 * unpack to, how strongly each is packed, and that no two of them share bytes or a name.
 *
 * Throws `ARCHIVE_UNSAFE` (param `reason`) or `FILE_DAMAGED`.
 */
export async function openArchive(source: ByteSource, limits: TableLimits): Promise<Archive> {
  const zip = await openZip(source);
  const raw = new Map<ArchiveEntry, yauzl.Entry>();
  await readDirectory(source, zip, limits, raw);
  const entries = [...raw.keys()];
  guardSizes(source.name, entries, limits);
  guardOverlaps(source.name, [...raw.values()]);
  const byName = indexByName(source.name, entries);
  return {
    entries,
    find: (name) => byName.get(name.toLowerCase()),
    stream: (entry) => {
      const found = raw.get(entry);
      if (!found) throw new Error(`No member of this archive: ${entry.name}`);
      return streamEntry(source, zip, found, entry);
    },
  };
}

const damaged = (source: ByteSource, cause: unknown): AppError =>
  cause instanceof AppError ? cause : fileError('FILE_DAMAGED', source.name, { detail: 'zip' }, cause);

const unsafe = (file: string, reason: string, member = ''): AppError =>
  fileError('ARCHIVE_UNSAFE', file, { reason, detail: member });

async function openZip(source: ByteSource): Promise<yauzl.ZipFile> {
  const options = { autoClose: false, decodeStrings: false, lazyEntries: true, validateEntrySizes: true };
  const { access } = source;
  if (access === undefined) throw new Error('An archive needs random access.');
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: yauzl.ZipFile): void => {
      if (error) reject(damaged(source, error));
      else resolve(zip);
    };
    if (access.kind === 'buffer') yauzl.fromBuffer(access.buffer, options, done);
    else yauzl.fromFd(access.fd, options, done);
  });
}

async function readDirectory(
  source: ByteSource,
  zip: yauzl.ZipFile,
  limits: TableLimits,
  found: Map<ArchiveEntry, yauzl.Entry>,
): Promise<void> {
  if (zip.entryCount > limits.members) throw unsafe(source.name, 'members');
  await new Promise<void>((resolve, reject) => {
    zip.on('error', (error: unknown) => {
      reject(damaged(source, error));
    });
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      found.set(
        {
          name: decodeMemberName(entry),
          packedBytes: entry.compressedSize,
          inflatedBytes: entry.uncompressedSize,
          encrypted: entry.isEncrypted(),
        },
        entry,
      );
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function guardSizes(file: string, entries: readonly ArchiveEntry[], limits: TableLimits): void {
  let total = 0;
  for (const entry of entries) {
    total += entry.inflatedBytes;
    const isStronglyPacked =
      entry.inflatedBytes > limits.inflationFreeBytes &&
      entry.inflatedBytes > entry.packedBytes * limits.inflationRatio;
    if (isStronglyPacked) throw unsafe(file, 'ratio', entry.name);
  }
  if (total > limits.inflatedBytes) {
    throw fileError('ARCHIVE_UNSAFE', file, {
      reason: 'size',
      detail: mebibytes(limits.inflatedBytes),
    });
  }
}

/** Bytes of a local header before the member's name. */
const LOCAL_HEADER_BYTES = 30;

/** Members that share bytes are how a small file unpacks to an immense one. */
function guardOverlaps(file: string, entries: readonly yauzl.Entry[]): void {
  const sorted = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const entry of sorted) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) throw unsafe(file, 'overlap', decodeMemberName(entry));
    end = start + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
  }
}

function indexByName(file: string, entries: readonly ArchiveEntry[]): Map<string, ArchiveEntry> {
  const byName = new Map<string, ArchiveEntry>();
  for (const entry of entries) {
    const key = entry.name.toLowerCase();
    // Which of the two counts would be a guess.
    if (byName.has(key)) throw unsafe(file, 'twice', entry.name);
    byName.set(key, entry);
  }
  return byName;
}

async function* streamEntry(
  source: ByteSource,
  zip: yauzl.ZipFile,
  raw: yauzl.Entry,
  entry: ArchiveEntry,
): AsyncIterable<Buffer> {
  const packed = await openEntry(source, zip, raw);
  const unpacked = raw.compressionMethod === STORED ? packed : inflate(packed);
  let checksum = 0;
  let bytes = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > entry.inflatedBytes) throw unsafe(source.name, 'size-stated', entry.name);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw fileError('FILE_DAMAGED', source.name, { detail: entry.name }, error);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
  if (bytes !== entry.inflatedBytes || checksum !== raw.crc32) {
    throw fileError('FILE_DAMAGED', source.name, { detail: entry.name });
  }
}

/** How a member may be packed: not at all, or as nearly every program does it. */
const STORED = 0;
const DEFLATED = 8;
/** Unpacked bytes that are handed on at a time. */
const CHUNK_BYTES = 64 * 1024;

function inflate(packed: Readable): Readable {
  return pipeline(packed, createInflateRaw({ chunkSize: CHUNK_BYTES }), () => {
    // Whoever iterates over the stream meets its error there.
  });
}

/** The bytes of a member as they are packed. */
async function openEntry(source: ByteSource, zip: yauzl.ZipFile, raw: yauzl.Entry): Promise<Readable> {
  if (raw.isEncrypted()) throw fileError('ARCHIVE_ENCRYPTED', source.name);
  if (raw.compressionMethod !== STORED && raw.compressionMethod !== DEFLATED) {
    throw unsafe(source.name, 'method', decodeMemberName(raw));
  }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(raw, { minimal: true });
    const size = raw.compressedSize;
    return await new Promise((resolve, reject) => {
      zip.openReadStreamLowLevel(fileDataStart, size, 0, size, false, null, (error, stream) => {
        if (error) reject(error);
        else resolve(stream);
      });
    });
  } catch (error) {
    throw damaged(source, error);
  }
}
