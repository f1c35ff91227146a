import { createHash } from 'node:crypto';
import { UUID_BYTES } from './stored-id.ts';
import { IDS_PER_ROW, ROW_ID_BYTES, type PackedRows } from './usage-block.ts';

/**
 * The digest of a batch's rows, taken while they are stored: over the same text that SQLite makes of the stored rows
 * (`usage_row` in `repositories/content-parts.ts`), by which the digest is checked for ever after.
 */
export interface RowDigest {
  /** Takes rows that have been stored, with the ids of groups and windows in the place of their places. */
  readonly add: (rows: PackedRows) => void;
  /** Undefined where rows did not come in the order of the file: then the stored ones must be read. */
  readonly end: () => string | undefined;
}

/** Room for a row's text: four numbers of twenty characters, three ids of 36, and what stands between. */
const MOST_CHARACTERS = 200;
/** Batches whose rows have ids beyond are no number's business. */
const LAST_BATCH = 2 ** 20;

const COMMA = 0x2c;
const ZERO = 0x30;
const EQUALS = 0x3d;
const MINUS = 0x2d;
const LF = 0x0a;
const BLOB_BEGINS = twoCharacters("X'");
const BLOB_ENDS = 0x27;
const NULL_BEGINS = twoCharacters('NU');
const NULL_ENDS = twoCharacters('LL');
/** Both digits of each byte, as two characters. */
const HEX = Uint16Array.from({ length: 256 }, (_, byte) =>
  twoCharacters(byte.toString(16).toUpperCase().padStart(2, '0')),
);
/** Digits that are written at once where a number has more: whole numbers of 32 bits are divided fastest. */
const GROUP_DIGITS = 7;
const GROUP = 10 ** GROUP_DIGITS;
const LARGEST_SMALL = 2 ** 31 - 1;

/** As `setUint16` writes them, the first one first. */
function twoCharacters(text: string): number {
  return (text.charCodeAt(0) << 8) | text.charCodeAt(1);
}

/** Opens the digest of a batch. */
export function openRowDigest(batchId: number): RowDigest {
  const hash = createHash('sha256');
  let text = new Uint8Array(0);
  /** The same memory: two characters at once take half the time. */
  let pairs = new DataView(text.buffer);
  let at = 0;
  let lastRow = -1;
  let isUsable = batchId <= LAST_BATCH;

  /** Writes so many digits of a whole number below 2^31. */
  const putDigits = (value: number, digits: number): void => {
    let rest = value | 0;
    for (let place = at + digits - 1; place >= at; place -= 1) {
      const tenth = (rest / 10) | 0;
      text[place] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    at += digits;
  };
  const putSmall = (value: number): void => {
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits += 1;
    putDigits(value, digits);
  };
  /** Writes a whole number that is no float's business: below 2^53. */
  const putNumber = (value: number): void => {
    if (value <= LARGEST_SMALL) {
      putSmall(value);
      return;
    }
    const front = Math.floor(value / GROUP);
    putNumber(front);
    putDigits(value - front * GROUP, GROUP_DIGITS);
  };
  const putQuantity = (quantity: bigint): void => {
    const value = Number(quantity);
    if (value < 0) put(MINUS);
    // The database takes no quantity beyond 10^15.
    putNumber(Math.abs(value));
  };
  const putPair = (characters: number): void => {
    pairs.setUint16(at, characters);
    at += 2;
  };
  const putId = (ids: Uint8Array, from: number): void => {
    putPair(BLOB_BEGINS);
    for (let index = from; index < from + UUID_BYTES; index += 1) putPair(HEX[ids[index] ?? 0] ?? 0);
    put(BLOB_ENDS);
  };
  const put = (byte: number): void => {
    text[at] = byte;
    at += 1;
  };

  return {
    add: ({ count, sourceRows, groups, windows, quantities, presence, ids }) => {
      if (text.length < count * MOST_CHARACTERS) {
        text = new Uint8Array(count * MOST_CHARACTERS);
        pairs = new DataView(text.buffer);
      }
      at = 0;
      for (let row = 0; row < count && isUsable; row += 1) {
        const sourceRow = sourceRows[row] ?? 0;
        if (sourceRow <= lastRow) isUsable = false;
        lastRow = sourceRow;
        putNumber(batchId * 2 ** 32 + sourceRow);
        put(COMMA);
        putNumber(groups[row] ?? 0);
        put(COMMA);
        putNumber(windows[row] ?? 0);
        put(COMMA);
        putQuantity(quantities[row] ?? 0n);
        // Its consumer is the first of its ids.
        put(EQUALS);
        for (let place = 0; place < IDS_PER_ROW; place += 1) {
          if (((presence[row] ?? 0) & (1 << place)) === 0) {
            putPair(NULL_BEGINS);
            putPair(NULL_ENDS);
          } else putId(ids, row * ROW_ID_BYTES + place * UUID_BYTES);
        }
        put(LF);
      }
      if (isUsable) hash.update(text.subarray(0, at));
    },
    end: () => (isUsable ? hash.digest('hex') : undefined),
  };
}
