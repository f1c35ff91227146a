import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { findLastRun, findRun, readRunHead, type Run } from '../../repositories/runs.ts';

/** A run, and its place in the database. */
export interface PlacedRun {
  readonly run: Run;
  readonly position: bigint;
}

/** The run that a person looks at. Throws RUN_UNKNOWN. */
export function placedRun(database: ReadableDatabase, runId: string): PlacedRun {
  const run = findRun(database, runId);
  if (run === undefined) throw new AppError('RUN_UNKNOWN');
  return { run, position: defined(readRunHead(database, runId), 'the run is there').position };
}

/** The same, where it must be the newest of its month: rules are set on what is in force. Throws RUN_NOT_CURRENT. */
export function currentRun(database: ReadableDatabase, runId: string): PlacedRun {
  const placed = placedRun(database, runId);
  if (findLastRun(database, placed.run.period)?.id !== runId) throw new AppError('RUN_NOT_CURRENT');
  return placed;
}
