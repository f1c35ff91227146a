/**
 * The database as the rest of the engine sees it. Two brands, so that a read path can't write by mistake: functions
 * that only read take a `ReadableDatabase`, the others a `WritableDatabase`.
 */
declare const readable: unique symbol;
declare const writable: unique symbol;

/** What SQLite stores. Integers always come back as bigint, so that no figure passes through a float. */
export type SqlValue = string | bigint | Uint8Array | null;
/** What may be bound to a parameter. Numbers must be integers: row ids and counts. */
export type SqlParameter = SqlValue | number;

/** A prepared statement. `Row` is what the repository declares the columns to be. */
export interface SqlStatement<Row> {
  run(...parameters: readonly SqlParameter[]): {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  };
  get(...parameters: readonly SqlParameter[]): Row | undefined;
  all(...parameters: readonly SqlParameter[]): Row[];
  /** While an iterator is open nothing may be written: finish or leave the loop first. */
  iterate(...parameters: readonly SqlParameter[]): IterableIterator<Row>;
}

/** A database that may be read. */
export interface ReadableDatabase {
  readonly [readable]: true;
  /** Prepares a statement, once for each text. Not for `iterate`: see {@link ReadableDatabase.prepareFresh}. */
  prepare<Row>(sql: string): SqlStatement<Row>;
  /** A statement of its own, so that two iterations of one text don't disturb each other. */
  prepareFresh<Row>(sql: string): SqlStatement<Row>;
}

/** A database that may be written. */
export interface WritableDatabase extends ReadableDatabase {
  readonly [writable]: true;
  /** Runs `work` in one transaction; it must not be asynchronous. An exception rolls everything back. */
  transaction<Outcome>(work: () => Outcome): Outcome;
  /**
   * Runs `work` as a part of the transaction that is open, or else in one of its own. As a part it has no way back of its
   * own: let its exception through, to whoever undoes the whole. A nested `transaction` has one, and pays for it with a
   * copy of every page that it touches: a multiple of what a large import writes.
   */
  withinTransaction<Outcome>(work: () => Outcome): Outcome;
  /** Whether a transaction is open: what is written now may still be undone as a whole. */
  isInTransaction(): boolean;
  /** Runs statements without parameters. */
  execute(sql: string): void;
}
