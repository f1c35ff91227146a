import type { SheetRow } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { TableFile } from './table-file-types.ts';

/** The rows of a table in blocks, whatever its format hands out. */
export const rowBlocks = (
  file: TableFile,
  tableIndex: number,
  context: JobContext,
): AsyncIterable<readonly SheetRow[]> =>
  file.rowBlocks?.(tableIndex, context) ?? single(file.rows(tableIndex, context));

async function* single(rows: AsyncIterable<SheetRow>): AsyncIterable<readonly SheetRow[]> {
  for await (const row of rows) yield [row];
}
