import { compareText } from '#core/compare.ts';
import { formatMicros, type Micros } from '#core/decimal/micros.ts';
import type { EventState } from '#core/events/event.ts';
import { cleanId, idKey } from '#core/ids.ts';
import type { Alias, SkuUnitBasis, ToleranceSet } from '#core/reconcile/parameters.ts';
import type { Workspace } from '../context.ts';
import { listAliases, removeAlias, setAlias } from '../repositories/aliases.ts';
import { addToleranceSet, currentToleranceSet } from '../repositories/tolerance-sets.ts';
import { addUnitBasisSet, currentUnitBasisSet, type UnitBasisSet } from '../repositories/unit-basis-sets.ts';

/** Saves tolerances as a new version; the same as before change nothing. */
export function setTolerance(workspace: Workspace, set: ToleranceSet): void {
  const { database, ports } = workspace;
  database.transaction(() => {
    const before = currentToleranceSet(database);
    if (before !== undefined && sameState(toleranceState(before), toleranceState(set))) return;
    const version = addToleranceSet(database, set, ports.clock());
    workspace.record('tolerance-set', before && { version: before.version, ...toleranceState(before) }, {
      version,
      ...toleranceState(set),
    });
  });
}

const text = (value: Micros | undefined): string | null => (value === undefined ? null : formatMicros(value));

const toleranceState = ({ quantity, amount, percent, cap }: ToleranceSet): EventState => ({
  quantity: text(quantity),
  amount: text(amount),
  percent: text(percent),
  cap: text(cap),
});

/** Saves how the invoice counts as a new version; the same as before changes nothing. */
export function setUnitBasis(workspace: Workspace, given: UnitBasisSet): void {
  const { database, ports } = workspace;
  const set = { ...given, bySku: inOrder(given.bySku) };
  database.transaction(() => {
    const before = currentUnitBasisSet(database);
    if (before !== undefined && sameState(unitBasisState(before), unitBasisState(set))) return;
    const version = addUnitBasisSet(database, set, ports.clock());
    workspace.record('unit-basis-set', before && { version: before.version, ...unitBasisState(before) }, {
      version,
      ...unitBasisState(set),
    });
  });
}

/** Each SKU once (the last word counts), in the order of their names: the same statements give the same hash. */
function inOrder(bySku: readonly SkuUnitBasis[]): readonly SkuUnitBasis[] {
  const stated = new Map<string, SkuUnitBasis>();
  for (const { sku, basis } of bySku) {
    const key = idKey(sku);
    if (key !== undefined) stated.set(key, { sku: cleanId(sku), basis });
  }
  return [...stated.values()].sort((a, b) => compareText(a.sku, b.sku));
}

const unitBasisState = (set: UnitBasisSet): EventState => ({
  basis: set.basis,
  decimals: set.decimals ?? null,
  rounding: set.rounding ?? null,
  grain: set.grain ?? null,
  bySku: set.bySku.map(({ sku, basis }) => `${sku}: ${basis}`),
});

/** Saves an alias; what the same name stood for before is replaced, and stays in the audit log. */
export function saveAlias(workspace: Workspace, given: Alias): void {
  const { database, ports } = workspace;
  const alias = { ...given, from: cleanId(given.from), to: cleanId(given.to) };
  database.transaction(() => {
    const same = listAliases(database).find((held) => held.field === alias.field && isSameName(held, alias));
    if (same?.from === alias.from && same.to === alias.to) return;
    // Another spelling of the same name would stand for the same thing twice.
    if (same !== undefined && same.from !== alias.from) removeAlias(database, same);
    setAlias(database, alias, ports.clock());
    workspace.record('alias-set', same && { ...same }, { ...alias });
  });
}

const isSameName = (a: Alias, b: Alias): boolean => (idKey(a.from) ?? a.from) === (idKey(b.from) ?? b.from);

/** Removes a saved alias; one that is not there changes nothing. */
export function dropAlias(workspace: Workspace, alias: Pick<Alias, 'field' | 'from'>): void {
  const { database } = workspace;
  database.transaction(() => {
    const to = removeAlias(database, alias);
    if (to === undefined) return;
    workspace.record('alias-removed', { field: alias.field, from: alias.from, to }, undefined);
  });
}

const sameState = (a: EventState, b: EventState): boolean => JSON.stringify(a) === JSON.stringify(b);
