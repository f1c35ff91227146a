import { micros, type Micros } from '../../decimal/micros.ts';
import { finish, type Steps } from '../../steps.ts';
import type { UsageLevel } from '../../usage/usage-row.ts';
import type { UsageSource, UsageTotal, UserDaysCount } from '../../usage/usage-source.ts';
import { LEVEL_ORDER, type LineKey, type PairedLine } from '../line.ts';
import { lineKeyMap, type LineKeyMap } from '../line-key-map.ts';
import { sourceLevelFor } from '../usage-levels.ts';

/** How often each sum of user-days occurs below a key: enough to round at a finer grain, and small. */
export type Histogram = ReadonlyMap<Micros, number>;

/** The finer sums below each line, read once and only when a rounding grain asks for them. */
export interface Breakdowns {
  /** Undefined where the reports do not reach that grain, or where the line is not coarser than it. */
  of(line: PairedLine, grain: Grain): Histogram | undefined;
  /** Reads in steps what these lines will ask for at a grain. */
  prepare(lines: readonly PairedLine[], grain: Grain): Steps<void>;
}

type Grain = 'user' | 'customer';

/** Counts that are gone through in one step. */
const STEP_COUNTS = 5000;

interface Found {
  readonly level: UsageLevel;
  readonly histogram: Histogram | undefined;
}

/** Prepares the breakdowns of lines; nothing is read before it is asked for. */
export function breakdownsOf(usage: UsageSource, collapse: boolean): Breakdowns {
  const held = new Map<string, Pick<LineKeyMap<Histogram>, 'get'>>();
  // A line is asked for its histogram once for each of hundreds of candidates.
  const found = { user: new Map<LineKey, Found>(), customer: new Map<LineKey, Found>() };
  function* read(level: UsageLevel, grain: Grain): Steps<Pick<LineKeyMap<Histogram>, 'get'>> {
    const id = `${level} ${grain}`;
    let histograms = held.get(id);
    if (histograms === undefined) {
      histograms = yield* readHistograms(usage, level, grain, collapse);
      held.set(id, histograms);
    }
    return histograms;
  }
  return {
    prepare: function* (lines, grain) {
      for (const level of new Set(lines.map((line) => line.level))) {
        if (LEVEL_ORDER[level] < LEVEL_ORDER[grain]) yield* read(level, grain);
      }
    },
    of: ({ key, level }, grain) => {
      if (LEVEL_ORDER[level] >= LEVEL_ORDER[grain]) return undefined;
      const known = found[grain].get(key);
      if (known?.level === level) return known.histogram;
      const histogram = finish(read(level, grain)).get(key, 'user');
      found[grain].set(key, { level, histogram });
      return histogram;
    },
  };
}

function* readHistograms(
  usage: UsageSource,
  level: UsageLevel,
  grain: Grain,
  collapse: boolean,
): Steps<Pick<LineKeyMap<Histogram>, 'get'>> {
  const histograms = lineKeyMap<Map<Micros, number>>();
  let done = 0;
  for (const { subscription, sku, customer, userDays, members } of readCounts(usage, grain)) {
    if ((done += 1) % STEP_COUNTS === 0) yield;
    const key: LineKey = {
      subscription: collapse ? undefined : subscription,
      sku,
      customer,
      consumer: undefined,
    };
    const histogram = histograms.get(key, level);
    if (histogram) histogram.set(userDays, (histogram.get(userDays) ?? 0) + members);
    else histograms.set(key, level, new Map([[userDays, members]]));
  }
  return histograms;
}

interface MemberCount extends Pick<UserDaysCount, 'subscription' | 'sku' | 'customer' | 'userDays'> {
  readonly members: number;
}

/** The sums of the members of a grain. A customer's own totals are split by window: its sum is over all of them. */
function* readCounts(usage: UsageSource, grain: Grain): Iterable<MemberCount> {
  const source = sourceLevelFor(grain, usage.levels);
  if (source === undefined) return;
  if (grain === 'user') {
    for (const { consumers, ...count } of usage.userDaysCounts()) yield { ...count, members: consumers };
    return;
  }
  const sums = lineKeyMap<{ readonly total: UsageTotal; userDays: bigint }>();
  const all: { readonly total: UsageTotal; userDays: bigint }[] = [];
  for (const total of usage.totals(source, 'customer')) {
    const held = sums.get(total, 'user');
    if (held) {
      held.userDays += total.userDays;
      continue;
    }
    const sum = { total, userDays: total.userDays };
    sums.set(total, 'user', sum);
    all.push(sum);
  }
  for (const { total, userDays } of all) {
    const { subscription, sku, customer } = total;
    yield { subscription, sku, customer, userDays: micros(userDays), members: 1 };
  }
}
