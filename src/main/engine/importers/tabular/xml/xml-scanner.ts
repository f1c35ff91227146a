/** The attributes of the element that is being opened: valid only until the handler returns. */
export interface XmlAttributes {
  /** The value of an attribute by its name as written (`r`, `r:id`); undefined where it is not there. */
  readonly get: (name: string) => string | undefined;
  readonly names: () => readonly string[];
}

/** What a reader of an XML part is told. Element names come without their namespace prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Takes XML text apart chunk by chunk. */
export interface XmlScanner {
  readonly write: (text: string) => void;
  /** Whether all that was written is taken apart, and what follows stands in the root's child of this name. */
  readonly isIn: (name: string) => boolean;
  /** Throws where the document is not complete. */
  readonly end: () => void;
}

/** XML that is not well-formed, or was cut off. */
export class MalformedXmlError extends Error {}

/** A document type: no workbook has one, and its entities are how a small file expands to an immense one. */
export class DocumentTypeError extends Error {}

/** One construct (a tag, a text) longer than this is no workbook: a cell holds 32,767 characters. It bounds what is searched again. */
const MAX_CONSTRUCT = 1024 * 1024;
const XML_NAME = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.·-]*$/u;
const SLASH = 0x2f;
const GREATER = 0x3e;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const AMPERSAND = 0x26;
const LESS = 0x3c;
/** More attributes than this has no element of a workbook. */
const MAX_ATTRIBUTES = 256;
/** Elements within elements: a workbook has a dozen. */
const MAX_DEPTH = 256;
/** Different names: the standards know some hundreds. */
const MAX_NAMES = 10_000;

/**
 * A scanner for the XML of workbooks: elements, attributes, texts, CDATA, the five named entities and character
 * references. Comments and processing instructions are passed over; a document type is refused. It checks that
 * tags are balanced and whole, and nothing beyond that: the schema is the reader's business.
 *
 * Why not a library: a sheet of 100,000 lines takes saxes about twice the time, and reading it is most of an import.
 * The tests hold the scanner against saxes, event by event.
 */
export function createXmlScanner(handler: XmlHandler): XmlScanner {
  /** Open elements: names as written, and without their prefix. */
  const stack: string[] = [];
  const localStack: string[] = [];
  const elementNames = createNameTable();
  const attributeNames = createNameTable();
  let buffer = '';
  let hasRoot = false;

  /** The attributes of the current tag: names, and where their values stand. Most values are never asked for. */
  const keys: string[] = [];
  const valueStarts: number[] = [];
  const valueEnds: number[] = [];
  let attributeCount = 0;
  const attributes: XmlAttributes = {
    get: (name) => {
      for (let index = 0; index < attributeCount; index += 1) {
        if (keys[index] === name) return decodeAttribute(buffer.slice(valueStarts[index], valueEnds[index]));
      }
      return undefined;
    },
    names: () => keys.slice(0, attributeCount),
  };

  const emitText = (from: number, to: number): void => {
    const raw = buffer.slice(from, to);
    if (stack.length === 0) {
      if (!/^\uFEFF?\s*$/.test(raw)) throw new MalformedXmlError('Text outside of the root');
      return;
    }
    handler.text?.(decodeText(raw));
  };

  const openElement = (name: string): void => {
    if (stack.length === 0) {
      if (hasRoot) throw new MalformedXmlError('A second root');
      hasRoot = true;
    }
    if (stack.length >= MAX_DEPTH) throw new MalformedXmlError('Too deep');
    const local = elementNames.localName(name);
    stack.push(name);
    localStack.push(local);
    handler.open?.(local, attributes);
  };

  const closeElement = (): void => {
    stack.pop();
    const local = localStack.pop();
    if (local !== undefined) handler.close?.(local);
  };

  /** Reads the tag at `start`; returns where it ends, or -1 where the rest of it has not come yet. */
  const readOpenTag = (start: number): number => {
    const name = elementNames.read(buffer, start + 1);
    if (name === undefined) return -1;
    let position = start + 1 + name.length;
    attributeCount = 0;
    for (;;) {
      const gap = position;
      let code = buffer.charCodeAt(position);
      while (isSpace(code)) code = buffer.charCodeAt((position += 1));
      if (code === GREATER) {
        openElement(name);
        return position + 1;
      }
      if (code === SLASH) {
        const next = buffer.charCodeAt(position + 1);
        if (Number.isNaN(next)) return -1;
        if (next !== GREATER) throw new MalformedXmlError('A slash within a tag');
        openElement(name);
        closeElement();
        return position + 2;
      }
      if (Number.isNaN(code)) return -1;
      if (gap === position) throw new MalformedXmlError('Attributes without a space between');
      position = readAttribute(position);
      if (position < 0) return -1;
    }
  };

  /** Reads `name="value"`; a `>` within the quotes is part of it. */
  const readAttribute = (start: number): number => {
    const key = attributeNames.read(buffer, start);
    if (key === undefined) return -1;
    let position = skipSpace(start + key.length);
    if (position >= buffer.length) return -1;
    if (buffer.charCodeAt(position) !== EQUALS) throw new MalformedXmlError('An attribute without a value');
    position = skipSpace(position + 1);
    if (position >= buffer.length) return -1;
    const quote = buffer.charCodeAt(position);
    if (quote !== QUOTE && quote !== APOSTROPHE) throw new MalformedXmlError('A value without quotes');
    const end = buffer.indexOf(quote === QUOTE ? '"' : "'", position + 1);
    if (end < 0) return -1;
    for (let index = 0; index < attributeCount; index += 1) {
      if (keys[index] === key) throw new MalformedXmlError('An attribute twice');
    }
    keys[attributeCount] = key;
    valueStarts[attributeCount] = position + 1;
    valueEnds[attributeCount] = end;
    attributeCount += 1;
    if (attributeCount > MAX_ATTRIBUTES) throw new MalformedXmlError('Too many attributes');
    return end + 1;
  };

  const skipSpace = (from: number): number => {
    let position = from;
    while (isSpace(buffer.charCodeAt(position))) position += 1;
    return position;
  };

  const readCloseTag = (start: number): number => {
    const name = stack.at(-1) ?? '';
    const nameEnd = start + 2 + name.length;
    // The usual form first: no slice is made of a million closing tags.
    if (buffer.charCodeAt(nameEnd) === GREATER && name !== '' && buffer.startsWith(name, start + 2)) {
      closeElement();
      return nameEnd + 1;
    }
    const end = buffer.indexOf('>', start);
    if (end < 0) return -1;
    if (name === '' || buffer.slice(start + 2, end).trimEnd() !== name) {
      throw new MalformedXmlError('An end without its beginning');
    }
    closeElement();
    return end + 1;
  };

  /** Comments, CDATA and the document type. */
  const readDeclaration = (start: number): number => {
    if (buffer.startsWith('<!--', start)) return endAfter('-->', start + 4);
    if (buffer.startsWith('<![CDATA[', start)) {
      const end = buffer.indexOf(']]>', start + 9);
      if (end < 0) return -1;
      if (stack.length === 0) throw new MalformedXmlError('CDATA outside of the root');
      handler.text?.(normaliseLineEnds(buffer.slice(start + 9, end)));
      return end + 3;
    }
    if (buffer.startsWith('<!DOCTYPE', start)) throw new DocumentTypeError();
    // What may still become one of the three.
    const rest = buffer.slice(start, start + 9);
    if (['<!--', '<![CDATA[', '<!DOCTYPE'].some((opening) => opening.startsWith(rest))) return -1;
    throw new MalformedXmlError('An unknown declaration');
  };

  const endAfter = (mark: string, from: number): number => {
    const end = buffer.indexOf(mark, from);
    return end < 0 ? -1 : end + mark.length;
  };

  const readMarkup = (start: number): number => {
    const next = buffer.charCodeAt(start + 1);
    if (next === SLASH) return readCloseTag(start);
    if (next === EXCLAMATION) return readDeclaration(start);
    if (next === QUESTION) return endAfter('?>', start + 2);
    return Number.isNaN(next) ? -1 : readOpenTag(start);
  };

  return {
    write: (text) => {
      buffer = buffer === '' ? text : buffer + text;
      let position = 0;
      for (;;) {
        const markup = buffer.indexOf('<', position);
        if (markup < 0) break;
        if (markup > position) emitText(position, markup);
        position = markup;
        const end = readMarkup(markup);
        if (end < 0) break;
        position = end;
      }
      buffer = buffer.slice(position);
      if (buffer.length > MAX_CONSTRUCT) throw new MalformedXmlError('A construct without an end');
    },
    isIn: (name) => buffer === '' && localStack.length === 2 && localStack[1] === name,
    end: () => {
      if (buffer.trim() !== '') throw new MalformedXmlError('Cut off');
      if (stack.length > 0 || !hasRoot) throw new MalformedXmlError('Not complete');
    },
  };
}

/** Names that were met, so that a million tags share a few strings. */
interface NameTable {
  /** The name at a position; undefined where the text ends within it. Throws where there is none. */
  readonly read: (buffer: string, start: number) => string | undefined;
  /** A name that was read, without its prefix. */
  readonly localName: (name: string) => string;
}

function createNameTable(): NameTable {
  const localNames = new Map<string, string>();
  /** The name that was met last, by its first character. */
  const lastMet: string[] = [];
  return {
    read: (buffer, start) => {
      const first = buffer.charCodeAt(start) & 0x7f;
      const candidate = lastMet[first];
      if (
        candidate !== undefined &&
        buffer.startsWith(candidate, start) &&
        isNameEnd(buffer, start + candidate.length)
      ) {
        return candidate;
      }
      let end = start;
      while (end < buffer.length && !isNameEnd(buffer, end)) end += 1;
      if (end >= buffer.length) return undefined;
      const name = buffer.slice(start, end);
      if (!localNames.has(name)) {
        if (!XML_NAME.test(name)) throw new MalformedXmlError('No name');
        if (localNames.size >= MAX_NAMES) throw new MalformedXmlError('Too many names');
        localNames.set(name, name.slice(name.indexOf(':') + 1));
      }
      lastMet[first] = name;
      return name;
    },
    localName: (name) => localNames.get(name) ?? name,
  };
}

/** A name ends at white space, `=`, `/` or `>`. */
function isNameEnd(buffer: string, position: number): boolean {
  const code = buffer.charCodeAt(position);
  return code === GREATER || code === EQUALS || code === SLASH || isSpace(code);
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Most values are shorter: addresses, numbers of styles, types. */
const SHORT = 24;

/** Whether nothing in a value has to be decoded or refused; false where that is not sure. */
function isPlainValue(raw: string): boolean {
  if (raw.length > SHORT) return false;
  for (let index = 0; index < raw.length; index += 1) {
    const code = raw.charCodeAt(index);
    if (code < 0x20 || code === AMPERSAND || code === LESS) return false;
  }
  return true;
}

function decodeAttribute(raw: string): string {
  if (isPlainValue(raw)) return raw;
  if (raw.includes('<')) throw new MalformedXmlError('An opening bracket within a value');
  // White space as written becomes spaces; as a character reference it stays.
  return decodeEntities(/[\t\r\n]/.test(raw) ? raw.replace(/\r\n|[\t\r\n]/g, ' ') : raw);
}

/** The text between two tags as it is meant. Throws MalformedXmlError for an entity that no document without a type has. */
export function decodeText(raw: string): string {
  return decodeEntities(normaliseLineEnds(raw));
}

const normaliseLineEnds = (raw: string): string => (raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);

/** A map: a plain object would know `&constructor;` as well. */
const NAMED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:([^;&<\s]*);)?/g, (_whole, name?: string) => entityOf(name)) : text;

function entityOf(name: string | undefined): string {
  const named = name === undefined ? undefined : NAMED_ENTITIES.get(name);
  if (named !== undefined) return named;
  const reference = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name ?? '');
  const code =
    reference?.[1] === undefined ? Number(reference?.[2] ?? -1) : Number.parseInt(reference[1], 16);
  if (!isXmlCharacter(code)) throw new MalformedXmlError(`An unknown entity: ${(name ?? '').slice(0, 50)}`);
  return String.fromCodePoint(code);
}

const isXmlCharacter = (code: number): boolean =>
  code === 0x09 ||
  code === 0x0a ||
  code === 0x0d ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
