import type { OverFullConsumer } from '../../usage/usage-source.ts';
import { USAGE_LEVELS } from '../../usage/usage-row.ts';
import { keyText, keyTextAt, type PairedLine } from '../line.ts';

/** Finds the over-full consumers below a line. */
export type OverFullIndex = (line: PairedLine) => readonly OverFullConsumer[];

/** Indexes the consumers that have more user-days under one SKU than the period has days. */
export function overFullIndex(consumers: readonly OverFullConsumer[], collapse: boolean): OverFullIndex {
  const byKey = new Map<string, OverFullConsumer[]>();
  for (const consumer of consumers) {
    const key = { ...consumer, subscription: collapse ? undefined : consumer.subscription };
    for (const id of new Set(USAGE_LEVELS.map((level) => keyTextAt(key, level)))) {
      const list = byKey.get(id);
      if (list) list.push(consumer);
      else byKey.set(id, [consumer]);
    }
  }
  if (byKey.size === 0) return () => [];
  return (line) => byKey.get(keyText(line.key)) ?? [];
}
