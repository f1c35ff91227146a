import type { PlainDate } from '#core/period.ts';
import type { WritableDatabase } from '../db/handles.ts';

/** The ids of texts and windows that repeat in every row. */
export interface Dictionaries {
  /** The ids of texts as written, which must differ from one another and from all that were asked for before. */
  readonly terms: (texts: readonly string[]) => ReadonlyMap<string, number>;
  /** The same for ids in their form for comparison. */
  readonly keys: (keys: readonly string[]) => ReadonlyMap<string, number>;
  /** The id of a window. Looked up anew each time: a report has few. */
  readonly window: (start: PlainDate, end: PlainDate) => number;
}

/** Dictionaries for one import. An import that fails must not go on with them. */
export function openDictionaries(database: WritableDatabase): Dictionaries {
  return {
    terms: blockInterner(database, TERM),
    keys: blockInterner(database, KEY),
    window: interner(
      database,
      'SELECT id FROM usage_window WHERE first_day = ? AND last_day = ?',
      'INSERT INTO usage_window (first_day, last_day) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ),
  };
}

/** The id of an entry, which is added where it is new. */
function interner(database: WritableDatabase, find: string, add: string): (...texts: string[]) => number {
  const insert = database.prepare(add);
  const select = database.prepare<{ id: bigint }>(find);
  return (...texts) => {
    const { changes, lastInsertRowid } = insert.run(...texts);
    const id = changes > 0 ? lastInsertRowid : select.get(...texts)?.id;
    if (id === undefined) throw new Error('A dictionary neither took an entry nor held it');
    return Number(id);
  };
}

/** Texts that one statement looks up or adds: the way into SQLite is paid once for all of them. */
const BLOCK_TEXTS = 64;

const blockStatements = (table: string, column: string) => ({
  any: `SELECT 1 FROM ${table} LIMIT 1`,
  findOne: `SELECT id FROM ${table} WHERE ${column} = ?`,
  addOne: `INSERT INTO ${table} (${column}) VALUES (?) ON CONFLICT DO NOTHING`,
  find: `SELECT v.column1 AS place, t.id
    FROM (VALUES ${Array.from({ length: BLOCK_TEXTS }, (_, place) => `(${place}, ?)`).join(', ')}) v
    CROSS JOIN ${table} t ON t.${column} = v.column2`,
  add: `INSERT OR FAIL INTO ${table} (${column})
    VALUES ${Array<string>(BLOCK_TEXTS).fill('(?)').join(', ')} ON CONFLICT DO NOTHING`,
});

const TERM = blockStatements('term', 'text');
const KEY = blockStatements('id_key', 'key');

/** Ids of many texts: found where the table has had them from the start, added where they are new. */
function blockInterner(
  database: WritableDatabase,
  sql: ReturnType<typeof blockStatements>,
): Dictionaries['terms'] {
  const find = database.prepare<{ place: bigint; id: bigint }>(sql.find);
  const add = database.prepare(sql.add);
  const single = interner(database, sql.findOne, sql.addOne);
  /** In the first import of a workspace every text is new. */
  const wasEmpty = database.prepare(sql.any).get() === undefined;

  const addBlock = (texts: readonly string[], ids: Map<string, number>): void => {
    const { changes, lastInsertRowid } = add.run(...texts);
    // Each got the id after the one before.
    const from = Number(lastInsertRowid) - texts.length + 1;
    // Texts that differ here may be one there: what is no sound Unicode is stored as a replacement character.
    const areNew = changes === texts.length;
    for (const [place, text] of texts.entries()) ids.set(text, areNew ? from + place : single(text));
  };
  const findBlock = (texts: readonly string[], ids: Map<string, number>): readonly string[] => {
    for (const { place, id } of find.all(...texts)) ids.set(texts[Number(place)] ?? '', Number(id));
    return texts.filter((text) => !ids.has(text));
  };
  /** Calls `take` with whole blocks; what is left over is done one by one. */
  const inBlocks = (
    texts: readonly string[],
    ids: Map<string, number>,
    take: (block: readonly string[]) => void,
  ): void => {
    const whole = texts.length - (texts.length % BLOCK_TEXTS);
    for (let at = 0; at < whole; at += BLOCK_TEXTS) take(texts.slice(at, at + BLOCK_TEXTS));
    for (const text of texts.slice(whole)) ids.set(text, single(text));
  };
  return (texts) => {
    const ids = new Map<string, number>();
    // In their order they are found, and added, side by side.
    const sorted = [...texts].sort();
    if (wasEmpty) {
      inBlocks(sorted, ids, (block) => {
        addBlock(block, ids);
      });
      return ids;
    }
    const missing: string[] = [];
    inBlocks(sorted, ids, (block) => {
      missing.push(...findBlock(block, ids));
    });
    inBlocks(missing, ids, (block) => {
      addBlock(block, ids);
    });
    return ids;
  };
}
