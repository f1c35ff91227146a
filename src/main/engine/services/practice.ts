import { basename } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { practiceFiles } from '../practice-files.ts';
import { listBatches } from '../repositories/batches.ts';
import { readSetting, writeSetting } from '../repositories/settings.ts';
import { importPriceBook } from './import-price-book.ts';
import type { ReconcileOutcome } from './keep-run.ts';
import { reconcile } from './reconcile.ts';

const PRACTICE = 'practice';

/** Whether a workspace holds the practice period, and nothing of anybody's. */
export const isPractice = (database: ReadableDatabase): boolean => readSetting(database, PRACTICE) === 'true';

/**
 * Loads the practice period into an empty workspace, which is marked for good, and reconciles it. The audit log of a
 * workspace can't be cleared, so practice never goes into one that holds a person's own files.
 *
 * Throws PRACTICE_ELSEWHERE.
 */
export async function loadPractice(workspace: Workspace, context: JobContext): Promise<ReconcileOutcome> {
  const { database, ports } = workspace;
  if (!isPractice(database)) {
    if (listBatches(database).length > 0) throw new AppError('PRACTICE_ELSEWHERE');
    database.transaction(() => {
      writeSetting(database, PRACTICE, JSON.stringify(true), ports.clock());
      workspace.record('setting-changed', { practice: false }, { practice: true });
    });
  }
  const { invoice, reports, priceBook } = practiceFiles();
  await importPriceBook(workspace, { path: priceBook, name: basename(priceBook) }, context);
  return reconcile(workspace, { invoices: [invoice], reports, read: {}, parameters: {} }, context);
}
