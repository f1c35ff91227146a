import { idKey } from '#core/ids.ts';
import { ownText } from '#core/own-text.ts';
import type { PlainDate } from '#core/period.ts';
import type { WritableDatabase } from '../db/handles.ts';

/** The ids of texts and windows that repeat in every row. Each text is looked up in the database once. */
export interface Dictionaries {
  /** The id of a text as written; null for an absent one. */
  readonly term: (text: string | undefined) => number | null;
  /** The id of an id's form for comparison; null for an absent or empty one. */
  readonly key: (text: string | undefined) => number | null;
  /** The id of a window. Looked up anew each time: a report has few. */
  readonly window: (start: PlainDate, end: PlainDate) => number;
}

/** Dictionaries for one import. They outlive its transactions, so an import that fails must not go on with them. */
export function openDictionaries(database: WritableDatabase): Dictionaries {
  const termIds = new Map<string, number>();
  /** By the text as written: most texts have a key of their own, and bringing one into its form costs. */
  const keyIds = new Map<string, number | null>();
  const addTerm = interner(
    database,
    'SELECT id FROM term WHERE text = ?',
    'INSERT INTO term (text) VALUES (?) ON CONFLICT DO NOTHING',
  );
  const addKey = interner(
    database,
    'SELECT id FROM id_key WHERE key = ?',
    'INSERT INTO id_key (key) VALUES (?) ON CONFLICT DO NOTHING',
  );
  const addWindow = interner(
    database,
    'SELECT id FROM usage_window WHERE first_day = ? AND last_day = ?',
    'INSERT INTO usage_window (first_day, last_day) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    term: (text) => {
      if (text === undefined) return null;
      const known = termIds.get(text);
      if (known !== undefined) return known;
      const id = addTerm(text);
      termIds.set(ownText(text), id);
      return id;
    },
    key: (text) => {
      if (text === undefined) return null;
      const known = keyIds.get(text);
      if (known !== undefined) return known;
      const key = idKey(text);
      const id = key === undefined ? null : addKey(key);
      keyIds.set(ownText(text), id);
      return id;
    },
    window: addWindow,
  };
}

/** The id of an entry, which is added where it is new: most are, in a month's first report. */
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
