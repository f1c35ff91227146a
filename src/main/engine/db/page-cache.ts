import type { WritableDatabase } from './handles.ts';

/** What a connection remembers of the file at most, in KiB: an import comes back to the same pages of its indexes. */
export const PAGE_CACHE_KIB = 65_536;
/** What is enough where large tables are gone through, and where the memory is needed for lines. */
const SMALL_PAGE_CACHE_KIB = 24_576;

/** Runs work while the connection remembers less of the file. */
export async function withSmallPageCache<Outcome>(
  database: WritableDatabase,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  database.execute(`PRAGMA cache_size = -${String(SMALL_PAGE_CACHE_KIB)}`);
  try {
    return await work();
  } finally {
    database.execute(`PRAGMA cache_size = -${String(PAGE_CACHE_KIB)}`);
  }
}
