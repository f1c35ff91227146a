import { micros, type Micros } from '../../decimal/micros.ts';
import type { UsageLevel } from '../../usage/usage-row.ts';
import type { UsageSource } from '../../usage/usage-source.ts';
import { keyAtLevel, keyText, LEVEL_ORDER, type PairedLine } from '../line.ts';
import { sourceLevelFor } from '../usage-levels.ts';

/** How often each sum of user-days occurs below a key: enough to round at a finer grain, and small. */
export type Histogram = ReadonlyMap<Micros, number>;

/** The finer sums below each line, read once and only when a rounding grain asks for them. */
export interface Breakdowns {
  /** Undefined where the reports do not reach that grain, or where the line is not coarser than it. */
  of(line: PairedLine, grain: 'user' | 'customer'): Histogram | undefined;
}

/** Prepares the breakdowns of lines; nothing is read before it is asked for. */
export function breakdownsOf(usage: UsageSource, collapse: boolean): Breakdowns {
  const held = new Map<string, ReadonlyMap<string, Histogram>>();
  return {
    of: (line, grain) => {
      if (LEVEL_ORDER[line.level] >= LEVEL_ORDER[grain]) return undefined;
      const id = `${line.level} ${grain}`;
      let histograms = held.get(id);
      if (!histograms) {
        histograms = readHistograms(usage, line.level, grain, collapse);
        held.set(id, histograms);
      }
      return histograms.get(keyText(line.key));
    },
  };
}

function readHistograms(
  usage: UsageSource,
  level: UsageLevel,
  grain: 'user' | 'customer',
  collapse: boolean,
): ReadonlyMap<string, Histogram> {
  const source = sourceLevelFor(grain, usage.levels);
  const sums = new Map<string, Map<string, bigint>>();
  for (const total of source === undefined ? [] : usage.totals(source, grain)) {
    const key = keyText(
      keyAtLevel({ ...total, subscription: collapse ? undefined : total.subscription }, level),
    );
    const member = `${total.subscription} ${total.customer ?? ''} ${total.consumer ?? ''}`;
    const members = sums.get(key) ?? new Map<string, bigint>();
    members.set(member, (members.get(member) ?? 0n) + total.userDays);
    sums.set(key, members);
  }
  const histograms = new Map<string, Histogram>();
  for (const [key, members] of sums) {
    const histogram = new Map<Micros, number>();
    for (const sum of members.values()) {
      const userDays = micros(sum);
      histogram.set(userDays, (histogram.get(userDays) ?? 0) + 1);
    }
    histograms.set(key, histogram);
  }
  return histograms;
}
