import type { SourceId } from '#core/source.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** A file of evidence that the workspace holds. */
export interface SourceFile {
  readonly id: number;
  readonly sha256: SourceId;
  readonly bytes: number;
  /** As the person knows it, without its folder. */
  readonly name: string;
  /** Within the workspace's folder, with `/`. */
  readonly storedPath: string;
  /** What it turned out to be: `csv`, `xlsx`, ... */
  readonly media: string;
  readonly encoding: string | undefined;
  /** UTC, ISO 8601. */
  readonly importedAt: string;
}

interface SourceFileRecord {
  id: bigint;
  sha256: string;
  bytes: bigint;
  name: string;
  stored_path: string;
  media: string;
  encoding: string | null;
  imported_at: string;
}

/** The file with these bytes, or undefined. */
export function findSourceFile(database: ReadableDatabase, sha256: SourceId): SourceFile | undefined {
  const record = database.prepare<SourceFileRecord>('SELECT * FROM source_file WHERE sha256 = ?').get(sha256);
  return record && toSourceFile(record);
}

/** Every file held, by sha256. */
export const listSourceFiles = (database: ReadableDatabase): readonly SourceFile[] =>
  database.prepare<SourceFileRecord>('SELECT * FROM source_file ORDER BY sha256').all().map(toSourceFile);

/** Enters a file, or returns the id under which its bytes are held already. */
export function keepSourceFile(database: WritableDatabase, file: Omit<SourceFile, 'id'>): number {
  const held = findSourceFile(database, file.sha256);
  if (held) return held.id;
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO source_file (sha256, bytes, name, stored_path, media, encoding, imported_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      file.sha256,
      file.bytes,
      file.name,
      file.storedPath,
      file.media,
      file.encoding ?? null,
      file.importedAt,
    );
  return Number(lastInsertRowid);
}

/** Forgets a file that nothing refers to: what an import that failed leaves behind. */
export function forgetUnusedSourceFile(database: WritableDatabase, sha256: SourceId): void {
  database
    .prepare(
      `DELETE FROM source_file WHERE sha256 = ? AND id NOT IN (SELECT source_file_id FROM batch)
       AND NOT EXISTS (SELECT 1 FROM price_book p WHERE p.source_file_id = source_file.id)`,
    )
    .run(sha256);
}

function toSourceFile(record: SourceFileRecord): SourceFile {
  return {
    id: Number(record.id),
    sha256: record.sha256,
    bytes: Number(record.bytes),
    name: record.name,
    storedPath: record.stored_path,
    media: record.media,
    encoding: record.encoding ?? undefined,
    importedAt: record.imported_at,
  };
}
