import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '#engine/context.ts';
import { openReadOnly } from '#engine/db/connection.ts';
import type { ReadableDatabase } from '#engine/db/handles.ts';
import { openArchive } from '#engine/importers/tabular/archive/archive.ts';
import { openFileSource } from '#engine/importers/tabular/byte-source.ts';
import { DEFAULT_TABLE_LIMITS } from '#engine/importers/tabular/table-limits.ts';
import { doctor } from '#engine/services/doctor.ts';
import { calmContext, inWorkspace, type Desk } from './desk.ts';
import { workspaceOf } from './desk-paths.ts';

/** What a desk is found to be. */
export interface Look {
  /** What the workspace holds, as a text to compare; undefined where it says that a restore was cut short. */
  readonly state: string | undefined;
  /** What must not be. */
  readonly findings: readonly string[];
}

/** What stays of an attempt and says nothing: the log of acts, and texts that rows refer to by number. */
const NOT_COMPARED = new Set(['event', 'migration', 'id_key', 'term', 'usage_window', 'sqlite_sequence']);

/** Opens the workspace as any start does, and looks at everything that must hold after a crash. */
export async function lookAt(desk: Desk): Promise<Look> {
  const missing = await restoreCutShort(desk);
  if (missing) return { state: undefined, findings: [] };
  return inWorkspace(desk, async (workspace) => {
    const findings = [
      ...(await doctorFindings(workspace)),
      ...brokenBatches(workspace),
      ...leftovers(workspace),
      ...brokenCopies(workspace),
      ...(await brokenOutputs(desk)),
    ];
    return { state: stateOf(workspace), findings };
  });
}

/** Between two renames of a restore there is no workspace. Then opening must say so, and make no new one. */
async function restoreCutShort(desk: Desk): Promise<boolean> {
  if (existsSync(workspaceOf(desk))) return false;
  try {
    await inWorkspace(desk, () => undefined);
    return false;
  } catch (error) {
    const isSaid = error instanceof AppError && error.code === 'WORKSPACE_DAMAGED';
    if (isSaid && !existsSync(workspaceOf(desk))) return true;
    throw error;
  }
}

async function doctorFindings(workspace: Workspace): Promise<readonly string[]> {
  const { findings } = await doctor(workspace, calmContext());
  return findings
    .filter(({ check, status }) => status === 'error' || (status === 'warning' && check !== 'disk-space'))
    .map(({ check, details }) => `${check}: ${details.join(', ')}`);
}

/** The rows that are there are the rows of which the batches speak. */
function brokenBatches({ database }: Workspace): readonly string[] {
  const held = countOf(database, 'SELECT count(*) AS count FROM usage_row');
  const stated = countOf(
    database,
    "SELECT coalesce(sum(rows_stored), 0) AS count FROM batch WHERE kind = 'report'",
  );
  return held === stated ? [] : [`${String(held)} usage rows are held, ${String(stated)} were stored`];
}

const countOf = (database: ReadableDatabase, sql: string): bigint =>
  database.prepare<{ count: bigint }>(sql).get()?.count ?? -1n;

/** Once it was opened, nothing half-made lies in a workspace. */
function leftovers({ folder }: Workspace): readonly string[] {
  return ['sources', 'backups']
    .flatMap((name) => readdirSync(join(folder, name)))
    .filter((name) => /\.partial|\.new$|-journal$/.test(name))
    .map((name) => `left behind: ${name}`);
}

/** A copy that has its name is a whole database. */
function brokenCopies({ folder }: Workspace): readonly string[] {
  return readdirSync(join(folder, 'backups'))
    .filter((name) => name.endsWith('.db'))
    .flatMap((name) => {
      const copy = openReadOnly(join(folder, 'backups', name));
      try {
        const check = String(copy.pragma('integrity_check')[0]?.['integrity_check']);
        return check === 'ok' ? [] : [`${name}: ${check}`];
      } finally {
        copy.close();
      }
    });
}

/** What stands under its own name is whole: a zip whose every member has its checksum, or a text to its last line. */
async function brokenOutputs(desk: Desk): Promise<readonly string[]> {
  const folder = join(desk.folder, 'out');
  if (!existsSync(folder)) return [];
  const findings: string[] = [];
  for (const name of readdirSync(folder).filter((file) => !file.startsWith('.'))) {
    const path = join(folder, name);
    if (name.endsWith('.csv')) {
      const text = readFileSync(path, 'utf8');
      if (text !== 'of last month' && !text.endsWith('\r\n')) findings.push(`${name} is cut short`);
    } else await readArchive(path).catch((error: unknown) => findings.push(`${name}: ${String(error)}`));
  }
  return findings;
}

async function readArchive(path: string): Promise<void> {
  const source = await openFileSource(path);
  try {
    const archive = await openArchive(source, DEFAULT_TABLE_LIMITS);
    if (archive.entries.length === 0) throw new Error('empty');
    for (const entry of archive.entries) {
      let bytes = 0;
      for await (const chunk of archive.stream(entry)) bytes += chunk.length;
      if (bytes !== entry.inflatedBytes) throw new Error(entry.name);
    }
  } finally {
    await source.close();
  }
}

/** Rows by table, what was imported, what runs came to, what persons have said. No times and no ids. */
function stateOf({ database }: Workspace): string {
  const tables = database
    .prepare<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .filter(({ name }) => !NOT_COMPARED.has(name));
  const counts = tables.map(
    ({ name }) => `${name} ${String(countOf(database, `SELECT count(*) AS count FROM ${name}`))}`,
  );
  const texts = [
    'SELECT kind, status, level, rows_read, rows_stored, sum_micros FROM batch ORDER BY 1, 2, 3, 4, 5, 6',
    'SELECT result_hash, verdict FROM run ORDER BY position',
    'SELECT status, reason FROM line_state ORDER BY 1, 2',
    'SELECT role, name, ended_as FROM sign_off ORDER BY 1, 2, 3',
  ].map((sql) =>
    database
      .prepare<Record<string, unknown>>(sql)
      .all()
      .map((row) => Object.values(row).join(' '))
      .join('; '),
  );
  return [...counts, ...texts].join('\n');
}
