import Database from 'better-sqlite3';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { devNull } from 'node:os';

type Method = (this: unknown, ...parameters: unknown[]) => unknown;
type Methods = Record<string, Method>;

const FILE_CALLS = ['writeFileSync', 'renameSync', 'rmSync', 'mkdirSync', 'copyFileSync'];
const PROMISED_CALLS = ['open', 'rename', 'rm', 'mkdir', 'writeFile'];
const HANDLE_CALLS = ['write', 'writeFile', 'appendFile', 'sync'];

/**
 * Lets every call that changes a file or a database pass by `take`, before it is made: each is a moment at which a
 * process can be killed. For a child process of a test: nothing of it can be taken back.
 */
export async function watchSteps(take: (name: string) => void): Promise<void> {
  watch(fs as unknown as Methods, FILE_CALLS, take);
  watch(fsPromises as unknown as Methods, PROMISED_CALLS, take);
  const handle = await fsPromises.open(devNull, 'r');
  watch(Object.getPrototypeOf(handle) as Methods, HANDLE_CALLS, take);
  await handle.close();
  syncBuiltinESMExports();
  const database = new Database(':memory:');
  const statement = Object.getPrototypeOf(database.prepare('SELECT 1')) as Methods;
  // What is done in memory alone, as when the tables are held against the migrations, leaves nothing by halves. It is
  // done once a process, too: counted, it would put every kill somewhere else than where it was drawn.
  const takeOnDisk = ({ memory }: Database.Database, name: string): void => {
    if (!memory) take(name);
  };
  wrap(statement, 'run', (self) => {
    const { database: on, source } = self as Database.Statement;
    takeOnDisk(on, headOf(source));
  });
  wrap(Database.prototype as unknown as Methods, 'exec', (self, sql) => {
    takeOnDisk(self as Database.Database, headOf(String(sql)));
  });
  wrap(Database.prototype as unknown as Methods, 'close', (self) => {
    takeOnDisk(self as Database.Database, 'close the database');
  });
  database.close();
}

/** A statement by its first words: INSERT INTO usage_row. */
const headOf = (sql: string): string => sql.trim().split(/\s+/, 3).join(' ');

function watch(target: Methods, names: readonly string[], take: (name: string) => void): void {
  for (const name of names) {
    wrap(target, name, () => {
      take(name);
    });
  }
}

function wrap(
  target: Methods,
  name: string,
  before: (self: unknown, ...parameters: unknown[]) => void,
): void {
  const call = target[name];
  if (call === undefined) throw new Error(`There is no ${name} to watch.`);
  target[name] = function watched(this: unknown, ...parameters: unknown[]): unknown {
    before(this, ...parameters);
    return call.apply(this, parameters);
  };
}
