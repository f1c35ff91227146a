import { migrate, type MigrationFile } from './migrate.ts';
import { openConnection, type Connection } from './connection.ts';

/**
 * Names what a database has that its migrations do not make, or lacks, or has otherwise: SQLite's own check looks at
 * the structure of the file, and takes a column that is called something else for what it says. Undefined where all
 * is as it is to be.
 */
export function findForeignSchema(
  connection: Connection,
  migrations: readonly MigrationFile[],
): string | undefined {
  const model = openConnection(':memory:');
  try {
    migrate(model, migrations, { clock: () => '1970-01-01T00:00:00.000Z', backUp: () => undefined });
    const expected = schemaOf(model);
    const found = schemaOf(connection);
    return [...new Set([...expected.keys(), ...found.keys()])].find(
      (name) => expected.get(name) !== found.get(name),
    );
  } finally {
    model.close();
  }
}

/** Each object's definition by its kind and name. Versions of SQLite differ in how they quote and space what they rewrite. */
function schemaOf({ database }: Connection): ReadonlyMap<string, string> {
  const objects = database
    .prepareFresh<{ type: string; name: string; tbl_name: string; sql: string }>(
      // Quoted: one bit makes bytes of a text, and SQLite reads them as the same.
      "SELECT type, name, tbl_name, quote(sql) AS sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  return new Map(
    objects.map(({ type, name, tbl_name: table, sql }) => [
      `${type} ${name}`,
      `${table} ${sql.replaceAll(/[\s"]/g, '')}`,
    ]),
  );
}
