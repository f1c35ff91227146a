import type { IssueSeverity, RowIssue } from '#core/source.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

interface IssueRecord {
  code: string;
  severity: IssueSeverity;
  sha256: string;
  sheet: string | null;
  row: bigint | null;
  column_name: string | null;
  text: string | null;
}

/** Keeps the issues of a batch. Call it within a transaction. */
export function addIssues(database: WritableDatabase, batchId: number, issues: readonly RowIssue[]): void {
  const insert = database.prepare(
    'INSERT INTO row_issue (batch_id, code, severity, sheet, row, column_name, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const issue of issues) {
    insert.run(
      batchId,
      issue.code,
      issue.severity,
      issue.sheet ?? null,
      issue.row ?? null,
      issue.column ?? null,
      issue.text ?? null,
    );
  }
}

/** The issues of the given batches, in their order, those of one batch by source row. */
export function listIssues(database: ReadableDatabase, batchIds: readonly number[]): readonly RowIssue[] {
  const select = database.prepare<IssueRecord>(
    `SELECT i.code, i.severity, s.sha256, i.sheet, i.row, i.column_name, i.text
     FROM row_issue i JOIN batch b ON b.id = i.batch_id JOIN source_file s ON s.id = b.source_file_id
     WHERE i.batch_id = ? ORDER BY i.row, i.id`,
  );
  return batchIds.flatMap((batchId) => select.all(batchId).map(toIssue));
}

/** How many issues of each severity a batch has. */
export function countIssues(
  database: ReadableDatabase,
  batchId: number,
): { readonly error: number; readonly warning: number; readonly info: number } {
  const counted = { error: 0, warning: 0, info: 0 };
  const records = database
    .prepare<{ severity: IssueSeverity; count: bigint }>(
      'SELECT severity, count(*) AS count FROM row_issue WHERE batch_id = ? GROUP BY severity',
    )
    .all(batchId);
  for (const { severity, count } of records) counted[severity] = Number(count);
  return counted;
}

const toIssue = (record: IssueRecord): RowIssue => ({
  code: record.code,
  severity: record.severity,
  source: record.sha256,
  sheet: record.sheet ?? undefined,
  row: record.row === null ? undefined : Number(record.row),
  column: record.column_name ?? undefined,
  text: record.text ?? undefined,
});
