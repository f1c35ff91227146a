import { defined } from '#core/assert.ts';
import type { Period, PlainDate } from '#core/period.ts';
import {
  withLines,
  type CheckFailureDocument,
  type CheckId,
  type LineDocument,
  type ResultDocument,
  type ResultHead,
  type Verdict,
} from '#core/reconcile/result-document.ts';
import { finish, type Steps } from '#core/steps.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';
import { addCheckFailures } from './check-failures.ts';
import { addResultLines, readResultLines, type KeptLine } from './result-lines.ts';
import type { LinesDigest } from './row-texts.ts';

/** A reconciliation as the workspace keeps it, without its result. */
export interface Run {
  readonly id: string;
  readonly period: Period;
  readonly verdict: Verdict;
  /** sha256 over the inputs' sha256s, lower-case hex. */
  readonly inputsHash: string;
  /** The effective parameters as JSON, and their sha256. */
  readonly parameters: string;
  readonly parametersHash: string;
  /** `sha256:` and 64 hex digits. */
  readonly resultHash: string;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  /** The readings it was made from, in ascending order. */
  readonly batchIds: readonly number[];
}

interface RunRecord {
  position: bigint;
  id: string;
  period_start: PlainDate;
  period_end: PlainDate;
  verdict: Verdict;
  inputs_hash: string;
  parameters: string;
  parameters_hash: string;
  result_hash: string;
  created_at: string;
}

const SELECT = `SELECT position, id, period_start, period_end, verdict, inputs_hash, parameters, parameters_hash,
  result_hash, created_at FROM run`;

/** What a run has come to: told by its lines once all of them are kept. */
export interface KeptResult {
  readonly lines: Iterable<KeptLine>;
  /** Asked for after the last line. */
  readonly head: () => ResultHead;
  readonly failures: ReadonlyMap<CheckId, readonly CheckFailureDocument[]>;
}

const keptLines = (lines: readonly LineDocument[]): readonly KeptLine[] =>
  lines.map((line) => ({ line, document: JSON.stringify(line) }));

/** A run that has been kept. */
export interface KeptRun {
  readonly position: number | bigint;
  readonly head: ResultHead;
  readonly lines: LinesDigest;
}

/**
 * Keeps a run with its result and what fails its checks, step by step: a transaction must be open around all of them,
 * and around the entry in the audit log.
 */
export function* addRun(
  database: WritableDatabase,
  run: Omit<Run, 'resultHash'>,
  { lines, head, failures }: KeptResult,
): Steps<KeptRun> {
  // The hash is taken while the lines are written, and stands here once they are.
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
      '{}',
      'sha256:',
      run.createdAt,
    );
  const insert = database.prepare('INSERT INTO run_batch (run_position, batch_id) VALUES (?, ?)');
  for (const batchId of new Set(run.batchIds)) insert.run(lastInsertRowid, batchId);
  const digest = yield* addResultLines(database, lastInsertRowid, lines);
  yield* addCheckFailures(database, lastInsertRowid, failures);
  const result = head();
  database
    .prepare('UPDATE run SET result = ?, result_hash = ? WHERE position = ?')
    .run(headText(result), result.resultHash, lastInsertRowid);
  return { position: lastInsertRowid, head: result, lines: digest };
}

/** The document as `run.result` keeps it: its lines stand in a table of their own. */
const headText = (head: ResultHead): string => JSON.stringify(withLines(head, []));

/**
 * Moves the lines of runs that still have them within their result, as runs had before there was a table for them.
 * Call it at the opening of a workspace; it does nothing once it is done.
 */
export function settleRunLines(database: WritableDatabase): void {
  const pending = database
    .prepare<{ position: bigint }>('SELECT position FROM run WHERE lines IS NULL ORDER BY position')
    .all();
  for (const { position } of pending) {
    database.transaction(() => {
      const record = database
        .prepare<{ result: string }>('SELECT result FROM run WHERE position = ?')
        .get(position);
      if (record === undefined) return;
      const result = JSON.parse(record.result) as ResultDocument;
      const text = JSON.stringify({ ...result, lines: [] });
      database.prepare('UPDATE run SET result = ? WHERE position = ?').run(text, position);
      finish(addResultLines(database, position, keptLines(result.lines)));
    });
  }
}

/** A run by its id, or undefined. */
export function findRun(database: ReadableDatabase, id: string): Run | undefined {
  const record = database.prepare<RunRecord>(`${SELECT} WHERE id = ?`).get(id);
  return record && toRun(database, record);
}

/** The newest run of exactly these days, or undefined. */
export function findLastRun(database: ReadableDatabase, period: Period): Run | undefined {
  const record = database
    .prepare<RunRecord>(`${SELECT} WHERE period_start = ? AND period_end = ? ORDER BY position DESC LIMIT 1`)
    .get(period.start, period.end);
  return record && toRun(database, record);
}

/** Every run, newest first. */
export const listRuns = (database: ReadableDatabase): readonly Run[] =>
  database
    .prepare<RunRecord>(`${SELECT} ORDER BY position DESC`)
    .all()
    .map((record) => toRun(database, record));

/** The runs that were made from a reading, newest first. */
export const runsOfBatch = (database: ReadableDatabase, batchId: number): readonly Run[] =>
  database
    .prepare<RunRecord>(
      `${SELECT} WHERE position IN (SELECT run_position FROM run_batch WHERE batch_id = ?) ORDER BY position DESC`,
    )
    .all(batchId)
    .map((record) => toRun(database, record));

/** The result of a run, to the last character the document that was kept; undefined where there is no such run. */
export const readRunResult = (database: ReadableDatabase, id: string): ResultDocument | undefined =>
  finish(readRunResultInSteps(database, id));

/** The same, page by page of its lines. */
export function* readRunResultInSteps(
  database: ReadableDatabase,
  id: string,
): Steps<ResultDocument | undefined> {
  const head = readRunHead(database, id);
  return head && { ...head.result, lines: yield* readResultLines(database, head.position) };
}

/** Where a run that is kept stands among all of them. */
export const runPosition = (database: ReadableDatabase, id: string): bigint =>
  defined(
    database.prepare<{ position: bigint }>('SELECT position FROM run WHERE id = ?').get(id),
    'the run was kept',
  ).position;

/** A run's result without its lines, and how many they are; undefined where there is no such run. */
export function readRunHead(
  database: ReadableDatabase,
  id: string,
): { readonly position: bigint; readonly lines: number; readonly result: ResultDocument } | undefined {
  const record = database
    .prepare<{ position: bigint; lines: bigint; result: string }>(
      'SELECT position, lines, result FROM run WHERE id = ?',
    )
    .get(id);
  return (
    record && {
      position: record.position,
      lines: Number(record.lines),
      result: JSON.parse(record.result) as ResultDocument,
    }
  );
}

function toRun(database: ReadableDatabase, record: RunRecord): Run {
  const batches = database
    .prepare<{ batch_id: bigint }>('SELECT batch_id FROM run_batch WHERE run_position = ? ORDER BY batch_id')
    .all(record.position);
  return {
    id: record.id,
    period: { start: record.period_start, end: record.period_end },
    verdict: record.verdict,
    inputsHash: record.inputs_hash,
    parameters: record.parameters,
    parametersHash: record.parameters_hash,
    resultHash: record.result_hash,
    createdAt: record.created_at,
    batchIds: batches.map(({ batch_id: batchId }) => Number(batchId)),
  };
}
