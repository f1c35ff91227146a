import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** The JSON text of a setting, or undefined where it was never set. */
export const readSetting = (database: ReadableDatabase, key: string): string | undefined =>
  database.prepare<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(key)?.value;

/** Sets a setting to a JSON text. Nothing secret belongs here. Call it in the act's own transaction. */
export function writeSetting(database: WritableDatabase, key: string, value: string, now: string): void {
  database
    .prepare(
      `INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    )
    .run(key, value, now);
}
