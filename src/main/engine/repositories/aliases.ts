import type { Alias } from '#core/reconcile/parameters.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** The saved aliases, by field and what the invoice calls the thing. */
export const listAliases = (database: ReadableDatabase): readonly Alias[] =>
  database
    .prepare<Alias>('SELECT field, from_text AS "from", to_text AS "to" FROM alias ORDER BY field, from_text')
    .all();

/** Saves an alias, and returns what the same name stood for before. Call it in the act's own transaction. */
export function setAlias(database: WritableDatabase, alias: Alias, now: string): string | undefined {
  const held = database
    .prepare<{ to_text: string }>('SELECT to_text FROM alias WHERE field = ? AND from_text = ?')
    .get(alias.field, alias.from);
  database
    .prepare(
      `INSERT INTO alias (field, from_text, to_text, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (field, from_text) DO UPDATE SET to_text = excluded.to_text, created_at = excluded.created_at`,
    )
    .run(alias.field, alias.from, alias.to, now);
  return held?.to_text;
}

/** Removes an alias, and returns what it stood for; undefined where there was none. Call it in the act's own transaction. */
export function removeAlias(
  database: WritableDatabase,
  { field, from }: Pick<Alias, 'field' | 'from'>,
): string | undefined {
  return database
    .prepare<{ to_text: string }>('DELETE FROM alias WHERE field = ? AND from_text = ? RETURNING to_text')
    .get(field, from)?.to_text;
}
