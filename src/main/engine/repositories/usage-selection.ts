import type { IdKey } from '#core/ids.ts';
import type { Period } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { UsageKey } from '#core/usage/usage-source.ts';
import type { ReadableDatabase, SqlParameter } from '../db/handles.ts';
import type { Batch } from './batches.ts';

/** The rows that a usage source may read: batches, a period, and the rows left out because another file has them. */
export interface UsageSelection {
  readonly period: Period;
  /** By level, each in the order of sha256. */
  readonly batches: ReadonlyMap<UsageLevel, readonly Batch[]>;
  /** The number under which this selection's excluded rows stand in the temporary table; undefined: none. */
  readonly exclusion: number | undefined;
}

/** A piece of a statement and its parameters, in their order. */
export interface SqlPart {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** Joins pieces into one statement. */
export const joinParts = (parts: readonly SqlPart[]): SqlPart => ({
  sql: parts.map((part) => part.sql).join(' '),
  parameters: parts.flatMap((part) => part.parameters),
});

/** `usage_group g` of the batches of a level. */
export function ofLevel(selection: UsageSelection, level: UsageLevel): SqlPart {
  const ids = (selection.batches.get(level) ?? []).map((batch) => batch.id);
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? { sql: 'g.batch_id = ?', parameters: [only] }
    : { sql: 'g.batch_id IN (SELECT value FROM json_each(?))', parameters: [JSON.stringify(ids)] };
}

/**
 * Rows `r` of a level whose window lies within the period; of reports that have no others nothing is asked. The `+` keeps
 * SQLite from looking rows up by one window after the other.
 */
export function withinPeriod({ period, batches }: UsageSelection, level: UsageLevel): SqlPart {
  const isWithin = ({ window }: Batch): boolean =>
    window !== undefined && window.start >= period.start && window.end <= period.end;
  return (batches.get(level) ?? []).every(isWithin)
    ? { sql: '', parameters: [] }
    : {
        sql: 'AND +r.window_id IN (SELECT id FROM usage_window WHERE first_day >= ? AND last_day <= ?)',
        parameters: [period.start, period.end],
      };
}

/** `usage_row r` that is not left out. */
export const notExcluded = ({ exclusion }: UsageSelection): SqlPart =>
  exclusion === undefined
    ? { sql: '', parameters: [] }
    : {
        sql: 'AND NOT EXISTS (SELECT 1 FROM temp.excluded_usage_row x WHERE x.selection = ? AND x.id = r.id)',
        parameters: [exclusion],
      };

/** `usage_group g` of a key; undefined where the key names an id that no report has. */
export function ofKey(database: ReadableDatabase, key: Omit<UsageKey, 'consumer'>): SqlPart | undefined {
  const parts: SqlPart[] = [];
  const columns = { subscription_key: key.subscription, sku_key: key.sku, customer_key: key.customer };
  for (const [column, value] of Object.entries(columns)) {
    if (value === undefined) continue;
    const id = keyId(database, value);
    if (id === undefined) return undefined;
    parts.push({ sql: `AND g.${column} = ?`, parameters: [id] });
  }
  return joinParts(parts);
}

function keyId(database: ReadableDatabase, key: IdKey): bigint | undefined {
  return database.prepare<{ id: bigint }>('SELECT id FROM id_key WHERE key = ?').get(key)?.id;
}
