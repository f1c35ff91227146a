import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStrictUtf8 } from '#engine/importers/tabular/text/strict-utf8.ts';

const isDecoded = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};
const someBytes = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  // Sound but for one byte.
  fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), fc.nat(255)).map(([text, at, byte]) => {
    const bytes = Buffer.from(text);
    bytes[at % bytes.length] = byte;
    return bytes;
  }),
);

describe('a look at bytes for strict UTF-8', () => {
  it('comes to what decoding them comes to, wherever the pieces end', () => {
    fc.assert(
      fc.property(someBytes, fc.integer({ min: 1, max: 9 }), (bytes, size) => {
        const look = openStrictUtf8();
        for (let from = 0; from < bytes.length; from += size) look.take(bytes.subarray(from, from + size));
        expect(look.end()).toBe(isDecoded(bytes));
      }),
      { numRuns: 500 },
    );
  });
});
