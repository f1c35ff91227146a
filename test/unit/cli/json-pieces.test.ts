import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { jsonPieces } from '#cli/output/json-pieces.ts';

const joined = (document: unknown): string => [...jsonPieces(document)].join('');

describe('a JSON document in pieces', () => {
  it('joins to the JSON of any document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(joined(document)).toBe(JSON.stringify(document));
      }),
    );
  });

  it.each([0, 1, 500, 501, 1000, 1234])(
    'joins to the JSON of a document with a list of %i items',
    (length) => {
      const lines = Array.from({ length }, (_, index) => ({ index, text: `"${index}" 株`, none: undefined }));
      const document = { schema: 'a', left: undefined, lines, issues: lines.slice(0, 2), last: null };
      expect(joined(document)).toBe(JSON.stringify(document));
    },
  );

  it('never holds a long list in one piece', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => index);
    expect([...jsonPieces({ lines })].length).toBeGreaterThan(9);
  });

  it.each([[[]], [['1']], [['{"a":1},2', '"é",null', '4']]])(
    'takes the items of a list as texts: %j',
    (texts) => {
      const document = { schema: 'a', lines: [], issues: [5] };
      const whole = { ...document, lines: texts.flatMap((text) => JSON.parse(`[${text}]`) as unknown[]) };
      expect([...jsonPieces(document, { lines: texts })].join('')).toBe(JSON.stringify(whole));
    },
  );
});
