import { createHash } from 'node:crypto';
import { AppError } from '#core/errors.ts';
import { compareText } from '#core/compare.ts';
import type { Connection } from './connection.ts';

/** A migration as it stands in `migrations/`: `0001-initial.sql` and its text. */
export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
}

/** A migration that the database has been through. */
export interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
}

interface Migration extends AppliedMigration {
  readonly sql: string;
}

const FILE_NAME = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;

const LEDGER = `CREATE TABLE IF NOT EXISTS migration (
  version    INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  applied_at TEXT NOT NULL
) STRICT`;

/**
 * Brings the database to the newest version and returns the versions applied now.
 *
 * Each migration runs in one transaction together with its line in the ledger; `backUp` runs before the first one
 * that touches a database with content. Refuses, before anything is changed, a database from a newer Tieout
 * (WORKSPACE_NEWER) and one that was migrated with a file that has been edited since (MIGRATION_EDITED).
 */
export function migrate(
  connection: Connection,
  files: readonly MigrationFile[],
  host: { readonly clock: () => string; readonly backUp: (fromVersion: number) => void },
): readonly number[] {
  const migrations = orderMigrations(files);
  const applied = appliedMigrations(connection);
  checkLedger(applied, migrations);
  const pending = migrations.slice(applied.length);
  if (pending.length === 0) return [];
  if (hasTables(connection)) host.backUp(applied.length);
  const { database } = connection;
  for (const migration of pending) {
    database.transaction(() => {
      database.execute(LEDGER);
      database.execute(migration.sql);
      database
        .prepareFresh('INSERT INTO migration (version, name, sha256, applied_at) VALUES (?, ?, ?, ?)')
        .run(migration.version, migration.name, migration.sha256, host.clock());
    });
  }
  return pending.map((migration) => migration.version);
}

/** The ledger, oldest first; empty for a new database. */
export function appliedMigrations(connection: Connection): readonly AppliedMigration[] {
  const { database } = connection;
  const ledger = database
    .prepareFresh("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'")
    .get();
  if (ledger === undefined) return [];
  return database
    .prepareFresh<{ version: bigint; name: string; sha256: string }>(
      'SELECT version, name, sha256 FROM migration ORDER BY version',
    )
    .all()
    .map((line) => ({ ...line, version: Number(line.version) }));
}

/** Orders the files and refuses a gap, a repeated number or a name out of form: mistakes of ours, found by any start. */
function orderMigrations(files: readonly MigrationFile[]): readonly Migration[] {
  return [...files]
    .sort((a, b) => compareText(a.name, b.name))
    .map((file, index) => {
      const version = Number(FILE_NAME.exec(file.name)?.[1]);
      if (version !== index + 1) {
        throw new Error(`Migration ${file.name}: expected number ${index + 1}, named NNNN-kebab-name.sql`);
      }
      // A checkout may turn line ends; that is no edit.
      const sql = file.sql.replaceAll('\r\n', '\n');
      return { version, name: file.name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

function checkLedger(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const newest = applied.at(-1)?.version ?? 0;
  if (newest > migrations.length) {
    throw new AppError('WORKSPACE_NEWER', { found: String(newest), known: String(migrations.length) });
  }
  for (const [index, line] of applied.entries()) {
    const migration = migrations[index];
    if (line.version !== index + 1 || line.name !== migration?.name || line.sha256 !== migration.sha256) {
      throw new AppError('MIGRATION_EDITED', { migration: line.name });
    }
  }
}

const hasTables = (connection: Connection): boolean =>
  connection.database.prepareFresh("SELECT 1 FROM sqlite_schema WHERE type = 'table' LIMIT 1").get() !==
  undefined;
