import type { Period, PlainDate } from '#core/period.ts';
import type { ResultDocument, Verdict } from '#core/reconcile/result-document.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** A reconciliation as it is kept: what it was made from, what came out. */
export interface RunRecord {
  readonly id: string;
  readonly period: Period;
  readonly verdict: Verdict;
  /** sha256 over the sources and how they were read, lower-case hex. */
  readonly inputsHash: string;
  /** The effective parameters, as JSON. */
  readonly parameters: string;
  readonly parametersHash: string;
  readonly resultHash: string;
  readonly createdAt: string;
  readonly batchIds: readonly number[];
}

/** A run to keep, with its whole result. */
export interface NewRun extends RunRecord {
  readonly result: ResultDocument;
}

interface RunRow {
  position: bigint;
  id: string;
  period_start: string;
  period_end: string;
  verdict: string;
  inputs_hash: string;
  parameters: string;
  parameters_hash: string;
  result_hash: string;
  created_at: string;
}

const COLUMNS =
  'position, id, period_start, period_end, verdict, inputs_hash, parameters, parameters_hash, result_hash, created_at';

/** Keeps a run. Call it in a transaction together with its event. */
export function saveRun(database: WritableDatabase, run: NewRun): void {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO run (id, period_start, period_end, verdict, inputs_hash, parameters, parameters_hash, result, result_hash, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      run.id,
      run.period.start,
      run.period.end,
      run.verdict,
      run.inputsHash,
      run.parameters,
      run.parametersHash,
      JSON.stringify(run.result),
      run.resultHash,
      run.createdAt,
    );
  const link = database.prepare('INSERT INTO run_batch (run_position, batch_id) VALUES (?, ?)');
  for (const batchId of run.batchIds) link.run(lastInsertRowid, batchId);
}

/** A run by its id, or undefined. */
export function findRun(database: ReadableDatabase, id: string): RunRecord | undefined {
  const row = database.prepare<RunRow>(`SELECT ${COLUMNS} FROM run WHERE id = ?`).get(id);
  return row && toRun(database, row);
}

/** The newest run of exactly a period, or undefined. */
export function latestRunOfPeriod(database: ReadableDatabase, period: Period): RunRecord | undefined {
  const row = database
    .prepare<RunRow>(
      `SELECT ${COLUMNS} FROM run WHERE period_start = ? AND period_end = ? ORDER BY position DESC LIMIT 1`,
    )
    .get(period.start, period.end);
  return row && toRun(database, row);
}

/** The result of a run; undefined for an id that is not held. */
export function readResult(database: ReadableDatabase, id: string): ResultDocument | undefined {
  const row = database.prepare<{ result: string }>('SELECT result FROM run WHERE id = ?').get(id);
  return row && (JSON.parse(row.result) as ResultDocument);
}

function toRun(database: ReadableDatabase, row: RunRow): RunRecord {
  return {
    id: row.id,
    period: { start: row.period_start as PlainDate, end: row.period_end as PlainDate },
    verdict: row.verdict as Verdict,
    inputsHash: row.inputs_hash,
    parameters: row.parameters,
    parametersHash: row.parameters_hash,
    resultHash: row.result_hash,
    createdAt: row.created_at,
    batchIds: database
      .prepare<{ batch_id: bigint }>('SELECT batch_id FROM run_batch WHERE run_position = ? ORDER BY batch_id')
      .all(row.position)
      .map(({ batch_id: id }) => Number(id)),
  };
}
