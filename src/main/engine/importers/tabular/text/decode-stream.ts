import { TextDecoder } from 'node:util';
import { fileError } from '../file-error.ts';
import type { TextEncoding } from '../table-file-types.ts';

/**
 * Decodes a stream strictly. A byte order mark of the encoding is dropped. A sequence that the encoding does not
 * have, also one that is cut off at the end of the file, is `FILE_ENCODING_UNKNOWN`: mangled text never comes out.
 */
export async function* decodeStream(
  chunks: AsyncIterable<Buffer>,
  encoding: TextEncoding,
  file: string,
): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) {
    const text = decodeChunk(decoder, chunk, encoding, file);
    if (text !== '') yield text;
  }
  const rest = decodeChunk(decoder, undefined, encoding, file);
  if (rest !== '') yield rest;
}

function decodeChunk(
  decoder: TextDecoder,
  chunk: Buffer | undefined,
  encoding: TextEncoding,
  file: string,
): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw fileError('FILE_ENCODING_UNKNOWN', file, { detail: encoding }, error);
  }
}

/**
 * Decodes the pieces of a text in UTF-8; with `isMore` the last character of one may go on in the next. A mark at the
 * head of a piece is a character like any other. Throws FILE_ENCODING_UNKNOWN.
 */
export function strictDecoder(file: string): (bytes: Buffer, isMore: boolean) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (bytes, isMore) => {
    try {
      return decoder.decode(bytes, { stream: isMore });
    } catch (error) {
      throw fileError('FILE_ENCODING_UNKNOWN', file, { detail: 'utf-8' }, error);
    }
  };
}
