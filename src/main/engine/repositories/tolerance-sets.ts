import { micros } from '#core/decimal/micros.ts';
import type { ToleranceSet } from '#core/reconcile/parameters.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** A saved tolerance set. Versions are never changed: a run says which one it used. */
export interface StoredToleranceSet extends ToleranceSet {
  readonly version: number;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
}

interface ToleranceRecord {
  version: bigint;
  quantity: bigint | null;
  amount: bigint | null;
  percent: bigint;
  cap: bigint | null;
  created_at: string;
}

/** The newest saved tolerances, or undefined where the defaults apply. */
export function currentToleranceSet(database: ReadableDatabase): StoredToleranceSet | undefined {
  const record = database
    .prepare<ToleranceRecord>('SELECT * FROM tolerance_set ORDER BY version DESC LIMIT 1')
    .get();
  if (record === undefined) return undefined;
  const optional = (value: bigint | null): ToleranceSet['cap'] =>
    value === null ? undefined : micros(value);
  return {
    version: Number(record.version),
    quantity: optional(record.quantity),
    amount: optional(record.amount),
    percent: micros(record.percent),
    cap: optional(record.cap),
    createdAt: record.created_at,
  };
}

/** Saves tolerances as a new version, and returns its number. Call it in the act's own transaction. */
export function addToleranceSet(database: WritableDatabase, set: ToleranceSet, now: string): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO tolerance_set (quantity, amount, percent, cap, created_at) VALUES (?, ?, ?, ?, ?)')
    .run(set.quantity ?? null, set.amount ?? null, set.percent, set.cap ?? null, now);
  return Number(lastInsertRowid);
}
