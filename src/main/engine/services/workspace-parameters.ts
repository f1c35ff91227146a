import { createHash } from 'node:crypto';
import { ZERO } from '#core/decimal/micros.ts';
import { idKey } from '#core/ids.ts';
import type { Alias, PriceBookEntry, ReconcileParameters, ToleranceSet } from '#core/reconcile/parameters.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { listAliases } from '../repositories/aliases.ts';
import { currentPriceBook, listPriceBookRows } from '../repositories/price-books.ts';
import { currentToleranceSet } from '../repositories/tolerance-sets.ts';
import { currentUnitBasisSet } from '../repositories/unit-basis-sets.ts';

/** A file of parameters that takes part in a reconciliation. */
export interface ParameterSource<Entry> {
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly entries: readonly Entry[];
}

/** What is set for one reconciliation. Whatever is undefined or missing, the workspace has it. */
export interface GivenParameters {
  readonly period?: ReconcileParameters['period'];
  readonly unitBasis?: ReconcileParameters['unitBasis'] | undefined;
  readonly unitDecimals?: number | undefined;
  readonly rounding?: ReconcileParameters['rounding'];
  readonly roundingGrain?: ReconcileParameters['roundingGrain'];
  readonly tolerance?: { readonly [Name in keyof ToleranceSet]?: ToleranceSet[Name] | undefined };
  readonly priceBook?: ParameterSource<PriceBookEntry> | undefined;
  readonly aliasFile?: ParameterSource<Alias> | undefined;
}

/** The parameters of a reconciliation, whole. */
export interface EffectiveParameters {
  readonly parameters: Omit<ReconcileParameters, 'priceBook' | 'aliases'>;
  readonly priceBook?: ParameterSource<PriceBookEntry>;
  readonly aliasFile?: ParameterSource<Alias>;
  /** Every alias that applies: those of the file, and the saved ones that it does not speak of. */
  readonly aliases: readonly Alias[];
}

/** What nobody has set: everything is inferred, and nothing is tolerated beyond rounding. */
const NO_TOLERANCE: ToleranceSet = { quantity: undefined, amount: undefined, percent: ZERO, cap: undefined };

/** Completes what is set for one reconciliation by what the workspace has saved, field by field. */
export function effectiveParameters(
  database: ReadableDatabase,
  given: GivenParameters = {},
): EffectiveParameters {
  const saved = currentUnitBasisSet(database);
  const tolerance = currentToleranceSet(database) ?? NO_TOLERANCE;
  const priceBook = given.priceBook ?? savedPriceBook(database);
  // A unit basis that is stated for this reconciliation is stated for all of its SKUs.
  const bySku = given.unitBasis === undefined ? (saved?.bySku ?? []) : [];
  return {
    parameters: {
      period: given.period,
      unitBasis: given.unitBasis ?? saved?.basis ?? 'auto',
      ...(bySku.length === 0 ? {} : { unitBasisBySku: bySku }),
      unitDecimals: given.unitDecimals ?? saved?.decimals,
      rounding: given.rounding ?? saved?.rounding,
      roundingGrain: given.roundingGrain ?? saved?.grain,
      tolerance: {
        quantity: given.tolerance?.quantity ?? tolerance.quantity,
        amount: given.tolerance?.amount ?? tolerance.amount,
        percent: given.tolerance?.percent ?? tolerance.percent,
        cap: given.tolerance?.cap ?? tolerance.cap,
      },
    },
    ...(priceBook === undefined ? {} : { priceBook }),
    ...(given.aliasFile === undefined ? {} : { aliasFile: given.aliasFile }),
    aliases: withSavedAliases(given.aliasFile?.entries ?? [], listAliases(database)),
  };
}

function savedPriceBook(database: ReadableDatabase): ParameterSource<PriceBookEntry> | undefined {
  const book = currentPriceBook(database);
  return (
    book && {
      name: book.name,
      sha256: book.sha256,
      entries: listPriceBookRows(database, book.version),
    }
  );
}

/** The file speaks last: a saved alias for a name that it has is left out. */
export function withSavedAliases(given: readonly Alias[], saved: readonly Alias[]): readonly Alias[] {
  const named = new Set(given.map(({ field, from }) => `${field} ${idKey(from) ?? from}`));
  return [...saved.filter(({ field, from }) => !named.has(`${field} ${idKey(from) ?? from}`)), ...given];
}

/**
 * sha256 of everything that the workspace has set for its reconciliations, lower-case hex. Two workspaces, or two
 * moments of one, with the same settings have the same.
 */
export function workspaceParametersHash(database: ReadableDatabase): string {
  const unitBasis = currentUnitBasisSet(database);
  const tolerance = currentToleranceSet(database) ?? NO_TOLERANCE;
  const { quantity, amount, percent, cap } = tolerance;
  const text = JSON.stringify([
    [unitBasis?.basis ?? 'auto', unitBasis?.decimals ?? null, unitBasis?.rounding ?? null],
    [unitBasis?.grain ?? null, (unitBasis?.bySku ?? []).map(({ sku, basis }) => [sku, basis])],
    [quantity, amount, percent, cap].map((value) => value?.toString() ?? null),
    currentPriceBook(database)?.sha256 ?? null,
    listAliases(database).map(({ field, from, to }) => [field, from, to]),
  ]);
  return createHash('sha256').update(text).digest('hex');
}
