/**
 * How an id is stored in a row of usage: a bare lower-case UUID as its 16 bytes, anything else as it is written.
 * Both come back exactly as they were.
 */
const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id of a row, as SQLite holds it. */
export type StoredId = string | Uint8Array;

/** To the form in which it is stored. */
export const storeId = (text: string): StoredId =>
  text.length === 36 && CANONICAL_UUID.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : text;

/** Back to the text. */
export function restoreId(stored: StoredId): string {
  if (typeof stored === 'string') return stored;
  const hex = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
