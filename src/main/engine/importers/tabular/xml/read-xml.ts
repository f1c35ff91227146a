import { TextDecoder } from 'node:util';
import { AppError } from '#core/errors.ts';
import { fileError } from '../file-error.ts';
import { createXmlScanner, DocumentTypeError, type XmlHandler } from './xml-scanner.ts';

/** Which XML is read, for messages. */
export interface XmlPlace {
  readonly file: string;
  readonly part: string;
}

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
): AsyncIterable<T> {
  const scanner = createXmlScanner(handler);
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(xmlEncoding(chunk), { fatal: true });
      scanner.write(decoder.decode(chunk, { stream: true }));
      yield take();
    }
    scanner.write(decoder?.decode() ?? '');
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
