import { idKey } from '#core/ids.ts';
import { ownText } from '#core/own-text.ts';
import type { PlainDate } from '#core/period.ts';
import type { WritableDatabase } from '../db/handles.ts';

/** The ids of texts and windows that repeat in every row. Each is looked up in the database once. */
export interface Dictionaries {
  /** The id of a text as written; null for an absent one. */
  readonly term: (text: string | undefined) => number | null;
  /** The id of an id's form for comparison; null for an absent or empty one. */
  readonly key: (text: string | undefined) => number | null;
  readonly window: (start: PlainDate, end: PlainDate) => number;
}

/** Dictionaries for one import. They outlive its transactions, so an import that fails must not go on with them. */
export function openDictionaries(database: WritableDatabase): Dictionaries {
  const terms = interner(
    database,
    'SELECT id FROM term WHERE text = ?',
    'INSERT INTO term (text) VALUES (?)',
  );
  const keys = interner(
    database,
    'SELECT id FROM id_key WHERE key = ?',
    'INSERT INTO id_key (key) VALUES (?)',
  );
  const windows = interner(
    database,
    'SELECT id FROM usage_window WHERE first_day = ? AND last_day = ?',
    'INSERT INTO usage_window (first_day, last_day) VALUES (?, ?)',
  );
  return {
    term: (text) => (text === undefined ? null : terms(text)),
    key: (text) => {
      const key = idKey(text);
      return key === undefined ? null : keys(key);
    },
    window: windows,
  };
}

function interner(database: WritableDatabase, find: string, add: string): (...texts: string[]) => number {
  const ids = new Map<string, number>();
  return (...texts) => {
    const mapKey = texts.join('\u0000');
    const known = ids.get(mapKey);
    if (known !== undefined) return known;
    const held = database.prepare<{ id: bigint }>(find).get(...texts);
    const id = Number(held?.id ?? database.prepare(add).run(...texts).lastInsertRowid);
    ids.set(ownText(mapKey), id);
    return id;
  };
}
