import type { HeaderColumn } from '#core/mapping/header-drift.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** A saved mapping, in one of its versions. */
export interface TemplateVersion {
  readonly templateId: number;
  readonly name: string;
  /** 1, 2, 3, ...; the highest counts. */
  readonly version: number;
  readonly headerFingerprint: string;
  /** The header that it was saved with. */
  readonly columns: readonly HeaderColumn[];
  /** An `InvoiceMapping` as JSON. */
  readonly mapping: string;
  /** The file that it was made from. */
  readonly fileName: string;
  /** When this version was saved: UTC, ISO 8601. */
  readonly createdAt: string;
  /** Active invoices that were imported with any of its versions. */
  readonly uses: number;
}

interface TemplateRecord {
  template_id: bigint;
  name: string;
  version: bigint;
  header_fingerprint: string;
  columns: string;
  mapping: string;
  file_name: string;
  created_at: string;
  uses: bigint;
}

const SELECT = `
  SELECT v.*, t.name,
    (SELECT count(*) FROM template_use u JOIN batch b ON b.id = u.batch_id
     WHERE u.template_id = t.id AND b.status = 'active') AS uses
  FROM template_version v JOIN template t ON t.id = v.template_id`;
const NEWEST = 'v.version = (SELECT max(version) FROM template_version WHERE template_id = t.id)';

/** Every template in its newest version, those saved last first. */
export const listTemplates = (database: ReadableDatabase): readonly TemplateVersion[] =>
  database
    .prepare<TemplateRecord>(
      `${SELECT} WHERE t.deleted_at IS NULL AND ${NEWEST} ORDER BY v.created_at DESC, t.id DESC`,
    )
    .all()
    .map(toVersion);

/** A template in its newest version; undefined where it does not exist or was deleted. */
export function findTemplate(database: ReadableDatabase, templateId: number): TemplateVersion | undefined {
  const record = database
    .prepare<TemplateRecord>(`${SELECT} WHERE t.id = ? AND t.deleted_at IS NULL AND ${NEWEST}`)
    .get(templateId);
  return record && toVersion(record);
}

/** The template of a name, or undefined. */
export function templateOfName(database: ReadableDatabase, name: string): number | undefined {
  const record = database
    .prepare<{ id: bigint }>('SELECT id FROM template WHERE name = ? AND deleted_at IS NULL')
    .get(name);
  return record && Number(record.id);
}

/** Begins a template; its first version is added with {@link addTemplateVersion}. */
export function createTemplate(database: WritableDatabase, name: string, now: string): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO template (name, created_at) VALUES (?, ?)')
    .run(name, now);
  return Number(lastInsertRowid);
}

/** Adds a version to a template and gives back its number. */
export function addTemplateVersion(
  database: WritableDatabase,
  version: Pick<
    TemplateVersion,
    'templateId' | 'headerFingerprint' | 'columns' | 'mapping' | 'fileName' | 'createdAt'
  >,
): number {
  const next = database
    .prepare<{ next: bigint }>(
      'SELECT coalesce(max(version), 0) + 1 AS next FROM template_version WHERE template_id = ?',
    )
    .get(version.templateId);
  const number = Number(next?.next ?? 1n);
  database
    .prepare(
      `INSERT INTO template_version (template_id, version, header_fingerprint, columns, mapping, file_name, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      version.templateId,
      number,
      version.headerFingerprint,
      JSON.stringify(version.columns),
      version.mapping,
      version.fileName,
      version.createdAt,
    );
  return number;
}

/** Gives a template another name. */
export function renameTemplate(database: WritableDatabase, templateId: number, name: string): void {
  database.prepare('UPDATE template SET name = ? WHERE id = ?').run(name, templateId);
}

/** Takes a template out of the list; its versions stay for the imports that used them. */
export function hideTemplate(database: WritableDatabase, templateId: number, now: string): void {
  database.prepare('UPDATE template SET deleted_at = ? WHERE id = ?').run(now, templateId);
}

/** Notes that an invoice was imported with a version. Call it in the import's last transaction. */
export function noteTemplateUse(
  database: WritableDatabase,
  batchId: number,
  { templateId, version }: { readonly templateId: number; readonly version: number },
): void {
  database
    .prepare('INSERT INTO template_use (batch_id, template_id, version) VALUES (?, ?, ?)')
    .run(batchId, templateId, version);
}

/** The active invoice that was imported last with a template, another file than the given one; or undefined. */
export function lastUseOfTemplate(
  database: ReadableDatabase,
  templateId: number,
  exceptSha256: string,
): number | undefined {
  const record = database
    .prepare<{ batch_id: bigint }>(
      `SELECT u.batch_id FROM template_use u JOIN batch b ON b.id = u.batch_id
       JOIN source_file s ON s.id = b.source_file_id
       WHERE u.template_id = ? AND b.status = 'active' AND s.sha256 <> ? ORDER BY u.batch_id DESC LIMIT 1`,
    )
    .get(templateId, exceptSha256);
  return record && Number(record.batch_id);
}

const toVersion = (record: TemplateRecord): TemplateVersion => ({
  templateId: Number(record.template_id),
  name: record.name,
  version: Number(record.version),
  headerFingerprint: record.header_fingerprint,
  columns: JSON.parse(record.columns) as HeaderColumn[],
  mapping: record.mapping,
  fileName: record.file_name,
  createdAt: record.created_at,
  uses: Number(record.uses),
});
