/** Bytes of a piece: a few milliseconds of work. */
const PIECE_BYTES = 256 * 1024;
/** The most bytes that UTF-8 takes for a UTF-16 code unit. */
const MOST_BYTES_A_UNIT = 3;

/** Gathers texts as UTF-8 in pieces. */
export interface BytePieces {
  /** Adds a text, or the bytes of one. Gives the piece that is full with it, or the one before it. */
  readonly add: (text: string | Uint8Array) => Buffer | undefined;
  /** What was added since the last piece. */
  readonly rest: () => Buffer;
}

/** Each text is written as soon as it is there, while it lies in the processor's cache. */
export function bytePieces(): BytePieces {
  let piece = Buffer.allocUnsafe(PIECE_BYTES);
  let length = 0;
  const take = (): Buffer => {
    const taken = piece.subarray(0, length);
    piece = Buffer.allocUnsafe(PIECE_BYTES);
    length = 0;
    return taken;
  };
  return {
    add: (text) => {
      const most = typeof text === 'string' ? text.length * MOST_BYTES_A_UNIT : text.length;
      if (most > PIECE_BYTES) {
        const large = typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text);
        return length === 0 ? large : Buffer.concat([take(), large]);
      }
      const full = most > PIECE_BYTES - length ? take() : undefined;
      if (typeof text === 'string') length += piece.write(text, length, 'utf8');
      else {
        piece.set(text, length);
        length += text.length;
      }
      return full;
    },
    rest: take,
  };
}
