import { AppError } from '#core/errors.ts';
import type { Steps } from '#core/steps.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch } from '../repositories/batches.ts';
import { openLineUsers, type LineUsers } from '../repositories/line-users.ts';
import { findRun, readRunHead } from '../repositories/runs.ts';
import { forgetExcludedRows } from '../repositories/usage-exclusion.ts';
import { selectUsage } from '../repositories/usage-of-key.ts';

/** The users beneath the lines of a run, out of the reports that the run has read. Throws RUN_UNKNOWN. */
export function* openUsersOfRun(
  database: ReadableDatabase,
  runId: string,
  groupsAStep?: number,
): Steps<LineUsers> {
  const run = findRun(database, runId);
  const head = readRunHead(database, runId);
  if (run === undefined || head === undefined) throw new AppError('RUN_UNKNOWN');
  const reports = run.batchIds
    .map((id) => findBatch(database, id))
    .filter((batch) => batch?.kind === 'report' && batch.level === 'user')
    .filter((batch) => batch !== undefined);
  const selection = yield* selectUsage(database, reports, run.period);
  try {
    return yield* openLineUsers(database, head.position, selection, groupsAStep);
  } finally {
    forgetExcludedRows(database, selection.exclusion);
  }
}
