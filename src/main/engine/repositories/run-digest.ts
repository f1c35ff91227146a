import { createHash } from 'node:crypto';
import type { Steps } from '#core/steps.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { runPages } from './content-parts.ts';
import { digestTable } from './reading-digest.ts';
import type { LinesDigest } from './row-texts.ts';

/** The digest of a run with all that it has come to, given what its lines come to where that is known. */
export function* digestRun(
  database: ReadableDatabase,
  position: number,
  written?: LinesDigest,
): Steps<string> {
  const { lines, documents, rest } = runPages(position);
  const hash = createHash('sha256').update(`run ${String(position)}\n`);
  hash.update(`${written?.lines ?? (yield* digestTable(database, lines))}\n`);
  hash.update(`${written?.documents ?? (yield* digestTable(database, documents))}\n`);
  for (const table of rest) hash.update(`${yield* digestTable(database, table)}\n`);
  return hash.digest('hex');
}
