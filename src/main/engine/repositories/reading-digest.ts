import { createHash } from 'node:crypto';
import type { Steps } from '#core/steps.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { eachPage, PAGE_ROWS } from './content-pages.ts';
import { DICTIONARIES, readingPages, type ContentPages, type Dictionary } from './content-parts.ts';
import { openNamedRows, type NamedRows } from './named-rows.ts';

/**
 * What the rows of a reading come to, with the texts that they refer to, step by step. All of it is there before the
 * reading counts, so this much of its digest can be taken while the import may still be given up. `usageRows` is the
 * digest of its usage rows where that is known.
 */
export function* digestReadingRows(
  database: ReadableDatabase,
  batch: number,
  usageRows?: string,
): Steps<string> {
  const pages = readingPages(batch);
  const hash = createHash('sha256').update(
    `${usageRows ?? (yield* digestTable(database, pages.usageRows))}\n`,
  );
  for (const table of pages.rows) hash.update(`${yield* digestTable(database, table)}\n`);
  return hash.digest('hex');
}

/** The digest of a whole reading, given what its rows come to where that is known. */
export function* digestReading(database: ReadableDatabase, batch: number, rows?: string): Steps<string> {
  const hash = createHash('sha256').update(`reading ${String(batch)}\n`);
  hash.update(`${rows ?? (yield* digestReadingRows(database, batch))}\n`);
  for (const table of readingPages(batch).ending) hash.update(`${yield* digestTable(database, table)}\n`);
  return hash.digest('hex');
}

/** sha256 over the rows of a table, and over those that it names, step by step. */
export function* digestTable(database: ReadableDatabase, table: ContentPages): Steps<string> {
  const hash = createHash('sha256');
  const named = table.names && openNamedRows(table.names);
  for (const text of eachPage(database, table)) {
    hash.update(text);
    named?.take(text);
    yield;
  }
  if (named !== undefined) {
    for (const text of eachNamed(database, named)) {
      hash.update(text);
      yield;
    }
  }
  return hash.digest('hex');
}

/** The rows of the dictionaries that were named, each once, in the order of their ids. */
function* eachNamed(database: ReadableDatabase, named: NamedRows): Generator<Uint8Array> {
  for (const [dictionary, sql] of Object.entries(DICTIONARIES)) {
    const statement = database.prepare<{ text: Uint8Array | null }>(sql);
    const ids = named.idsOf(dictionary as Dictionary);
    for (let at = 0; at < ids.length; at += PAGE_ROWS) {
      const page = statement.get(JSON.stringify(ids.slice(at, at + PAGE_ROWS)));
      // Which rows there are is told by the text before; that one is missing, by its absence here.
      if (page?.text) yield page.text;
    }
  }
}
