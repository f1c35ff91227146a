import { defined } from '#core/assert.ts';
import type { IdKey } from '#core/ids.ts';
import type { ReadableDatabase } from '../db/handles.ts';

/** Looks up the text of a key id. Each text is read once, and one string stands for it everywhere. */
export type KeyTexts = (id: number) => IdKey;

/** Opens a look-up over the dictionary of keys. */
export function openKeyTexts(database: ReadableDatabase): KeyTexts {
  const statement = database.prepare<{ key: IdKey }>('SELECT key FROM id_key WHERE id = ?');
  const held = new Map<number, IdKey>();
  return (id) => {
    const known = held.get(id);
    if (known !== undefined) return known;
    const { key } = defined(statement.get(id), 'groups refer to keys that exist');
    held.set(id, key);
    return key;
  };
}
