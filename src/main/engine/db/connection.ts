import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#core/errors.ts';
import type { SqlStatement, WritableDatabase } from './handles.ts';

/** An open database file, with what only the db folder may do. */
export interface Connection {
  readonly database: WritableDatabase;
  /** The value of a pragma, or its rows. */
  readonly pragma: (source: string) => readonly Readonly<Record<string, unknown>>[];
  /** Writes a consistent copy of the whole database to a new file. */
  readonly copyInto: (path: string) => void;
  /** The same page by page, while others read: for copies that nobody waits for. */
  readonly copyGently: (path: string) => Promise<void>;
  readonly close: () => void;
}

/** Opens a database file for reading and writing, creating it when missing, with the pragmas of every workspace. */
export function openConnection(path: string): Connection {
  const raw = open(path, {});
  try {
    raw.defaultSafeIntegers(true);
    raw.pragma('busy_timeout = 5000');
    raw.pragma('trusted_schema = OFF');
    raw.pragma('foreign_keys = ON');
    // Only of a file that is still empty: months of rows lie in fewer, larger pages.
    raw.pragma('page_size = 16384');
    raw.pragma('journal_mode = WAL');
    // In pages. An import rewrites the same pages of the indexes again and again: once a checkpoint is often enough.
    raw.pragma('wal_autocheckpoint = 4096');
    raw.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
    raw.pragma('synchronous = FULL');
    raw.pragma('cache_size = -65536');
    return connectionOver(raw);
  } catch (error) {
    raw.close();
    throw asWorkspaceError(error, path);
  }
}

/** Opens a database file for reading only. It must exist. */
export function openReadOnly(path: string): Connection {
  const raw = open(path, { readonly: true, fileMustExist: true });
  raw.defaultSafeIntegers(true);
  raw.pragma('trusted_schema = OFF');
  // The lines of a large run, so that the second look at a list does not read the file again.
  raw.pragma('cache_size = -65536');
  return connectionOver(raw);
}

function open(path: string, options: Database.Options): Database.Database {
  try {
    return new Database(path, options);
  } catch (error) {
    throw asWorkspaceError(error, path);
  }
}

function connectionOver(raw: Database.Database): Connection {
  const statements = new Map<string, SqlStatement<unknown>>();
  const prepareFresh = <Row>(sql: string): SqlStatement<Row> =>
    raw.prepare(sql) as unknown as SqlStatement<Row>;
  const prepare = <Row>(sql: string): SqlStatement<Row> => {
    const held = statements.get(sql) ?? prepareFresh<unknown>(sql);
    statements.set(sql, held);
    return held as SqlStatement<Row>;
  };
  const handle: Omit<WritableDatabase, keyof Brands> = {
    prepare,
    prepareFresh,
    transaction: (work) => raw.transaction(work).immediate(),
    execute: (sql) => {
      raw.exec(sql);
    },
  };
  return {
    database: handle as WritableDatabase,
    pragma: (source) => raw.pragma(source) as Readonly<Record<string, unknown>>[],
    copyInto: (path) => {
      raw.prepare('VACUUM INTO ?').run(path);
    },
    copyGently: async (path) => {
      await raw.backup(path);
    },
    close: () => {
      raw.close();
    },
  };
}

/** The brands exist for the compiler alone. */
type Brands = Pick<WritableDatabase, Extract<keyof WritableDatabase, symbol>>;

/** Turns what SQLite says about a file that it can't use into the error that a person understands. */
export function asWorkspaceError(error: unknown, path: string): unknown {
  const folder = dirname(path);
  if (!(error instanceof Database.SqliteError)) {
    // better-sqlite3 reports a missing folder as a TypeError of its own.
    return error instanceof TypeError
      ? new AppError('WORKSPACE_NOT_WRITABLE', { folder }, { cause: error })
      : error;
  }
  const { code } = error;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new AppError('WORKSPACE_DAMAGED', { folder, detail: error.message }, { cause: error });
  }
  if (
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_PERM')
  ) {
    return new AppError('WORKSPACE_NOT_WRITABLE', { folder }, { cause: error });
  }
  if (code === 'SQLITE_FULL') return new AppError('DISK_FULL', { path }, { cause: error });
  if (code.startsWith('SQLITE_BUSY')) {
    return new AppError('WORKSPACE_LOCKED', { folder }, { cause: error });
  }
  return error;
}
