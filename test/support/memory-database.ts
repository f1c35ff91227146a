import { openConnection, type Connection } from '#engine/db/connection.ts';
import { bundledMigrations } from '#engine/db/migration-files.ts';
import { migrate } from '#engine/db/migrate.ts';

/** Opens a database of its own in memory, with the tables of a workspace. Whoever opens it closes it. */
export function openMemoryDatabase(): Connection {
  const connection = openConnection(':memory:');
  migrate(connection, bundledMigrations(), { clock: () => '2026-01-01T00:00:00Z', backUp: () => undefined });
  return connection;
}
