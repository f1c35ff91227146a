import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection, type Connection } from '#engine/db/connection.ts';
import { migrate } from '#engine/db/migrate.ts';
import { bundledMigrations } from '#engine/db/migration-files.ts';

/**
 * Turns a workspace into what it would be had the Tieout of that many migrations made it: the same rows, in the tables
 * and columns of then.
 */
export function makeOldWorkspace(folder: string, version: number): void {
  const path = join(folder, 'tieout.db');
  const old = `${path}.old`;
  const connection = openConnection(old);
  try {
    const files = bundledMigrations().filter(({ name }) => Number(name.slice(0, 4)) <= version);
    migrate(connection, files, { clock: () => '2026-10-31T09:00:00.000Z', backUp: () => undefined });
    copyRows(connection, path);
  } finally {
    connection.close();
  }
  renameSync(old, path);
  rmSync(join(folder, 'tieout.closed.json'), { force: true });
}

function copyRows(connection: Connection, from: string): void {
  const { database } = connection;
  connection.pragma('foreign_keys = OFF');
  database.prepare('ATTACH ? AS present').run(from);
  const tables = database
    .prepare<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migration' AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  for (const { name } of tables) {
    const held = connection.pragma(`present.table_info(${name})`).map((column) => String(column['name']));
    const columns = connection
      .pragma(`table_info(${name})`)
      .map((column) => String(column['name']))
      .filter((column) => held.includes(column))
      .join(', ');
    if (columns !== '') {
      database.execute(`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM present.${name}`);
    }
  }
  database.execute('DETACH present');
}
