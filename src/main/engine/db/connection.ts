import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { AppError } from '#core/errors.ts';
import type { SqlStatement, WritableDatabase } from './handles.ts';
import { PAGE_CACHE_KIB } from './page-cache.ts';

/** An open database file, with what only the db folder may do. */
export interface Connection {
  readonly database: WritableDatabase;
  /** The value of a pragma, or its rows. */
  readonly pragma: (source: string) => readonly Readonly<Record<string, unknown>>[];
  /** Writes a consistent copy of the whole database to a new file. */
  readonly copyInto: (path: string) => void;
  /** The same page by page, while others read: for copies that nobody waits for. */
  readonly copyGently: (path: string) => Promise<void>;
  /**
   * Commits the transaction that is open, which may be as large as a month: what it has written so far reaches the disk
   * while others are answered, and it is moved into the file by a later commit or at the closing.
   */
  readonly commitGently: () => Promise<void>;
  readonly close: () => void;
}

/** An import rewrites the same pages of the indexes again and again: once a checkpoint is often enough. */
const CHECKPOINT_PAGES = 4096;

/** Opens a database file for reading and writing, creating it when missing, with the pragmas of every workspace. */
export function openConnection(path: string): Connection {
  const raw = openFile(path, {});
  try {
    raw.defaultSafeIntegers(true);
    raw.pragma('busy_timeout = 5000');
    raw.pragma('trusted_schema = OFF');
    raw.pragma('foreign_keys = ON');
    // Only of a file that is still empty: months of rows lie in fewer, larger pages.
    raw.pragma('page_size = 16384');
    raw.pragma('journal_mode = WAL');
    raw.pragma(`wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
    raw.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
    raw.pragma('synchronous = FULL');
    raw.pragma(`cache_size = -${String(PAGE_CACHE_KIB)}`);
    return connectionOver(raw, path);
  } catch (error) {
    raw.close();
    throw asWorkspaceError(error, path);
  }
}

/** Opens a database file for reading only. It must exist. */
export function openReadOnly(path: string): Connection {
  const raw = openFile(path, { readonly: true, fileMustExist: true });
  raw.defaultSafeIntegers(true);
  raw.pragma('trusted_schema = OFF');
  // The lines of a large run, so that the second look at a list does not read the file again.
  raw.pragma(`cache_size = -${String(PAGE_CACHE_KIB)}`);
  return connectionOver(raw, path);
}

function openFile(path: string, options: Database.Options): Database.Database {
  try {
    return new Database(path, options);
  } catch (error) {
    throw asWorkspaceError(error, path);
  }
}

function connectionOver(raw: Database.Database, path: string): Connection {
  const statements = new Map<string, SqlStatement<unknown>>();
  const prepareFresh = <Row>(sql: string): SqlStatement<Row> =>
    told(path, () => toldStatement(raw.prepare(sql) as unknown as SqlStatement<Row>, path));
  const prepare = <Row>(sql: string): SqlStatement<Row> => {
    const held = statements.get(sql) ?? prepareFresh<unknown>(sql);
    statements.set(sql, held);
    return held as SqlStatement<Row>;
  };
  const handle: Omit<WritableDatabase, keyof Brands> = {
    prepare,
    prepareFresh,
    transaction: (work) => told(path, () => raw.transaction(work).immediate()),
    withinTransaction: (work) =>
      told(path, () => (raw.inTransaction ? work() : raw.transaction(work).immediate())),
    isInTransaction: () => raw.inTransaction,
    execute: (sql) => {
      told(path, () => raw.exec(sql));
    },
  };
  return {
    database: handle as WritableDatabase,
    pragma: (source) => told(path, () => raw.pragma(source) as Readonly<Record<string, unknown>>[]),
    copyInto: (target) => {
      told(target, () => raw.prepare('VACUUM INTO ?').run(target));
    },
    copyGently: async (target) => {
      try {
        await raw.backup(target);
      } catch (error) {
        throw asDatabaseError(error, target);
      }
    },
    commitGently: async () => {
      await reachDisk(`${path}-wal`);
      raw.pragma('wal_autocheckpoint = 0');
      try {
        told(path, () => raw.exec('COMMIT'));
      } finally {
        raw.pragma(`wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
      }
      // Not `setImmediate`: whoever goes on would do so before anybody else is answered.
      await wait(0);
    },
    close: () => {
      raw.close();
    },
  };
}

/** Has the system write down what it holds of a file. Where that fails, the commit after it tells what is wrong. */
async function reachDisk(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  } catch {
    // A commit waits for the disk itself: it would only take longer.
  }
}

/** Whatever is done with the file: a disk that is full or gone has its own error, in the middle of a job as well. */
function told<Outcome>(path: string, work: () => Outcome): Outcome {
  try {
    return work();
  } catch (error) {
    throw asDatabaseError(error, path);
  }
}

function toldStatement<Row>(statement: SqlStatement<Row>, path: string): SqlStatement<Row> {
  return {
    run: (...parameters) => {
      try {
        return statement.run(...parameters);
      } catch (error) {
        throw asDatabaseError(error, path);
      }
    },
    get: (...parameters) => {
      try {
        return statement.get(...parameters);
      } catch (error) {
        throw asDatabaseError(error, path);
      }
    },
    all: (...parameters) => {
      try {
        return statement.all(...parameters);
      } catch (error) {
        throw asDatabaseError(error, path);
      }
    },
    iterate: (...parameters) => toldRows(statement.iterate(...parameters), path),
  };
}

function* toldRows<Row>(rows: IterableIterator<Row>, path: string): IterableIterator<Row> {
  try {
    yield* rows;
  } catch (error) {
    throw asDatabaseError(error, path);
  }
}

/** The brands exist for the compiler alone. */
type Brands = Pick<WritableDatabase, Extract<keyof WritableDatabase, symbol>>;

/** Turns what opening a file has come to into the error that a person understands. */
export function asWorkspaceError(error: unknown, path: string): unknown {
  // The tables are not what the ledger says: a byte of a definition has changed.
  if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') {
    const params = { folder: dirname(path), detail: error.message };
    return new AppError('WORKSPACE_DAMAGED', params, { cause: error });
  }
  // better-sqlite3 reports a missing folder as a TypeError of its own.
  return error instanceof TypeError && error.message.includes('directory does not exist')
    ? new AppError('WORKSPACE_NOT_WRITABLE', { folder: dirname(path) }, { cause: error })
    : asDatabaseError(error, path);
}

/** What SQLite says of a text that a changed bit has made a blob of: no column of ours that becomes JSON may hold one. */
const BLOB_AS_JSON = 'JSON cannot hold BLOB values';

/** Turns what SQLite says about a file that it can't use into the error that a person understands. */
function asDatabaseError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const folder = dirname(path);
  const { code } = error;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || error.message === BLOB_AS_JSON) {
    return new AppError('WORKSPACE_DAMAGED', { folder, detail: error.message }, { cause: error });
  }
  // A drive that is gone or refuses the bytes answers with IOERR.
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/.test(code)) {
    return new AppError('WORKSPACE_NOT_WRITABLE', { folder, reason: code }, { cause: error });
  }
  if (code === 'SQLITE_FULL') return new AppError('DISK_FULL', { path }, { cause: error });
  if (code.startsWith('SQLITE_BUSY')) return new AppError('WORKSPACE_LOCKED', { folder }, { cause: error });
  return error;
}
