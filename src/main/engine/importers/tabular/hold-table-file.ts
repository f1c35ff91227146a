import type { SheetRow } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { TableFile } from './table-file-types.ts';

/** A file whose rows are in memory: it may be read as often as needed, and needs no password and no closing. */
export interface HeldTableFile extends TableFile {
  /** The rows of a table, as they stand in the file. */
  readonly rowsOf: (tableIndex: number) => readonly SheetRow[];
  /** Rows of all tables together: what it costs to hold. */
  readonly rowCount: number;
}

/** Reads every row of a file into memory. The file itself stays open: its owner closes it. */
export async function holdTableFile(file: TableFile, context: JobContext): Promise<HeldTableFile> {
  const held: (readonly SheetRow[])[] = [];
  for (const index of file.tables.keys()) {
    const rows: SheetRow[] = [];
    for await (const row of file.rows(index, context)) rows.push(row);
    held.push(rows);
  }
  const rowsOf = (index: number): readonly SheetRow[] => held[index] ?? [];
  return {
    format: file.format,
    encoding: file.encoding,
    delimiter: file.delimiter,
    tables: file.tables,
    skippedMembers: file.skippedMembers,
    rowsOf,
    rowCount: held.reduce((sum, rows) => sum + rows.length, 0),
    rows: (index, reading) => handOut(rowsOf(index), reading),
    close: () => Promise.resolve(),
  };
}

/** A checkpoint once in so many rows. */
const CHECK_ROWS = 4096;

async function* handOut(rows: readonly SheetRow[], context: JobContext): AsyncIterable<SheetRow> {
  for (const [index, row] of rows.entries()) {
    if (index % CHECK_ROWS === 0) await context.checkpoint();
    yield row;
  }
}
