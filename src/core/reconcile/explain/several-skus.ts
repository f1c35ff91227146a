import type { IdKey } from '../../ids.ts';
import type { ConsumerUsage, UsageSource } from '../../usage/usage-source.ts';
import type { LineKey } from '../line.ts';

/** Finds the consumers below a key's subscription and customer that have usage of more than one SKU. */
export type SeveralSkus = (key: LineKey) => ReadonlyMap<IdKey, readonly ConsumerUsage[]>;

/** Asks the usage once for each subscription and customer in a row: lines come sorted by key, so one answer is kept. */
export function severalSkus(usage: UsageSource): SeveralSkus {
  let heldId: string | undefined;
  let held: ReadonlyMap<IdKey, readonly ConsumerUsage[]> = new Map();
  return ({ subscription, customer }) => {
    const id = JSON.stringify([subscription ?? null, customer ?? null]);
    if (id !== heldId) {
      const byConsumer = new Map<IdKey, ConsumerUsage[]>();
      for (const consumer of usage.severalSkuConsumersOf({ subscription, customer })) {
        const list = byConsumer.get(consumer.consumer);
        if (list) list.push(consumer);
        else byConsumer.set(consumer.consumer, [consumer]);
      }
      heldId = id;
      held = byConsumer;
    }
    return held;
  };
}
