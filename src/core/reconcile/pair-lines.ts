import { addMicros, micros, sumOf, ZERO, type Micros } from '../decimal/micros.ts';
import type { IdKey } from '../ids.ts';
import { containsPeriod, formatPeriod, overlapDays, periodDays, samePeriod, type Period } from '../period.ts';
import { mapInSteps, type Steps } from '../steps.ts';
import type { UsageLevel } from '../usage/usage-row.ts';
import type { UsageSource, UsageTotal } from '../usage/usage-source.ts';
import {
  coarserLevel,
  keyAtLevel,
  LEVEL_ORDER,
  type AuditedRow,
  type LineKey,
  type LineUsage,
  type PairedLine,
  type UsagePart,
} from './line.ts';
import { lineKeyMap, type LineKeyMap } from './line-key-map.ts';
import { finestLevel, sourceLevelFor } from './usage-levels.ts';

interface Draft {
  readonly key: LineKey;
  readonly level: UsageLevel;
  readonly usageLevel: UsageLevel | undefined;
  rows: AuditedRow[];
  /** One for each window of the usage; as a rule there are few. */
  windows: DraftWindow[];
  readonly outOfPeriod: boolean;
}

interface DraftWindow {
  readonly window: Period;
  userDays: Micros;
  rows: number;
}

/** Lines in the making, by key: those of the period, and charges of another one. */
interface Drafts {
  readonly inPeriod: LineKeyMap<Draft>;
  readonly outOfPeriod: LineKeyMap<Draft>;
  /** In the order in which they were begun. */
  readonly all: Draft[];
}

/** Totals and rows that are gone through in one step. */
const STEP_ITEMS = 1000;

/**
 * Lines both sides up (domain rules 1.9, passes 1 to 4): every audited charge and every report row ends in exactly
 * one line. The charges of one subscription and SKU are compared at the coarsest grain that any of them names,
 * and no finer than the reports reach; within a key all rows are added up on both sides.
 */
export function* pairLines(
  audited: readonly AuditedRow[],
  usage: UsageSource,
  period: Period,
): Steps<readonly PairedLine[]> {
  // An invoice that names no subscription at all is held against all subscriptions together.
  const collapse = audited.length > 0 && audited.every(({ key }) => key.subscription === undefined);
  const finest = finestLevel(usage.levels) ?? 'partner';
  const groups = groupLevels(audited, finest);
  const fallback = commonestLevel(groups.all());
  const levelOf = levelLookup(groups.of, fallback);
  const drafts: Drafts = { inPeriod: lineKeyMap(), outOfPeriod: lineKeyMap(), all: [] };
  const levels = new Set<UsageLevel>([...groups.all(), fallback]);
  const sourceOf = {
    partner: sourceLevelFor('partner', usage.levels),
    customer: sourceLevelFor('customer', usage.levels),
    user: sourceLevelFor('user', usage.levels),
  } satisfies Record<UsageLevel, UsageLevel | undefined>;
  let done = 0;
  for (const level of levels) {
    const usageLevel = sourceOf[level];
    if (usageLevel === undefined) continue;
    for (const total of usage.totals(usageLevel, level)) {
      if ((done += 1) % STEP_ITEMS === 0) yield;
      const subscription = collapse ? undefined : total.subscription;
      if (levelOf(subscription, total.sku) !== level) continue;
      const { sku, customer, consumer } = total;
      addUsage(draftOf(drafts, { subscription, sku, customer, consumer }, level, usageLevel, false), total);
    }
  }
  for (const row of audited) {
    if ((done += 1) % STEP_ITEMS === 0) yield;
    const level = row.inPeriod
      ? levelOf(row.key.subscription, row.key.sku)
      : coarserLevel(row.ownLevel, finest);
    const draft = draftOf(drafts, row.key, level, sourceOf[level], !row.inPeriod);
    draft.rows = withOneMore(draft.rows, row);
  }
  return yield* mapInSteps(drafts.all, STEP_ITEMS, (draft) => pairedLine(draft, period));
}

/** The grain of a subscription and SKU; asked for every total, answered from the few there are. */
function levelLookup(
  groups: GroupLevels['of'],
  fallback: UsageLevel,
): (subscription: IdKey | undefined, sku: IdKey) => UsageLevel {
  const held = new Map<IdKey | undefined, Map<IdKey, UsageLevel>>();
  return (subscription, sku) => {
    const bySku = held.get(subscription) ?? new Map<IdKey, UsageLevel>();
    held.set(subscription, bySku);
    const known = bySku.get(sku);
    if (known !== undefined) return known;
    const key = { subscription, sku, customer: undefined, consumer: undefined };
    const level = groups(key) ?? fallback;
    bySku.set(sku, level);
    return level;
  };
}

/** The grain of each group: a subscription and SKU, whose rows are all compared at one grain. */
interface GroupLevels {
  readonly of: (key: LineKey) => UsageLevel | undefined;
  readonly all: () => readonly UsageLevel[];
}

/** For each subscription and SKU with charges of the period: the grain at which it is compared. */
function groupLevels(audited: readonly AuditedRow[], finest: UsageLevel): GroupLevels {
  const groups = lineKeyMap<{ level: UsageLevel }>();
  const all: { level: UsageLevel }[] = [];
  for (const { inPeriod, key, ownLevel } of audited) {
    if (!inPeriod) continue;
    const level = coarserLevel(ownLevel, finest);
    const held = groups.get(key, 'partner');
    if (held !== undefined) {
      held.level = coarserLevel(held.level, level);
      continue;
    }
    const group = { level };
    groups.set(key, 'partner', group);
    all.push(group);
  }
  return { of: (key) => groups.get(key, 'partner')?.level, all: () => all.map(({ level }) => level) };
}

/** The grain of usage that has no charge: the one at which most of the invoice is compared; ties: the coarser. */
function commonestLevel(levels: Iterable<UsageLevel>): UsageLevel {
  const counts = new Map<UsageLevel, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || LEVEL_ORDER[a[0]] - LEVEL_ORDER[b[0]]);
  return ranked[0]?.[0] ?? 'partner';
}

function draftOf(
  drafts: Drafts,
  key: LineKey,
  level: UsageLevel,
  usageLevel: UsageLevel | undefined,
  outOfPeriod: boolean,
): Draft {
  const byKey = outOfPeriod ? drafts.outOfPeriod : drafts.inPeriod;
  const held = byKey.get(key, level);
  if (held) return held;
  const draft: Draft = { key: keyAtLevel(key, level), level, usageLevel, rows: [], windows: [], outOfPeriod };
  byKey.set(key, level, draft);
  drafts.all.push(draft);
  return draft;
}

function addUsage(draft: Draft, { window, userDays, rows }: UsageTotal): void {
  const held = draft.windows.find((entry) => samePeriod(entry.window, window));
  if (held === undefined) {
    draft.windows = withOneMore(draft.windows, { window, userDays, rows });
    return;
  }
  held.userDays = addMicros(held.userDays, userDays);
  held.rows += rows;
}

/** A list with one more: nearly all have one, for which a list that grows would keep room for seventeen. */
function withOneMore<Item>(list: Item[], item: Item): Item[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}

function pairedLine(draft: Draft, period: Period): PairedLine {
  const { key, level, rows, outOfPeriod } = draft;
  const usage = lineUsage(draft, period);
  const hasBoth = rows.length > 0 && usage.rows > 0;
  return {
    key,
    level,
    usageLevel: usage.rows > 0 ? draft.usageLevel : undefined,
    rows,
    invoicedQuantity: sumOf(rows, ({ quantity }) => quantity),
    usage,
    rule: hasBoth ? ruleOf(draft, period) : 'none',
    outOfPeriod,
  };
}

function ruleOf(draft: Draft, period: Period): PairedLine['rule'] {
  if (draft.rows.some((row) => row.byHand)) return 'manual';
  if (draft.rows.some((row) => row.viaAlias)) return 'pass-3-alias';
  if (draft.rows.some((row) => LEVEL_ORDER[row.namedLevel] > LEVEL_ORDER[draft.level]))
    return 'pass-4-grouped';
  const own = draft.windows.map((entry) => entry.window);
  const isWhole = (window: Period | undefined): boolean =>
    window === undefined ||
    samePeriod(window, period) ||
    (own.length === 1 && own.every((usageWindow) => samePeriod(usageWindow, window)));
  return draft.rows.every((row) => isWhole(row.window)) ? 'pass-1-exact' : 'pass-2-windows';
}

/**
 * The reports' side, split into parts that are converted with their own days. One charge window: its days divide
 * (the contract's rule). Several: each report row is divided by the window it lies in, where the windows do not
 * overlap and the reports are split along them; otherwise the period's days divide.
 */
function lineUsage(draft: Draft, period: Period): LineUsage {
  const entries = draft.windows;
  const userDays = sumOf(entries, ({ userDays: ofEntry }) => ofEntry);
  const rows = entries.reduce((sum, entry) => sum + entry.rows, 0);
  const windows = distinctWindows(draft.rows, period);
  const only = windows.length === 1 ? windows[0] : undefined;
  if (only) return { userDays, rows, parts: [{ userDays, days: periodDays(only) }] };
  const parts = splitByWindows(entries, windows);
  return { userDays, rows, parts: parts ?? [{ userDays, days: periodDays(period) }] };
}

function distinctWindows(rows: readonly AuditedRow[], period: Period): readonly Period[] {
  const only = rows[0];
  if (only !== undefined && rows.length === 1) return [only.window ?? period];
  const windows = new Map<string, Period>();
  for (const row of rows) {
    const window = row.window ?? period;
    windows.set(formatPeriod(window), window);
  }
  return [...windows.values()];
}

function splitByWindows(
  entries: readonly { readonly window: Period; readonly userDays: bigint }[],
  windows: readonly Period[],
): readonly UsagePart[] | undefined {
  const isDisjoint = windows.every((a, i) => windows.every((b, j) => i === j || overlapDays(a, b) === 0));
  if (windows.length === 0 || !isDisjoint) return undefined;
  const sums = new Map<Period, bigint>(windows.map((window) => [window, ZERO]));
  for (const entry of entries) {
    const home = windows.find((window) => containsPeriod(window, entry.window));
    if (!home) return undefined;
    sums.set(home, (sums.get(home) ?? 0n) + entry.userDays);
  }
  return [...sums].map(([window, sum]) => ({ userDays: micros(sum), days: periodDays(window) }));
}
