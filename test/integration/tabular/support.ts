import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#core/errors.ts';
import type { SheetRow } from '#core/tabular/table.ts';
import type { JobContext, JobProgress } from '#engine/jobs/job-context.ts';
import {
  openTableFile,
  type TableFile,
  type TableFileOptions,
} from '#engine/importers/tabular/table-file.ts';

/** A job without a host: it is aborted by its controller, and keeps what was reported. */
export function testJob(): JobContext & { readonly abort: () => void; readonly progress: JobProgress[] } {
  const controller = new AbortController();
  const progress: JobProgress[] = [];
  return {
    signal: controller.signal,
    progress,
    abort: () => {
      controller.abort();
    },
    checkpoint: () =>
      controller.signal.aborted ? Promise.reject(new AppError('CANCELLED')) : Promise.resolve(),
    report: (step) => progress.push(step),
  };
}

/** The path of a file that is checked in. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/tabular/${name}`, import.meta.url));

/** All rows of a stream. */
export async function allOf(stream: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of stream) rows.push(row);
  return rows;
}

/** What a table file says, read as a whole. */
export interface ReadFile {
  readonly file: TableFile;
  /** The rows of each table. */
  readonly tables: readonly (readonly SheetRow[])[];
}

/** Opens a file, reads all of its tables and closes it. */
export async function readTables(path: string, options: TableFileOptions = {}): Promise<ReadFile> {
  const job = testJob();
  const file = await openTableFile(path, options, job);
  try {
    const tables: SheetRow[][] = [];
    for (const index of file.tables.keys()) tables.push(await allOf(file.rows(index, job)));
    return { file, tables };
  } finally {
    await file.close();
  }
}

/** Writes bytes to a file of its own and hands its path to the body; the file is removed afterwards. */
export async function withFile<T>(
  name: string,
  content: Uint8Array | string,
  body: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tieout-tabular-'));
  try {
    const path = join(folder, name);
    await writeFile(path, content);
    return await body(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a file with this content. */
export const readContent = (
  name: string,
  content: Uint8Array | string,
  options: TableFileOptions = {},
): Promise<ReadFile> => withFile(name, content, (path) => readTables(path, options));

/** The error that something ends with. */
export async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Expected an error, and there was none.');
}
