import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROW_CLASSES } from '#core/invoice/invoice-row.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConnection, openReadOnly, type Connection } from '#engine/db/connection.ts';
import { bundledMigrations } from '#engine/db/migration-files.ts';
import { appliedMigrations, migrate, type MigrationFile } from '#engine/db/migrate.ts';
import { openDatabase } from '#engine/db/open-database.ts';
import { temporaryFolder, testPorts } from '../../support/workspace.ts';

const FIRST: MigrationFile = {
  name: '0001-first.sql',
  sql: 'CREATE TABLE first (id INTEGER PRIMARY KEY) STRICT;',
};
const SECOND: MigrationFile = {
  name: '0002-second.sql',
  sql: 'CREATE TABLE second (id INTEGER PRIMARY KEY) STRICT;',
};
const BROKEN: MigrationFile = {
  name: '0002-second.sql',
  sql: 'CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
};

function connect(path: string = join(temporaryFolder(), 'test.db')): Connection {
  const connection = openConnection(path);
  onTestFinished(() => {
    connection.close();
  });
  return connection;
}

function run(
  connection: Connection,
  files: readonly MigrationFile[],
): { applied: readonly number[]; copies: number[] } {
  const copies: number[] = [];
  const backUp = (fromVersion: number): void => void copies.push(fromVersion);
  return { applied: migrate(connection, files, { clock: testPorts().clock, backUp }), copies };
}

const tablesOf = (connection: Connection): readonly string[] =>
  connection.database
    .prepareFresh<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name);

describe('migrating', () => {
  it('does nothing without migrations', () => {
    const connection = connect();
    expect(run(connection, [])).toEqual({ applied: [], copies: [] });
    expect(tablesOf(connection)).toEqual([]);
  });

  it('applies all of them to a new database, in the order of their numbers', () => {
    const connection = connect();
    expect(run(connection, [SECOND, FIRST])).toEqual({ applied: [1, 2], copies: [] });
    expect(tablesOf(connection)).toEqual(['first', 'migration', 'second']);
  });

  it('applies only what is new, after one copy', () => {
    const connection = connect();
    run(connection, [FIRST]);
    expect(run(connection, [FIRST, SECOND])).toEqual({ applied: [2], copies: [1] });
  });

  it('does nothing when it is repeated', () => {
    const connection = connect();
    run(connection, [FIRST, SECOND]);
    expect(run(connection, [FIRST, SECOND])).toEqual({ applied: [], copies: [] });
  });

  it('leaves nothing of a migration that fails in its middle', () => {
    const connection = connect();
    run(connection, [FIRST]);
    expect(() => run(connection, [FIRST, BROKEN])).toThrow('nowhere');
    expect(tablesOf(connection)).toEqual(['first', 'migration']);
    expect(appliedMigrations(connection)).toHaveLength(1);
  });

  it('refuses a database whose migration was edited since', () => {
    const connection = connect();
    run(connection, [FIRST]);
    const edited = { ...FIRST, sql: `${FIRST.sql} -- a comment` };
    expect(() => run(connection, [edited, SECOND])).toThrow(/MIGRATION_EDITED.*0001-first.sql/);
    expect(tablesOf(connection)).toEqual(['first', 'migration']);
  });

  it('refuses a database whose migration was renamed since', () => {
    const connection = connect();
    run(connection, [FIRST]);
    expect(() => run(connection, [{ ...FIRST, name: '0001-other.sql' }])).toThrow('MIGRATION_EDITED');
  });

  it('does not take turned line ends for an edit', () => {
    const connection = connect();
    const text = 'CREATE TABLE first (\n  id INTEGER\n) STRICT;\n';
    run(connection, [{ ...FIRST, sql: text }]);
    expect(run(connection, [{ ...FIRST, sql: text.replaceAll('\n', '\r\n') }]).applied).toEqual([]);
  });

  it('refuses a database from a newer Tieout', () => {
    const connection = connect();
    run(connection, [FIRST, SECOND]);
    expect(() => run(connection, [FIRST])).toThrow(/WORKSPACE_NEWER.*"found":"2".*"known":"1"/);
  });

  it.each([
    ['a gap', [FIRST, { ...SECOND, name: '0003-second.sql' }]],
    ['a number twice', [FIRST, { ...SECOND, name: '0001-second.sql' }]],
    ['a name out of form', [{ ...FIRST, name: '1-First.sql' }]],
  ])('refuses %s among the files before it touches the database', (_, files) => {
    const connection = connect();
    expect(() => run(connection, files)).toThrow('expected number');
    expect(tablesOf(connection)).toEqual([]);
  });
});

describe('the migrations of Tieout', () => {
  it('are what every workspace in the field has been through', () => {
    // Written out on purpose: a migration that has been applied must never change, not by a comment.
    const connection = connect();
    run(connection, bundledMigrations());
    expect(appliedMigrations(connection)[0]).toEqual({
      version: 1,
      name: '0001-initial.sql',
      sha256: '398ccc9b0c639ad4a2451a8f1cb98c833aa1a4a7822ea1ad74a97d1a26100a1a',
    });
    expect(appliedMigrations(connection)).toHaveLength(bundledMigrations().length);
  });

  it('keep every group of usage when SQLite no longer looks at its texts and its batch', () => {
    const connection = connect();
    const all = bundledMigrations();
    run(
      connection,
      all.filter(({ name }) => name < '0010'),
    );
    const { database } = connection;
    database.execute(`
      INSERT INTO source_file VALUES (1, '${'a'.repeat(64)}', 1, 'user.csv', 'sources/a', 'csv', NULL, '2026-11-02T01:00:00Z');
      INSERT INTO batch (id, kind, status, source_file_id, parser, parameters, parameters_hash, level, created_at)
        VALUES (3, 'report', 'pending', 1, 'report/1', '{}', '${'b'.repeat(64)}', 'user', '2026-11-02T01:00:00Z');
      WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 15)
        INSERT INTO term SELECT id, 'text ' || id FROM n;
      INSERT INTO id_key SELECT id, text FROM term;
      INSERT INTO usage_group VALUES (7, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
      INSERT INTO usage_group VALUES (9, 3, NULL, NULL, 3, NULL, 5, NULL, NULL, NULL, NULL, NULL, 11, 12, NULL, NULL, NULL);`);
    const groups = (): readonly unknown[] =>
      database.prepareFresh('SELECT * FROM usage_group ORDER BY id').all();
    const before = groups();
    run(connection, all);
    expect(before).toHaveLength(2);
    expect(groups()).toEqual(before);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
  });

  it('keep every row of an invoice when its class is asked for in another way, and refuse any other class', () => {
    const connection = connect();
    const all = bundledMigrations();
    run(
      connection,
      all.filter(({ name }) => name < '0017'),
    );
    const { database } = connection;
    database.execute(`
      INSERT INTO source_file VALUES (1, '${'a'.repeat(64)}', 1, 'a.xlsx', 'sources/a', 'xlsx', NULL, '2026-11-02T01:00:00Z');
      INSERT INTO batch (id, kind, status, source_file_id, parser, parameters, parameters_hash, created_at)
        VALUES (3, 'invoice', 'pending', 1, 'invoice/1', '{}', '${'b'.repeat(64)}', '2026-11-02T01:00:00Z');
      INSERT INTO invoice_row VALUES (3, 0, 'S', 2, 'charge', 'r', 0, '[]', '["1"]', 'n', 'l', '2026-10-31', 'USD', 'sub', 'sku',
        'svc', 'd', 't', 'u', 'c', 'cn', 'co', '2026-10-01', '2026-10-31', 1, 2, 3);
      INSERT INTO invoice_row (batch_id, position, row, row_class, class_rule, quarantined, flags, raw)
        VALUES (3, 1, 3, 'subtotal', 'r', 1, '["hidden-row"]', '[]');`);
    const rows = (): readonly unknown[] =>
      database.prepareFresh('SELECT * FROM invoice_row ORDER BY position').all();
    const before = rows();
    run(connection, all);
    expect(before).toHaveLength(2);
    expect(rows()).toEqual(before);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    for (const rowClass of ROW_CLASSES) {
      database.prepareFresh('UPDATE invoice_row SET row_class = ? WHERE position = 0').run(rowClass);
    }
    expect(() => {
      database.execute("UPDATE invoice_row SET row_class = 'charges'");
    }).toThrow('CHECK constraint failed');
  });

  it('make only strict tables', () => {
    const connection = connect();
    run(connection, bundledMigrations());
    const loose = connection
      .pragma('table_list')
      .filter((table) => table['schema'] === 'main' && !String(table['name']).startsWith('sqlite_'))
      .filter((table) => table['type'] === 'table' && table['strict'] !== 1n);
    expect(loose).toEqual([]);
  });
});

describe('a database with content that is migrated', () => {
  it('has a whole copy of its state before in backups', () => {
    const folder = join(temporaryFolder(), 'workspace');
    const { clock } = testPorts();
    const before = openDatabase(folder, [FIRST], clock);
    before.connection.database.execute('INSERT INTO first (id) VALUES (7)');
    before.close();
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);

    const after = openDatabase(folder, [FIRST, SECOND], clock);
    onTestFinished(after.close);
    expect(after.migrated).toEqual([2]);
    const [copy, ...others] = readdirSync(join(folder, 'backups'));
    expect(others).toEqual([]);
    expect(copy).toMatch(/^before-migration-from-0001-\d{14}\.db$/);
    const kept = openReadOnly(join(folder, 'backups', copy ?? ''));
    onTestFinished(kept.close);
    expect(tablesOf(kept)).toEqual(['first', 'migration']);
    expect(kept.database.prepare('SELECT id FROM first').get()).toEqual({ id: 7n });
  });

  it('is as it was when a migration fails', () => {
    const folder = join(temporaryFolder(), 'workspace');
    const { clock } = testPorts();
    openDatabase(folder, [FIRST], clock).close();
    expect(() => openDatabase(folder, [FIRST, BROKEN], clock)).toThrow('nowhere');
    const again = openDatabase(folder, [FIRST], clock);
    onTestFinished(again.close);
    expect(tablesOf(again.connection)).toEqual(['first', 'migration']);
    expect(existsSync(join(folder, 'tieout.holder.json'))).toBe(true);
  });
});
