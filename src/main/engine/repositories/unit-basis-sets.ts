import type { RoundingMode } from '#core/decimal/micros.ts';
import type { RoundingGrain, SkuUnitBasis, UnitBasis } from '#core/reconcile/parameters.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** How the invoice counts, as a person has stated it. */
export interface UnitBasisSet {
  readonly basis: UnitBasis | 'auto';
  /** 0 to 6; undefined: inferred. */
  readonly decimals: number | undefined;
  readonly rounding: RoundingMode | undefined;
  readonly grain: RoundingGrain | undefined;
  /** SKUs that count otherwise, in the order of their names. */
  readonly bySku: readonly SkuUnitBasis[];
}

/** A saved version. Versions are never changed. */
export interface StoredUnitBasisSet extends UnitBasisSet {
  readonly version: number;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
}

interface UnitBasisRecord {
  version: bigint;
  basis: UnitBasis | 'auto';
  decimals: bigint | null;
  rounding: RoundingMode | null;
  grain: RoundingGrain | null;
  by_sku: string;
  created_at: string;
}

/** The newest saved unit basis, or undefined where it is inferred. */
export function currentUnitBasisSet(database: ReadableDatabase): StoredUnitBasisSet | undefined {
  const record = database
    .prepare<UnitBasisRecord>('SELECT * FROM unit_basis_set ORDER BY version DESC LIMIT 1')
    .get();
  if (record === undefined) return undefined;
  return {
    version: Number(record.version),
    basis: record.basis,
    decimals: record.decimals === null ? undefined : Number(record.decimals),
    rounding: record.rounding ?? undefined,
    grain: record.grain ?? undefined,
    bySku: JSON.parse(record.by_sku) as SkuUnitBasis[],
    createdAt: record.created_at,
  };
}

/** Saves a unit basis as a new version, and returns its number. Call it in the act's own transaction. */
export function addUnitBasisSet(database: WritableDatabase, set: UnitBasisSet, now: string): number {
  const { lastInsertRowid } = database
    .prepare(
      'INSERT INTO unit_basis_set (basis, decimals, rounding, grain, by_sku, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(
      set.basis,
      set.decimals ?? null,
      set.rounding ?? null,
      set.grain ?? null,
      JSON.stringify(set.bySku.map(({ sku, basis }) => ({ sku, basis }))),
      now,
    );
  return Number(lastInsertRowid);
}
