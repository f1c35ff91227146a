import { AppError } from '#core/errors.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { SheetId } from '#core/workbook/sheets.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch, type Batch } from '../repositories/batches.ts';
import { openVariances } from '../repositories/open-variances.ts';
import { findRun, readRunHead } from '../repositories/runs.ts';
import { stalenessOf, type Staleness } from './period-standing.ts';

/** What the workbook of a run will say and hold, before it is written. */
export interface ExportPreview {
  /** The result without its lines. */
  readonly result: ResultDocument;
  readonly exceptions: number;
  /** Rows by sheet, where they are known beforehand. */
  readonly rows: Readonly<Partial<Record<SheetId, number>>>;
  readonly stale: readonly Staleness[];
}

/** Looks at what would be exported. Throws RUN_UNKNOWN. */
export function previewExport(database: ReadableDatabase, runId: string): ExportPreview {
  const run = findRun(database, runId);
  const head = readRunHead(database, runId);
  if (run === undefined || head === undefined) throw new AppError('RUN_UNKNOWN');
  const batches = run.batchIds.map((id) => findBatch(database, id)).filter((batch) => batch !== undefined);
  const sum = (held: readonly Batch[], count: (batch: Batch) => number): number =>
    held.reduce((total, batch) => total + count(batch), 0);
  const usage = Object.fromEntries(
    USAGE_LEVELS.map((level) => [
      `usage-${level}`,
      sum(
        batches.filter((batch) => batch.level === level),
        ({ counts }) => counts.stored,
      ),
    ]),
  );
  const { lines } = openVariances(database, head.position);
  return {
    result: head.result,
    exceptions: lines,
    rows: {
      ...usage,
      checks: head.result.checks.length,
      exceptions: lines,
      'invoice-lines': sum(
        batches.filter(({ kind }) => kind === 'invoice'),
        ({ counts }) => counts.read,
      ),
    },
    stale: stalenessOf(database, run),
  };
}
