import { defined } from '#core/assert.ts';
import { micros, type Micros } from '#core/decimal/micros.ts';
import type { Period, PlainDate } from '#core/period.ts';
import type { SourceId } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase, SqlParameter, WritableDatabase } from '../db/handles.ts';

export type BatchKind = 'report' | 'invoice';
export type BatchStatus = 'pending' | 'active' | 'superseded';

/** Where the rows of a file went: `read = stored + quarantined + blank`. The database refuses anything else. */
export interface BatchCounts {
  readonly read: number;
  readonly stored: number;
  readonly quarantined: number;
  readonly blank: number;
}

/** One reading of one file. */
export interface Batch {
  readonly id: number;
  readonly kind: BatchKind;
  readonly status: BatchStatus;
  readonly sourceId: SourceId;
  readonly fileName: string;
  /** The importer and its version: `report/1`. */
  readonly parser: string;
  /** What the person set about the reading, as JSON. */
  readonly parameters: string;
  readonly parametersHash: string;
  /** Of reports. */
  readonly level: UsageLevel | undefined;
  readonly sheet: string | undefined;
  /** Names of the columns that Tieout does not know, in column order. */
  readonly extraColumns: readonly string[];
  /** First and last day over all rows. */
  readonly window: Period | undefined;
  readonly counts: BatchCounts;
  /** The sum of QUANTITY of a report, of all amounts of an invoice. */
  readonly sum: Micros;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
}

/** A reading that begins. */
export interface NewBatch extends Pick<
  Batch,
  'kind' | 'parser' | 'parameters' | 'parametersHash' | 'level' | 'sheet' | 'extraColumns' | 'createdAt'
> {
  readonly sourceFileId: number;
}

interface BatchRecord {
  id: bigint;
  kind: BatchKind;
  status: BatchStatus;
  sha256: string;
  name: string;
  parser: string;
  parameters: string;
  parameters_hash: string;
  level: UsageLevel | null;
  sheet: string | null;
  extra_columns: string;
  window_start: string | null;
  window_end: string | null;
  rows_read: bigint;
  rows_stored: bigint;
  rows_quarantined: bigint;
  rows_blank: bigint;
  sum_micros: string;
  created_at: string;
}

const SELECT = 'SELECT b.*, s.sha256, s.name FROM batch b JOIN source_file s ON s.id = b.source_file_id';

/** Begins a batch. Nothing sees its rows until it is made active. */
export function createBatch(database: WritableDatabase, batch: NewBatch): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO batch (kind, status, source_file_id, parser, parameters, parameters_hash, level, sheet, extra_columns, created_at)
       VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      batch.kind,
      batch.sourceFileId,
      batch.parser,
      batch.parameters,
      batch.parametersHash,
      batch.level ?? null,
      batch.sheet ?? null,
      JSON.stringify(batch.extraColumns),
      batch.createdAt,
    );
  return Number(lastInsertRowid);
}

/**
 * Makes a batch active, as part of the import's last transaction. Other readings of the same file by the same kind
 * of importer are superseded, and returned: they were read with other parameters, or by an older parser.
 */
export function activateBatch(
  database: WritableDatabase,
  batchId: number,
  outcome: { readonly counts: BatchCounts; readonly sum: Micros; readonly window: Period | undefined },
): readonly number[] {
  const superseded = database
    .prepareFresh<{ id: bigint }>(
      `UPDATE batch SET status = 'superseded'
       WHERE status = 'active' AND (source_file_id, kind) IN (SELECT source_file_id, kind FROM batch WHERE id = ?)
       RETURNING id`,
    )
    .all(batchId);
  const { counts, sum, window } = outcome;
  database
    .prepare(
      `UPDATE batch SET status = 'active', rows_read = ?, rows_stored = ?, rows_quarantined = ?, rows_blank = ?,
         sum_micros = ?, window_start = ?, window_end = ? WHERE id = ? AND status = 'pending'`,
    )
    .run(
      counts.read,
      counts.stored,
      counts.quarantined,
      counts.blank,
      sum.toString(),
      window?.start ?? null,
      window?.end ?? null,
      batchId,
    );
  return superseded.map((record) => Number(record.id));
}

/** Takes an active batch out of use; its rows stay for the runs that were made from them. */
export function supersedeBatch(database: WritableDatabase, batchId: number): void {
  database.prepare("UPDATE batch SET status = 'superseded' WHERE id = ? AND status = 'active'").run(batchId);
}

/** Makes a superseded batch count again: its counts and sums are as they were. */
export function restoreBatch(database: WritableDatabase, batchId: number): void {
  database.prepare("UPDATE batch SET status = 'active' WHERE id = ? AND status = 'superseded'").run(batchId);
}

/** The active readings of a file by one kind of importer. */
export const activeBatchesOfSource = (
  database: ReadableDatabase,
  sourceId: SourceId,
  kind: BatchKind,
): readonly number[] =>
  database
    .prepare<{ id: bigint }>(
      `SELECT b.id FROM batch b JOIN source_file s ON s.id = b.source_file_id
       WHERE b.status = 'active' AND s.sha256 = ? AND b.kind = ? ORDER BY b.id`,
    )
    .all(sourceId, kind)
    .map(({ id }) => Number(id));

/** A page of the imports that have ended, newest first: active ones, and those that a person has undone. */
export function pageOfImports(
  database: ReadableDatabase,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly batches: readonly Batch[] } {
  const shown = "b.status = 'active' OR b.id IN (SELECT batch_id FROM import_undo)";
  const count = database
    .prepare<{ total: bigint }>(`SELECT count(*) AS total FROM batch b WHERE ${shown}`)
    .get();
  const batches = database
    .prepare<BatchRecord>(`${SELECT} WHERE ${shown} ORDER BY b.id DESC LIMIT ? OFFSET ?`)
    .all(limit, offset)
    .map(toBatch);
  return { total: Number(count?.total ?? 0n), batches };
}

/** The active reading of a file with exactly these parameters by this parser, or undefined. */
export function findActiveBatch(
  database: ReadableDatabase,
  key: {
    readonly sourceId: SourceId;
    readonly kind: BatchKind;
    readonly parser: string;
    readonly parametersHash: string;
  },
): Batch | undefined {
  const record = database
    .prepare<BatchRecord>(
      `${SELECT} WHERE b.status = 'active' AND s.sha256 = ? AND b.kind = ? AND b.parser = ? AND b.parameters_hash = ?`,
    )
    .get(key.sourceId, key.kind, key.parser, key.parametersHash);
  return record && toBatch(record);
}

/** A batch by its id, or undefined. */
export function findBatch(database: ReadableDatabase, batchId: number): Batch | undefined {
  const record = database.prepare<BatchRecord>(`${SELECT} WHERE b.id = ?`).get(batchId);
  return record && toBatch(record);
}

/** The batches of a status (active unless told), ordered by kind, sha256 and id. */
export function listBatches(
  database: ReadableDatabase,
  filter: { readonly kind?: BatchKind; readonly status?: BatchStatus } = {},
): readonly Batch[] {
  const parameters: SqlParameter[] = [filter.status ?? 'active'];
  if (filter.kind !== undefined) parameters.push(filter.kind);
  const ofKind = filter.kind === undefined ? '' : 'AND b.kind = ?';
  return database
    .prepare<BatchRecord>(`${SELECT} WHERE b.status = ? ${ofKind} ORDER BY b.kind, s.sha256, b.id`)
    .all(...parameters)
    .map(toBatch);
}

/** The sha256 of the file that a batch, which must be there, was read from. */
export const sourceOfBatch = (database: ReadableDatabase, batchId: number): SourceId =>
  defined(findBatch(database, batchId), `batch ${batchId} was named by the caller`).sourceId;

/** The active batches of a kind whose rows touch a period, ordered by sha256: what the workspace holds for it. */
export function batchesOfPeriod(
  database: ReadableDatabase,
  kind: BatchKind,
  period: Period,
): readonly Batch[] {
  return listBatches(database, { kind }).filter(
    ({ window }) => window !== undefined && window.start <= period.end && period.start <= window.end,
  );
}

function toBatch(record: BatchRecord): Batch {
  return {
    id: Number(record.id),
    kind: record.kind,
    status: record.status,
    sourceId: record.sha256,
    fileName: record.name,
    parser: record.parser,
    parameters: record.parameters,
    parametersHash: record.parameters_hash,
    level: record.level ?? undefined,
    sheet: record.sheet ?? undefined,
    extraColumns: JSON.parse(record.extra_columns) as string[],
    window:
      record.window_start === null || record.window_end === null
        ? undefined
        : { start: record.window_start as PlainDate, end: record.window_end as PlainDate },
    counts: {
      read: Number(record.rows_read),
      stored: Number(record.rows_stored),
      quarantined: Number(record.rows_quarantined),
      blank: Number(record.rows_blank),
    },
    sum: micros(BigInt(record.sum_micros)),
    createdAt: record.created_at,
  };
}
