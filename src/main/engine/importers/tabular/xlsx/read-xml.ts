import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { AppError } from '#core/errors.ts';
import { fileError } from '../file-error.ts';

/** The attributes of an element, by their names without a prefix; `r:id` also stands under `r:id`. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What a reader of an XML part is told. Names come without their namespace prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Which XML is read, for messages. */
export interface XmlPlace {
  readonly file: string;
  readonly part: string;
}

type PlainParser = SaxesParser<{ xmlns: false; position: false }>;

/**
 * Parses XML chunk by chunk. After each chunk it yields what `take` returns: what the handler has gathered by then.
 *
 * A document type is refused (`ARCHIVE_UNSAFE`): no workbook has one, and it is how a small file expands to an
 * immense one. Anything malformed, cut off or wrongly encoded is `FILE_DAMAGED`.
 */
export async function* readXml<T>(
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler,
  place: XmlPlace,
  take: () => T,
): AsyncIterable<T> {
  const parser = createParser(handler, place);
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(xmlEncoding(chunk), { fatal: true });
      parser.write(decoder.decode(chunk, { stream: true }));
      yield take();
    }
    parser.write(decoder?.decode() ?? '').close();
    yield take();
  } catch (error) {
    if (error instanceof AppError) throw error;
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

function createParser(handler: XmlHandler, place: XmlPlace): PlainParser {
  const parser: PlainParser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw fileError('ARCHIVE_UNSAFE', place.file, { reason: 'doctype', detail: place.part });
  });
  const { open, close, text } = handler;
  if (open) {
    parser.on('opentag', (tag) => {
      open(localName(tag.name), tag.attributes);
    });
  }
  if (close) {
    parser.on('closetag', (tag) => {
      close(localName(tag.name));
    });
  }
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** XML is UTF-8 unless a byte order mark says otherwise. */
function xmlEncoding(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}
