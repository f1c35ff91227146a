import { join } from 'node:path';
import { setImmediate as yieldTurn } from 'node:timers/promises';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import { openReadOnly } from '../db/connection.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { DATABASE_FILE } from '../db/open-database.ts';
import { hashEvidence } from '../evidence.ts';
import { inSteps } from '../jobs/in-steps.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { findBatch } from '../repositories/batches.ts';
import { PAGE_ROWS } from '../repositories/content-pages.ts';
import {
  findChangedContents,
  sealContents,
  type Content,
  type KnownDigests,
} from '../repositories/content-digests.ts';
import { verifyEvents } from '../repositories/events.ts';
import { digestReadingRows } from '../repositories/reading-digest.ts';
import { readRunHead, type Run } from '../repositories/runs.ts';
import { listSourceFiles } from '../repositories/source-files.ts';
import { checkWork } from './work/check-work.ts';

/**
 * Takes the digests of what a job has written: its last step. What is written by now counts, so nobody can give it up
 * any more, unless all is still undone as a whole. What is known already need not be read again.
 */
export async function sealWritten(
  { database }: Workspace,
  context: JobContext,
  known?: KnownDigests,
): Promise<void> {
  const checkpoint = database.isInTransaction() ? context.checkpoint : () => yieldTurn();
  await inSteps(sealContents(database, known), { checkpoint });
}

/**
 * What the rows of a reading come to that does not count yet: nearly all of its digest, while the import can still be
 * given up. `rows` is how many there are, `usageRows` their digest where that was taken while they were stored.
 */
export function digestPending(
  { database }: Workspace,
  batchId: number,
  { rows, usageRows }: { readonly rows: number; readonly usageRows: string | undefined },
  context: JobContext,
): Promise<string> {
  let done = 0;
  return inSteps(digestReadingRows(database, batchId, usageRows), {
    checkpoint: () => {
      done += PAGE_ROWS;
      const isCounted = usageRows === undefined && done <= rows;
      context.report({ phase: 'store-rows', done, total: isCounted ? rows : undefined, unit: 'rows' });
      return context.checkpoint();
    },
  });
}

/**
 * What is no longer as it was written, in words for an error's detail; only the parts that `isAsked`. Read from the file
 * anew, as any other program would: the pages that this process remembers may be sounder than those of the disk.
 */
export async function changedOnDisk(
  { folder }: Pick<Workspace, 'folder'>,
  context: Pick<JobContext, 'checkpoint'>,
  isAsked?: (content: Content) => boolean,
): Promise<readonly string[]> {
  const connection = openReadOnly(join(folder, DATABASE_FILE));
  try {
    const { database } = connection;
    const changed = await inSteps(findChangedContents(database, isAsked), context);
    return changed.map((content) => nameOf(database, content));
  } finally {
    connection.close();
  }
}

/** `reading 3 (october.csv)`, where the name can still be read. */
function nameOf(database: ReadableDatabase, { part, id }: Content): string {
  if (id === 0) return part;
  const file = part === 'reading' ? findBatch(database, id)?.fileName : undefined;
  return file === undefined ? `${part} ${String(id)}` : `${part} ${String(id)} (${file})`;
}

/**
 * Throws WORKSPACE_DAMAGED where anything that a run rests on is no longer as it was written: its lines, its readings,
 * the settings, the acts. Throws EVIDENCE_DAMAGED where a file of it is missing or has other bytes.
 */
export async function refuseChangedRun(
  { folder, database }: Workspace,
  { id, batchIds }: Run,
): Promise<void> {
  const context = { checkpoint: () => yieldTurn() };
  const position = readRunHead(database, id)?.position;
  const changed = await changedOnDisk({ folder }, context, (content) => {
    if (content.part === 'reading') return batchIds.includes(content.id);
    return content.part !== 'run' || BigInt(content.id) === position;
  });
  const broken = verifyEvents(database);
  const details = [
    ...changed,
    ...(broken === undefined ? [] : [`event ${String(broken.sequence)}`]),
    ...checkWork(database),
  ];
  if (details.length > 0) throw new AppError('WORKSPACE_DAMAGED', { folder, detail: details.join('; ') });
  const sources = new Set(batchIds.map((batch) => findBatch(database, batch)?.sourceId));
  for (const { sha256, storedPath, name } of listSourceFiles(database)) {
    if (!sources.has(sha256)) continue;
    const found = await hashEvidence(join(folder, storedPath), context);
    if (found !== sha256) throw new AppError('EVIDENCE_DAMAGED', { file: name });
  }
}
