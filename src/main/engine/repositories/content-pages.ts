import type { ReadableDatabase } from '../db/handles.ts';
import type { ContentPages } from './content-parts.ts';

/** Rows that are read in one step: some milliseconds. */
export const PAGE_ROWS = 4096;

/** The rows of a table as text, page by page. How many rows a page has makes no difference to what they come to. */
export function* eachPage(database: ReadableDatabase, table: ContentPages): Generator<Uint8Array, void> {
  const page = database.prepare<{ text: Uint8Array | null; last: bigint | null }>(table.sql);
  let after = table.before;
  do {
    const read = after === undefined ? page.get() : page.get(...table.parameters, after, PAGE_ROWS);
    if (!read?.text) return;
    yield read.text;
    after = read.last ?? undefined;
  } while (after !== undefined);
}
