import type { ReadableDatabase } from '../db/handles.ts';
import type { ContentPages } from './content-parts.ts';

/** Rows that are read in one step: some milliseconds. */
export const PAGE_ROWS = 4096;

/**
 * The rows of a table as text, page by page; a page is gone when the next one is asked for. How many rows a page has
 * makes no difference to what they come to.
 */
export function* eachPage(database: ReadableDatabase, table: ContentPages): Generator<Uint8Array, void> {
  const page = database.prepare<{ text: Uint8Array | null; last: bigint | null }>(table.sql);
  let after = table.before;
  do {
    const read = after === undefined ? page.get() : page.get(...table.parameters, after, PAGE_ROWS);
    if (!read?.text) return;
    yield read.text;
    letGo(read.text);
    after = read.last ?? undefined;
  } while (after !== undefined);
}

/**
 * Gives the memory of a page back at once. It lies outside the heap, whose collections are long in coming while nothing
 * else is made: a hundred MB of pages that had been read were held at the end of a large run.
 */
function letGo({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
