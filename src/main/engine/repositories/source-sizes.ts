import type { ReadableDatabase } from '../db/handles.ts';

/** How many files of evidence there are, and their bytes. */
export function evidenceSize(database: ReadableDatabase): { readonly files: number; readonly bytes: number } {
  const record = database
    .prepare<{ files: bigint; bytes: bigint | null }>(
      'SELECT count(*) AS files, sum(bytes) AS bytes FROM source_file',
    )
    .get();
  return { files: Number(record?.files ?? 0n), bytes: Number(record?.bytes ?? 0n) };
}
