import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import {
  createXmlScanner,
  DocumentTypeError,
  MalformedXmlError,
  type XmlHandler,
} from '#engine/importers/tabular/xml/xml-scanner.ts';

/** What a reader of XML is told, in order; adjacent texts are one. */
type Events = string[];

function recorder(): { readonly events: Events; readonly handler: Required<XmlHandler> } {
  const events: Events = [];
  return {
    events,
    handler: {
      open: (name, attributes) => {
        const pairs = attributes.names().map((key) => [key, attributes.get(key)]);
        events.push(`open ${name} ${JSON.stringify(pairs)}`);
      },
      close: (name) => events.push(`close ${name}`),
      text: (text) => {
        if (text === '') return;
        if (events.at(-1)?.startsWith('text ')) events.push(`${events.pop() ?? ''}${text}`);
        else events.push(`text ${text}`);
      },
    },
  };
}

function scan(parts: readonly string[]): Events {
  const { events, handler } = recorder();
  const scanner = createXmlScanner(handler);
  for (const part of parts) scanner.write(part);
  scanner.end();
  return events;
}

/** The same, by saxes; undefined where it finds the text malformed. */
function scanBySaxes(text: string): Events | undefined {
  const { events, handler } = recorder();
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const map = new Map(Object.entries(tag.attributes));
    handler.open(local(tag.name), { get: (name) => map.get(name), names: () => [...map.keys()] });
  });
  // Outside of the root there is white space alone.
  let depth = 0;
  parser.on('opentagstart', () => {
    depth += 1;
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handler.close(local(tag.name));
  });
  const onText = (value: string): void => {
    if (depth > 0) handler.text(value);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  try {
    parser.write(text).close();
    return events;
  } catch {
    return undefined;
  }
}

const name = fc.constantFrom('a', 'c', 'row', 'x:row', 'is', 't-1', '名');
const space = fc.constantFrom(' ', '\n', '  ', '\t', '\r\n');
const gap = fc.oneof(fc.constant(''), space);
const text = fc
  .array(
    fc.constantFrom(
      'x',
      '日本',
      ' ',
      '\n',
      '\r\n',
      '&lt;',
      '&#x540D;',
      '&#26666;',
      '>',
      '"',
      "'",
      '&amp;amp;',
      '😀',
      '/',
    ),
  )
  .map((parts) => parts.join(''));
const value = text.map((one) => one.replaceAll('"', '&quot;'));
const attribute = fc
  .tuple(space, fc.constantFrom('r', 's', 'r:id', 'xml:space'), gap, gap, value)
  .map(([before, key, a, b, content]) => ({ key, source: `${before}${key}${a}=${b}"${content}"` }));
const attributes = fc
  .uniqueArray(attribute, { selector: (one) => one.key, maxLength: 3 })
  .map((all) => all.map((one) => one.source).join(''));
const aside = fc.constantFrom('<!-- a <b> - c -->', '<?pi a="b>" ?>', '<![CDATA[<x>&amp;\r\n]] >]]>');

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(name, attributes, gap).map(([tag, given, end]) => `<${tag}${given}${end}/>`),
    fc
      .tuple(name, attributes, gap, tie('content'), gap)
      .map(([tag, given, a, inner, b]) => `<${tag}${given}${a}>${inner}</${tag}${b}>`),
  ),
  content: fc
    .array(fc.oneof({ depthSize: 'small' }, text, aside, tie('element')), { maxLength: 4 })
    .map((parts) => parts.join('')),
}));
const document = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', '<!-- before -->'),
    element,
    fc.constantFrom('', '\n', '<!-- after -->'),
  )
  .map((parts) => parts.join(''));

describe('the XML scanner', () => {
  it('tells the same as saxes of any document', () => {
    fc.assert(
      fc.property(document, (xml) => {
        const expected = scanBySaxes(xml);
        expect(expected).toBeDefined();
        expect(scan([xml])).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });

  it('tells the same however the text is cut', () => {
    fc.assert(
      fc.property(document, fc.array(fc.nat(200), { maxLength: 8 }), (xml, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % (xml.length + 1)), xml.length].sort((a, b) => a - b);
        const parts = places.slice(1).map((end, index) => xml.slice(places[index], end));
        expect(scan(parts)).toEqual(scan([xml]));
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses every document that is cut off within its root', () => {
    fc.assert(
      fc.property(document, fc.nat(), (xml, cut) => {
        const end = cut % (xml.lastIndexOf('>') + 1);
        fc.pre(scanBySaxes(xml.slice(0, end)) === undefined);
        expect(() => scan([xml.slice(0, end)])).toThrow(MalformedXmlError);
      }),
      { numRuns: 1000 },
    );
  });

  it('never tells other than saxes of a document with a broken character: the same, or it is refused', () => {
    fc.assert(
      fc.property(
        document,
        fc.nat(),
        fc.constantFrom('<', '>', '&', '"', '/', '=', ' ', '!', ']', ''),
        (xml, at, put) => {
          const place = at % xml.length;
          const broken = xml.slice(0, place) + put + xml.slice(place + 1);
          const expected = scanBySaxes(broken);
          // Half a surrogate pair never comes out of a strict decoder.
          fc.pre(expected !== undefined && broken.isWellFormed());
          let told: Events | undefined;
          try {
            told = scan([broken]);
          } catch (error) {
            // Stricter than saxes is fine: it takes a bracket within a value.
            expect(error).toBeInstanceOf(MalformedXmlError);
          }
          if (told !== undefined) expect(told).toEqual(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['an end of another element', '<a><b></a></b>'],
    ['a second root', '<a/><b/>'],
    ['text after the root', '<a/>x'],
    ['no root', '   '],
    ['an open root', '<a><b/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>x & y</a>'],
    ['a character that XML does not have', '<a>&#0;</a>'],
    ['an attribute without quotes', '<a b=c/>'],
    ['an attribute without a value', '<a b/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['attributes without a space', '<a b="1"c="2"/>'],
    ['a name that is none', '<1a/>'],
    ['a bracket within a value', '<a b="<"/>'],
    ['an unknown declaration', '<a><!ELEMENT b></a>'],
    ['a comment without an end', '<a/><!-- x'],
    ['half an end tag', '<a></a'],
  ])('refuses %s', (_name, xml) => {
    expect(() => scan([xml])).toThrow(MalformedXmlError);
  });

  it('refuses a document type', () => {
    expect(() => scan(['<!DOC', 'TYPE a><a/>'])).toThrow(DocumentTypeError);
  });

  it('refuses a text that never ends before it fills the memory', () => {
    const { handler } = recorder();
    const scanner = createXmlScanner(handler);
    scanner.write('<a>');
    const endless = (): void => {
      for (let written = 0; written < 10_000; written += 1) scanner.write('x'.repeat(10_000));
    };
    expect(endless).toThrow(MalformedXmlError);
  });
});
