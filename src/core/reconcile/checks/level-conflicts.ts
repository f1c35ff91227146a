import { absolute, micros, type Micros } from '../../decimal/micros.ts';
import type { Steps } from '../../steps.ts';
import type { UsageLevel } from '../../usage/usage-row.ts';
import type { UsageSource } from '../../usage/usage-source.ts';
import { keyAtLevel, keyTextAt, type LineKey, type PairedLine } from '../line.ts';
import { lineKeyMap } from '../line-key-map.ts';

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

/** Totals that are gone through in one step. */
const STEP_TOTALS = 1000;

/** Holds PARTNER against the sum of CUSTOMER (T3) and CUSTOMER against the sum of USER (T4). */
export function* findLevelConflicts(usage: UsageSource, collapse: boolean): Steps<LevelConflicts> {
  const partnerToCustomer = yield* compareLevels(usage, 'partner', 'customer');
  const customerToUser = yield* compareLevels(usage, 'customer', 'user');
  const group = (key: LineKey): string =>
    keyTextAt(collapse ? { ...key, subscription: undefined } : key, 'partner');
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
      if (outOfPeriod || byGroup.size === 0) return [];
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

interface OpenPair {
  readonly key: LineKey;
  coarse: bigint;
  fine: bigint;
}

function* compareLevels(
  usage: UsageSource,
  coarseLevel: UsageLevel,
  fineLevel: UsageLevel,
): Steps<LevelComparison | undefined> {
  if (!usage.levels.includes(coarseLevel) || !usage.levels.includes(fineLevel)) return undefined;
  const pairs = lineKeyMap<OpenPair>();
  const all: OpenPair[] = [];
  let done = 0;
  for (const side of ['coarse', 'fine'] as const) {
    for (const total of usage.totals(side === 'coarse' ? coarseLevel : fineLevel, coarseLevel)) {
      let pair = pairs.get(total, coarseLevel);
      if (pair === undefined) {
        pair = { key: keyAtLevel(total, coarseLevel), coarse: 0n, fine: 0n };
        pairs.set(total, coarseLevel, pair);
        all.push(pair);
      }
      pair[side] += total.userDays;
      if ((done += 1) % STEP_TOTALS === 0) yield;
    }
  }
  let coarseTotal = 0n;
  let fineTotal = 0n;
  const disagreeing: LevelPair[] = [];
  for (const { key, coarse, fine } of all) {
    coarseTotal += coarse;
    fineTotal += fine;
    if (absolute(coarse - fine) > LEVEL_TOLERANCE)
      disagreeing.push({ key, coarse: micros(coarse), fine: micros(fine) });
  }
  return {
    coarseLevel,
    fineLevel,
    coarseTotal: micros(coarseTotal),
    fineTotal: micros(fineTotal),
    disagreeing,
  };
}
