import { AppError } from '../errors.ts';
import { idKey, type IdKey } from '../ids.ts';
import type { PlainDate } from '../period.ts';
import type { LineKey } from './line.ts';
import type { PriceBookEntry } from './parameters.ts';

/** Finds the price-book row for a key on a day; undefined where the book has none. */
export type PriceLookup = (
  key: LineKey,
  day: PlainDate,
  customerExternalId: string | undefined,
) => PriceBookEntry | undefined;

interface IndexedEntry {
  readonly entry: PriceBookEntry;
  readonly subscription: IdKey | undefined;
  readonly customer: IdKey | undefined;
  /** How specific the row is: each stated id counts before stated dates. */
  readonly rank: number;
}

/**
 * Prepares a price book for look-ups: the most specific row that is valid on the day wins (a row that names a
 * subscription or a customer before one that does not, a dated row before an undated one).
 *
 * @throws AppError PRICE_BOOK_AMBIGUOUS where two equally specific rows with different prices apply to a key:
 * params `sku`, `rows`, `day`.
 */
export function priceLookup(
  entries: readonly PriceBookEntry[] | undefined,
  currency: string | undefined,
): PriceLookup {
  const bySku = new Map<IdKey, IndexedEntry[]>();
  for (const entry of entries ?? []) {
    const sku = idKey(entry.sku);
    if (sku === undefined || (currency !== undefined && entry.currency !== currency)) continue;
    const subscription = idKey(entry.subscriptionId);
    const customer = idKey(entry.customerOrgId);
    const ids = (subscription === undefined ? 0 : 1) + (customer === undefined ? 0 : 1);
    const dated = entry.validFrom !== undefined || entry.validTo !== undefined ? 1 : 0;
    const indexed = { entry, subscription, customer, rank: ids * 2 + dated };
    const list = bySku.get(sku);
    if (list) list.push(indexed);
    else bySku.set(sku, [indexed]);
  }
  return (key, day, customerExternalId) => {
    const external = idKey(customerExternalId);
    const applicable = (bySku.get(key.sku) ?? []).filter(
      ({ entry, subscription, customer }) =>
        (subscription === undefined || subscription === key.subscription) &&
        (customer === undefined || customer === key.customer || customer === external) &&
        (entry.validFrom === undefined || entry.validFrom <= day) &&
        (entry.validTo === undefined || day <= entry.validTo),
    );
    const highest = Math.max(...applicable.map(({ rank }) => rank));
    const best = applicable.filter(({ rank }) => rank === highest).map(({ entry }) => entry);
    if (best.length > 1) {
      throw new AppError('PRICE_BOOK_AMBIGUOUS', {
        sku: best[0]?.sku ?? '',
        rows: best.map(({ row }) => row).join(', '),
        day,
      });
    }
    return best[0];
  };
}
