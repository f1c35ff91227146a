import type { WritableDatabase } from './handles.ts';

/** What a connection remembers of the file at most, in KiB: an import comes back to the same pages of its indexes. */
export const PAGE_CACHE_KIB = 32_768;
/** What is enough where large tables are gone through, and where the memory is needed for lines. */
const SMALL_PAGE_CACHE_KIB = 24_576;

/** Runs work while the connection remembers less of the file. */
export async function withSmallPageCache<Outcome>(
  database: WritableDatabase,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  remember(database, SMALL_PAGE_CACHE_KIB);
  try {
    return await work();
  } finally {
    remember(database, PAGE_CACHE_KIB);
  }
}

/** Where the file is gone by now, what went wrong is the error before. */
function remember(database: WritableDatabase, kib: number): void {
  try {
    database.execute(`PRAGMA cache_size = -${String(kib)}`);
  } catch {
    // It only decides how fast the next statement is.
  }
}
