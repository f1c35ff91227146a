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
const HEX = Uint8Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0));
const BLOB_BEGINS = Uint8Array.from("X'", (character) => character.charCodeAt(0));
const BLOB_ENDS = 0x27;
const NULL = Uint8Array.from('NULL', (character) => character.charCodeAt(0));

/** Opens the digest of a batch. */
export function openRowDigest(batchId: number): RowDigest {
  const hash = createHash('sha256');
  const digits = new Uint8Array(20);
  let text = new Uint8Array(0);
  let at = 0;
  let lastRow = -1;
  let isUsable = batchId <= LAST_BATCH;

  /** Writes a whole number that is no float's business: below 2^53. */
  const putNumber = (value: number): void => {
    let rest = value;
    let count = 0;
    do {
      const tenth = Math.floor(rest / 10);
      digits[count] = ZERO + rest - tenth * 10;
      count += 1;
      rest = tenth;
    } while (rest > 0);
    while (count > 0) {
      count -= 1;
      text[at] = digits[count] ?? 0;
      at += 1;
    }
  };
  const putQuantity = (quantity: bigint): void => {
    const value = Number(quantity);
    if (value < 0) {
      text[at] = MINUS;
      at += 1;
    }
    // The database takes no quantity beyond 10^15.
    putNumber(Math.abs(value));
  };
  const putAll = (bytes: Uint8Array): void => {
    text.set(bytes, at);
    at += bytes.length;
  };
  const putId = (ids: Uint8Array, from: number): void => {
    putAll(BLOB_BEGINS);
    for (let index = from; index < from + UUID_BYTES; index += 1) {
      const byte = ids[index] ?? 0;
      text[at] = HEX[byte >> 4] ?? 0;
      text[at + 1] = HEX[byte & 15] ?? 0;
      at += 2;
    }
    text[at] = BLOB_ENDS;
    at += 1;
  };
  const put = (byte: number): void => {
    text[at] = byte;
    at += 1;
  };

  return {
    add: ({ count, sourceRows, groups, windows, quantities, presence, ids }) => {
      if (text.length < count * MOST_CHARACTERS) text = new Uint8Array(count * MOST_CHARACTERS);
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
          if (((presence[row] ?? 0) & (1 << place)) === 0) putAll(NULL);
          else putId(ids, row * ROW_ID_BYTES + place * UUID_BYTES);
        }
        put(LF);
      }
      if (isUsable) hash.update(text.subarray(0, at));
    },
    end: () => (isUsable ? hash.digest('hex') : undefined),
  };
}
