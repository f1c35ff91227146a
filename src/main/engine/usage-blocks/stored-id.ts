/**
 * How an id is stored in a row of usage: a bare lower-case UUID as its 16 bytes, anything else as it is written.
 * Both come back exactly as they were.
 */
export const UUID_BYTES = 16;

/** An id of a row, as SQLite holds it. */
export type StoredId = string | Uint8Array;

const UUID_CHARACTERS = 36;
const DASH = 0x2d;
/** The value of each lower-case hexadecimal digit by its character; 16 for any other. */
const HEX_VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return value < 0 ? 16 : value;
});
/** The same for any byte. */
const BYTE_VALUES = Uint8Array.from({ length: 256 }, (_, code) => HEX_VALUES[code] ?? 16);

/**
 * Writes the 16 bytes of a bare lower-case UUID at `at`, and says whether the text is one. Where it is not, the
 * bytes there mean nothing.
 */
export function packUuid(text: string, target: Uint8Array, at: number): boolean {
  if (text.length !== UUID_CHARACTERS) return false;
  let offset = at;
  for (let index = 0; index < UUID_CHARACTERS; index += 2) {
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (text.charCodeAt(index) !== DASH) return false;
      index += 1;
    }
    const high = HEX_VALUES[text.charCodeAt(index)] ?? 16;
    const low = HEX_VALUES[text.charCodeAt(index + 1)] ?? 16;
    if ((high | low) > 15) return false;
    target[offset] = (high << 4) | low;
    offset += 1;
  }
  return true;
}

/** The same of a text in ASCII that begins at `from`: its 36 bytes must be there. */
export function packUuidBytes(source: Uint8Array, from: number, target: Uint8Array, at: number): boolean {
  let offset = at;
  for (let index = 0; index < UUID_CHARACTERS; index += 2) {
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (source[from + index] !== DASH) return false;
      index += 1;
    }
    const high = BYTE_VALUES[source[from + index] ?? 0] ?? 16;
    const low = BYTE_VALUES[source[from + index + 1] ?? 0] ?? 16;
    if ((high | low) > 15) return false;
    target[offset] = (high << 4) | low;
    offset += 1;
  }
  return true;
}

/** To the form in which it is stored. */
export function storeId(text: string): StoredId {
  if (text.length !== UUID_CHARACTERS) return text;
  const bytes = new Uint8Array(UUID_BYTES);
  return packUuid(text, bytes, 0) ? bytes : text;
}

/** Back to the text. */
export function restoreId(stored: StoredId): string {
  if (typeof stored === 'string') return stored;
  const hex = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
