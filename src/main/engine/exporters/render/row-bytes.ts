/** Bytes that are written one after the other, into memory that serves one row after the other. */
export interface RowBytes {
  memory: Buffer;
  length: number;
}

const FIRST_BYTES = 16 * 1024;
/** Up to here a loop in JavaScript is done sooner than the call that does it at once. */
const SHORT = 24;
/** The most bytes that UTF-8 takes for a UTF-16 code unit. */
const MOST_BYTES_A_UNIT = 3;

/** Memory without bytes. */
export const rowBytes = (): RowBytes => ({ memory: Buffer.allocUnsafe(FIRST_BYTES), length: 0 });

/** Adds bytes that were made before. */
export function addPiece(row: RowBytes, piece: Uint8Array): void {
  makeRoom(row, piece.length);
  row.memory.set(piece, row.length);
  row.length += piece.length;
}

/** Adds a text of which each character is ASCII. */
export function addAscii(row: RowBytes, text: string): void {
  const { length } = text;
  makeRoom(row, length);
  const { memory, length: from } = row;
  if (length > SHORT) memory.write(text, from, 'latin1');
  else for (let index = 0; index < length; index += 1) memory[from + index] = text.charCodeAt(index);
  row.length = from + length;
}

/** Adds any text. */
export function addText(row: RowBytes, text: string): void {
  makeRoom(row, text.length * MOST_BYTES_A_UNIT);
  row.length += row.memory.write(text, row.length, 'utf8');
}

function makeRoom(row: RowBytes, bytes: number): void {
  const needed = row.length + bytes;
  if (needed <= row.memory.length) return;
  const memory = Buffer.allocUnsafe(2 * needed);
  memory.set(row.memory.subarray(0, row.length));
  row.memory = memory;
}
