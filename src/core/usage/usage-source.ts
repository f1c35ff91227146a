import type { IdKey } from '../ids.ts';
import type { Micros } from '../decimal/micros.ts';
import type { Period } from '../period.ts';
import type { SourceRef } from '../source.ts';
import type { UsageLevel } from './usage-row.ts';

/** A usage total: the rows of one report level, added up to a grain and split by their windows. */
export interface UsageTotal {
  readonly subscription: IdKey;
  readonly sku: IdKey;
  /** Undefined at partner grain, or where the report leaves it empty. */
  readonly customer: IdKey | undefined;
  /** Undefined at partner and customer grain. */
  readonly consumer: IdKey | undefined;
  /** The rows' own window. */
  readonly window: Period;
  readonly userDays: Micros;
  readonly rows: number;
}

/** How an id is shown, and the partner's own id of a customer. */
export interface UsageNames {
  readonly subscriptions: ReadonlyMap<IdKey, string>;
  readonly skus: ReadonlyMap<IdKey, string>;
  readonly customers: ReadonlyMap<IdKey, CustomerIdentity>;
  /** External id to the org ids that carry it; more than one is ambiguous. */
  readonly externalIds: ReadonlyMap<IdKey, readonly IdKey[]>;
}

export interface CustomerIdentity {
  readonly orgId: string;
  readonly externalId: string | undefined;
}

/** One consumer (subscriber, user or workspace) under one key. */
export interface ConsumerUsage {
  readonly consumer: IdKey;
  /** As the report shows it. */
  readonly display: string;
  readonly sku: IdKey;
  readonly userDays: Micros;
  /** First and last day over the consumer's rows. */
  readonly window: Period;
  readonly refs: readonly SourceRef[];
}

/** How many consumers under one subscription, SKU and customer have the same sum of user-days. */
export interface UserDaysCount {
  readonly subscription: IdKey;
  readonly sku: IdKey;
  readonly customer: IdKey | undefined;
  readonly userDays: Micros;
  /** Rows without a consumer stand for one together. */
  readonly consumers: number;
}

/** A consumer with more user-days under one SKU than the period has days. */
export interface OverFullConsumer extends ConsumerUsage {
  readonly subscription: IdKey;
  readonly customer: IdKey | undefined;
}

/** Which usage: a key at any grain. */
export interface UsageKey {
  /** Undefined: all subscriptions together. */
  readonly subscription: IdKey | undefined;
  readonly sku: IdKey | undefined;
  readonly customer: IdKey | undefined;
  readonly consumer: IdKey | undefined;
}

/**
 * The usage that a reconciliation may read. Synchronous, so that the engine's core stays pure and simple; an
 * implementation over SQLite keeps the rows in the database and hands out totals, so that memory grows with the
 * number of keys and not of rows. Rows outside `period` never appear.
 */
export interface UsageSource {
  /** The levels of which at least one report is held. */
  readonly levels: readonly UsageLevel[];
  readonly names: UsageNames;
  /** The rows of the reports of `level`, added up to `grain` (the same level or a coarser one). Any order. */
  totals(level: UsageLevel, grain: UsageLevel): Iterable<UsageTotal>;
  /** The USER reports' consumers, counted by their sums: what rounding user by user needs, without the users. Any order. */
  userDaysCounts(): Iterable<UserDaysCount>;
  /** The consumers below a key, from the USER reports; all SKUs where `key.sku` is undefined. Sorted by consumer, sku. */
  consumersOf(key: UsageKey): readonly ConsumerUsage[];
  /**
   * The consumers below a key whose user-days sum to less than `fullUserDays`: those that started, stopped or
   * changed within the period. Sorted by consumer, sku.
   */
  partialConsumersOf(key: UsageKey, fullUserDays: Micros): readonly ConsumerUsage[];
  /**
   * The consumers below a subscription and customer (undefined: all of them) that have usage of more than one SKU,
   * one entry for each SKU. Sorted by consumer, sku.
   */
  severalSkuConsumersOf(scope: Pick<UsageKey, 'subscription' | 'customer'>): readonly ConsumerUsage[];
  /** All consumers that have more than `fullUserDays` under one subscription and SKU. Sorted by subscription, sku, consumer. */
  overFullConsumers(fullUserDays: Micros): readonly OverFullConsumer[];
  /** The report rows that make up a key, for evidence; at most `limit`, in source order. */
  refsOf(level: UsageLevel, key: UsageKey, limit: number): readonly SourceRef[];
}
