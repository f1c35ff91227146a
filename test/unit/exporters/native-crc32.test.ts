import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unsigned } from '#engine/native-crc32.ts';

const require = createRequire(createRequire(import.meta.url).resolve('yazl'));
const replaced = require('buffer-crc32') as { readonly unsigned: typeof unsigned };

describe('the checksum of a zip in the built program', () => {
  it('is that of the published test vector', () => {
    expect(unsigned(Buffer.from('123456789'))).toBe(0xcb_f4_39_26);
  });

  it('is that of the module whose place it takes, whole and piece after piece', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (first, second) => {
        const [start, end] = [Buffer.from(first), Buffer.from(second)];
        expect(unsigned(start)).toBe(replaced.unsigned(start));
        expect(unsigned(end, unsigned(start))).toBe(replaced.unsigned(Buffer.concat([start, end])));
      }),
    );
  });
});
