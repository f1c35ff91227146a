import { isUtf8 } from 'node:buffer';

/** Looks at bytes piece by piece: whether all of them together are strict UTF-8. */
export interface StrictUtf8 {
  /** Takes the next piece; false once it is certain that they are not. */
  readonly take: (piece: Buffer) => boolean;
  /** Whether they are, when no more comes. */
  readonly end: () => boolean;
}

/** Bytes that the last character of a piece may lack, and those that are there. */
const MOST_CUT_BYTES = 3;

/** Opens a look at bytes. The same answer as decoding them, without making texts of them. */
export function openStrictUtf8(): StrictUtf8 {
  let cut: Buffer = Buffer.alloc(0);
  let isSound = true;
  return {
    take: (piece) => {
      if (!isSound) return false;
      const bytes = cut.length === 0 ? piece : Buffer.concat([cut, piece]);
      const end = endOfWholeCharacters(bytes);
      isSound = isUtf8(bytes.subarray(0, end));
      cut = Buffer.from(bytes.subarray(end));
      return isSound;
    },
    end: () => isSound && cut.length === 0,
  };
}

/** Where the last character begins, if its bytes are not all there; else the end. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(MOST_CUT_BYTES, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
