import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytePieces } from '#engine/exporters/package/byte-pieces.ts';

/** Texts of every length up to more than a piece, with characters of one, two, three and four bytes. */
const texts = fc.array(
  fc.record({ unit: fc.constantFrom('a', 'é', '合', '😀', '\ud800'), times: fc.nat(60_000) }),
  { maxLength: 12 },
);

test('pieces hold the bytes of all texts, in their order', () => {
  fc.assert(
    fc.property(texts, (given) => {
      const pieces = bytePieces();
      const written: Buffer[] = [];
      const all = given.map(({ unit, times }) => unit.repeat(times));
      for (const text of all) {
        const piece = pieces.add(text);
        if (piece) written.push(piece);
      }
      written.push(pieces.rest());
      expect(Buffer.concat(written).equals(Buffer.concat(all.map((text) => Buffer.from(text))))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a text longer than a piece comes at once, after what came before it', () => {
  const pieces = bytePieces();
  expect(pieces.add('<a>')).toBeUndefined();
  expect(pieces.add('b'.repeat(300_000))?.toString()).toBe(`<a>${'b'.repeat(300_000)}`);
  expect(pieces.rest().length).toBe(0);
});
