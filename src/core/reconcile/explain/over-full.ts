import type { IdKey } from '../../ids.ts';
import type { OverFullConsumer, UsageSource } from '../../usage/usage-source.ts';
import type { Micros } from '../../decimal/micros.ts';
import { keyAtLevel, keyText, type PairedLine } from '../line.ts';

/** Finds the over-full consumers below a line. */
export type OverFullIndex = (line: PairedLine) => readonly OverFullConsumer[];

/** Indexes the consumers that have more user-days under one SKU than the period has days. */
export function overFullIndex(usage: UsageSource, fullUserDays: Micros, collapse: boolean): OverFullIndex {
  const bySku = new Map<IdKey, OverFullConsumer[]>();
  if (usage.levels.includes('user')) {
    for (const consumer of usage.overFullConsumers(fullUserDays)) {
      const list = bySku.get(consumer.sku);
      if (list) list.push(consumer);
      else bySku.set(consumer.sku, [consumer]);
    }
  }
  return (line) =>
    (bySku.get(line.key.sku) ?? []).filter((consumer) => {
      const key = { ...consumer, subscription: collapse ? undefined : consumer.subscription };
      return keyText(keyAtLevel(key, line.level)) === keyText(line.key);
    });
}
