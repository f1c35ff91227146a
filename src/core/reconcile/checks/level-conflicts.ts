import { absolute, micros, type Micros } from '../../decimal/micros.ts';
import type { UsageLevel } from '../../usage/usage-row.ts';
import type { UsageSource } from '../../usage/usage-source.ts';
import { keyAtLevel, keyText, type LineKey, type PairedLine } from '../line.ts';

/** What two report levels say about one key. */
export interface LevelPair {
  readonly key: LineKey;
  readonly coarse: Micros;
  readonly fine: Micros;
}

/** T3 or T4: two levels held against each other. */
export interface LevelComparison {
  readonly coarseLevel: UsageLevel;
  readonly fineLevel: UsageLevel;
  readonly coarseTotal: Micros;
  readonly fineTotal: Micros;
  /** The keys on which they disagree. */
  readonly disagreeing: readonly LevelPair[];
}

/** A key on which two levels disagree. */
export interface Disagreement {
  readonly comparison: LevelComparison;
  readonly pair: LevelPair;
}

/** The two comparisons, undefined where a level is missing, and a look-up for single lines. */
export interface LevelConflicts {
  readonly partnerToCustomer: LevelComparison | undefined;
  readonly customerToUser: LevelComparison | undefined;
  of(line: PairedLine): readonly Disagreement[];
}

/** Report figures are sums of the same daily records: a hundredth of a user-day covers their own rounding. */
export const LEVEL_TOLERANCE = micros(10_000n);

/** Holds PARTNER against the sum of CUSTOMER (T3) and CUSTOMER against the sum of USER (T4). */
export function findLevelConflicts(usage: UsageSource, collapse: boolean): LevelConflicts {
  const partnerToCustomer = compareLevels(usage, 'partner', 'customer');
  const customerToUser = compareLevels(usage, 'customer', 'user');
  const group = (key: LineKey): string =>
    keyText({ ...keyAtLevel(key, 'partner'), subscription: collapse ? undefined : key.subscription });
  const member = (key: LineKey): string => `${group(key)} ${key.customer ?? ''}`;
  const byGroup = new Map<string, Disagreement[]>();
  const byMember = new Map<string, Disagreement[]>();
  for (const comparison of [partnerToCustomer, customerToUser]) {
    for (const pair of comparison?.disagreeing ?? []) {
      if (!comparison) continue;
      append(byGroup, group(pair.key), { comparison, pair });
      append(byMember, member(pair.key), { comparison, pair });
    }
  }
  return {
    partnerToCustomer,
    customerToUser,
    of: ({ key, outOfPeriod }) => {
      if (outOfPeriod) return [];
      if (key.customer === undefined) return byGroup.get(group(key)) ?? [];
      const ofGroup = byMember.get(member({ ...key, customer: undefined })) ?? [];
      return [...ofGroup, ...(byMember.get(member(key)) ?? [])];
    },
  };
}

function append<Item>(map: Map<string, Item[]>, id: string, item: Item): void {
  const list = map.get(id);
  if (list) list.push(item);
  else map.set(id, [item]);
}

function compareLevels(
  usage: UsageSource,
  coarseLevel: UsageLevel,
  fineLevel: UsageLevel,
): LevelComparison | undefined {
  if (!usage.levels.includes(coarseLevel) || !usage.levels.includes(fineLevel)) return undefined;
  const pairs = new Map<string, { key: LineKey; coarse: bigint; fine: bigint }>();
  const add = (level: UsageLevel, side: 'coarse' | 'fine'): void => {
    for (const total of usage.totals(level, coarseLevel)) {
      const key = keyAtLevel({ ...total, subscription: total.subscription }, coarseLevel);
      const id = keyText(key);
      const pair = pairs.get(id) ?? { key, coarse: 0n, fine: 0n };
      pair[side] += total.userDays;
      pairs.set(id, pair);
    }
  };
  add(coarseLevel, 'coarse');
  add(fineLevel, 'fine');
  const all = [...pairs.values()].map(({ key, coarse, fine }): LevelPair => ({
    key,
    coarse: micros(coarse),
    fine: micros(fine),
  }));
  return {
    coarseLevel,
    fineLevel,
    coarseTotal: micros(all.reduce((sum, pair) => sum + pair.coarse, 0n)),
    fineTotal: micros(all.reduce((sum, pair) => sum + pair.fine, 0n)),
    disagreeing: all.filter(({ coarse, fine }) => absolute(coarse - fine) > LEVEL_TOLERANCE),
  };
}
