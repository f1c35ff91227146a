import { compareOptionalText, compareText } from '../compare.ts';
import { micros, type Micros, ZERO } from '../decimal/micros.ts';
import type { IdKey } from '../ids.ts';
import type { UsageTotal } from '../usage/usage-source.ts';

/** A key whose usage differs between two versions of a report, its ids as the reports show them. */
export interface UsageChange {
  /** Undefined in PARTNER reports. */
  readonly customer: string | undefined;
  readonly subscription: string;
  readonly sku: string;
  readonly before: Micros;
  readonly after: Micros;
}

/** What changed between two versions of a report, in user-days. */
export interface UsageComparison {
  readonly before: Micros;
  readonly after: Micros;
  /** The customers with a change; 0 in PARTNER reports. */
  readonly customers: number;
  /** Sorted by customer, subscription, SKU; empty where the versions agree. */
  readonly changes: readonly UsageChange[];
}

/** How an id of each kind is shown. */
export interface UsageDisplay {
  readonly customer: (key: IdKey) => string;
  readonly subscription: (key: IdKey) => string;
  readonly sku: (key: IdKey) => string;
}

/** Compares the totals of two versions of a report, whatever the windows of their rows. */
export function compareUsage(
  before: Iterable<UsageTotal>,
  after: Iterable<UsageTotal>,
  show: UsageDisplay,
): UsageComparison {
  const keys = new Map<string, UsageChange>();
  const sums = { before: 0n, after: 0n };
  const add = (side: 'before' | 'after', totals: Iterable<UsageTotal>): void => {
    for (const { customer, subscription, sku, userDays } of totals) {
      const key = JSON.stringify([customer ?? null, subscription, sku]);
      const held = keys.get(key) ?? {
        customer: customer === undefined ? undefined : show.customer(customer),
        subscription: show.subscription(subscription),
        sku: show.sku(sku),
        before: ZERO,
        after: ZERO,
      };
      keys.set(key, { ...held, [side]: micros(held[side] + userDays) });
      sums[side] += userDays;
    }
  };
  add('before', before);
  add('after', after);
  const changes = [...keys.values()]
    .filter((change) => change.before !== change.after)
    .sort(
      (a, b) =>
        compareOptionalText(a.customer, b.customer) ||
        compareText(a.subscription, b.subscription) ||
        compareText(a.sku, b.sku),
    );
  const customers = new Set(changes.flatMap((change) => change.customer ?? []));
  return { before: micros(sums.before), after: micros(sums.after), customers: customers.size, changes };
}
