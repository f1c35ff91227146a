import { micros, type Micros } from '../../decimal/micros.ts';
import type { UsageLevel } from '../../usage/usage-row.ts';
import type { UsageSource, UsageTotal, UserDaysCount } from '../../usage/usage-source.ts';
import { keyText, keyTextAt, LEVEL_ORDER, type LineKey, type PairedLine } from '../line.ts';
import { sourceLevelFor } from '../usage-levels.ts';

/** How often each sum of user-days occurs below a key: enough to round at a finer grain, and small. */
export type Histogram = ReadonlyMap<Micros, number>;

/** The finer sums below each line, read once and only when a rounding grain asks for them. */
export interface Breakdowns {
  /** Undefined where the reports do not reach that grain, or where the line is not coarser than it. */
  of(line: PairedLine, grain: 'user' | 'customer'): Histogram | undefined;
}

interface Found {
  readonly level: UsageLevel;
  readonly histogram: Histogram | undefined;
}

/** Prepares the breakdowns of lines; nothing is read before it is asked for. */
export function breakdownsOf(usage: UsageSource, collapse: boolean): Breakdowns {
  const held = new Map<string, ReadonlyMap<string, Histogram>>();
  // A line is asked for its histogram once for each of hundreds of candidates.
  const found = { user: new Map<LineKey, Found>(), customer: new Map<LineKey, Found>() };
  return {
    of: ({ key, level }, grain) => {
      if (LEVEL_ORDER[level] >= LEVEL_ORDER[grain]) return undefined;
      const known = found[grain].get(key);
      if (known?.level === level) return known.histogram;
      const id = `${level} ${grain}`;
      let histograms = held.get(id);
      if (!histograms) {
        histograms = readHistograms(usage, level, grain, collapse);
        held.set(id, histograms);
      }
      const histogram = histograms.get(keyText(key));
      found[grain].set(key, { level, histogram });
      return histogram;
    },
  };
}

function readHistograms(
  usage: UsageSource,
  level: UsageLevel,
  grain: 'user' | 'customer',
  collapse: boolean,
): ReadonlyMap<string, Histogram> {
  const histograms = new Map<string, Map<Micros, number>>();
  for (const { subscription, sku, customer, userDays, members } of readCounts(usage, grain)) {
    const key: LineKey = {
      subscription: collapse ? undefined : subscription,
      sku,
      customer,
      consumer: undefined,
    };
    const id = keyTextAt(key, level);
    const histogram = histograms.get(id);
    if (histogram) histogram.set(userDays, (histogram.get(userDays) ?? 0) + members);
    else histograms.set(id, new Map([[userDays, members]]));
  }
  return histograms;
}

interface MemberCount extends Pick<UserDaysCount, 'subscription' | 'sku' | 'customer' | 'userDays'> {
  readonly members: number;
}

/** The sums of the members of a grain. A customer's own totals are split by window: its sum is over all of them. */
function* readCounts(usage: UsageSource, grain: 'user' | 'customer'): Iterable<MemberCount> {
  const source = sourceLevelFor(grain, usage.levels);
  if (source === undefined) return;
  if (grain === 'user') {
    for (const { consumers, ...count } of usage.userDaysCounts()) yield { ...count, members: consumers };
    return;
  }
  const sums = new Map<string, { readonly total: UsageTotal; userDays: bigint }>();
  for (const total of usage.totals(source, 'customer')) {
    const id = keyText(total);
    const sum = sums.get(id);
    if (sum) sum.userDays += total.userDays;
    else sums.set(id, { total, userDays: total.userDays });
  }
  for (const { total, userDays } of sums.values()) {
    const { subscription, sku, customer } = total;
    yield { subscription, sku, customer, userDays: micros(userDays), members: 1 };
  }
}
