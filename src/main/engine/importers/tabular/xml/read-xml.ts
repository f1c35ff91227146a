import { TextDecoder } from 'node:util';
import { AppError } from '#core/errors.ts';
import { fileError } from '../file-error.ts';
import { createXmlScanner, DocumentTypeError, type XmlHandler, type XmlScanner } from './xml-scanner.ts';

/** Which XML is read, for messages. */
export interface XmlPlace {
  readonly file: string;
  readonly part: string;
}

/** What takes a part of the XML straight from its bytes: UTF-8 alone. */
export interface PlainPart {
  /** The root's child that it knows. */
  readonly name: string;
  /** How its elements end, of whose children it takes those that are plain. */
  readonly elementEnd: string;
  /** Takes whole elements from a place on; returns where the first thing begins that it leaves to the reader of XML. */
  readonly take: (bytes: Buffer, from: number) => number;
}

/** An element that is longer is read as XML, which comes in pieces. */
const LONGEST_ELEMENT = 1024 * 1024;

/**
 * Parses XML chunk by chunk. After each chunk it yields what `take` returns: what the handler has gathered by then.
 *
 * A document type is refused (`ARCHIVE_UNSAFE`). Anything malformed, cut off or wrongly encoded is `FILE_DAMAGED`.
 */
export async function* readXml<T>(
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler,
  place: XmlPlace,
  take: () => T,
  plain?: PlainPart,
): AsyncIterable<T> {
  const scanner = createXmlScanner(handler);
  const held = holdBytes();
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(xmlEncoding(chunk), { fatal: true });
      if (plain === undefined || decoder.encoding !== 'utf-8') {
        scanner.write(decoder.decode(chunk, { stream: true }));
      } else {
        const bytes = held.followedBy(chunk);
        held.keep(bytes, writeAround(plain, bytes, scanner, decoder));
      }
      yield take();
    }
    scanner.write(decoder?.decode(held.bytes()) ?? '');
    scanner.end();
    yield take();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof DocumentTypeError) {
      throw fileError('ARCHIVE_UNSAFE', place.file, { reason: 'doctype', detail: place.part });
    }
    throw fileError('FILE_DAMAGED', place.file, { detail: place.part }, error);
  }
}

/**
 * Has the plain elements taken, and all around them parsed. Returns where the beginning of an element stands that has not
 * come whole.
 */
function writeAround(plain: PlainPart, bytes: Buffer, scanner: XmlScanner, decoder: TextDecoder): number {
  let at = 0;
  while (at < bytes.length) {
    const isIn = scanner.isIn(plain.name);
    if (isIn) at = plain.take(bytes, at);
    const end = bytes.indexOf(plain.elementEnd, at);
    if (end < 0 && isIn && bytes.length - at < LONGEST_ELEMENT) return at;
    const next = end < 0 ? bytes.length : end + plain.elementEnd.length;
    scanner.write(decoder.decode(bytes.subarray(at, next), { stream: true }));
    at = next;
  }
  return at;
}

/** Bytes that wait for those after them, in memory that is used again for each chunk. */
interface HeldBytes {
  /** What is held with a chunk after it: valid until the next call. */
  readonly followedBy: (chunk: Buffer) => Buffer;
  /** Holds what stands from a place on in what `followedBy` has returned. */
  readonly keep: (bytes: Buffer, from: number) => void;
  readonly bytes: () => Buffer;
}

function holdBytes(): HeldBytes {
  let memory = Buffer.alloc(0);
  let length = 0;
  return {
    followedBy: (chunk) => {
      const needed = length + chunk.length;
      if (needed > memory.length) {
        const larger = Buffer.allocUnsafe(needed * 2);
        memory.copy(larger, 0, 0, length);
        memory = larger;
      }
      chunk.copy(memory, length);
      return memory.subarray(0, needed);
    },
    keep: (bytes, from) => {
      bytes.copy(memory, 0, from);
      length = bytes.length - from;
    },
    bytes: () => memory.subarray(0, length),
  };
}

/** Parses a small XML part as a whole. */
export async function readXmlPart(
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler,
  place: XmlPlace,
): Promise<void> {
  const steps = readXml(chunks, handler, place, () => undefined)[Symbol.asyncIterator]();
  while (!(await steps.next()).done);
}

/** XML is UTF-8 unless a byte order mark says otherwise. */
function xmlEncoding(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}
