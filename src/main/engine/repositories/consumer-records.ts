import { compareText } from '#core/compare.ts';
import { micros, sumMicros } from '#core/decimal/micros.ts';
import { displayId, type IdKey } from '#core/ids.ts';
import type { PlainDate } from '#core/period.ts';
import type { SourceRef } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ConsumerUsage } from '#core/usage/usage-source.ts';
import { restoreId, type StoredId } from '../usage-blocks/stored-id.ts';
import { batchIdOf, sourceRowOf } from './stored-row-id.ts';
import type { UsageSelection } from './usage-selection.ts';

/** A report row of a consumer, with what is shown of it. */
export interface ConsumerRecord {
  sku: IdKey;
  consumer: StoredId;
  id: bigint;
  quantity: bigint;
  first_day: PlainDate;
  last_day: PlainDate;
  raw: StoredId;
}

/** The columns of a {@link ConsumerRecord}, out of `usage_group g`, `usage_row r` and `usage_window w`; the SKU as an id. */
export const CONSUMER_ROWS = `g.sku_key, r.consumer, r.id, r.quantity, w.first_day, w.last_day,
  coalesce(r.subscriber, r.user_id, r.workspace) AS raw`;

/** Adds the rows of each consumer and SKU up. Sorted by consumer, sku. */
export function toConsumers(
  records: readonly ConsumerRecord[],
  selection: UsageSelection,
): readonly ConsumerUsage[] {
  const found = new Map<string, { consumer: IdKey; sku: IdKey; records: ConsumerRecord[] }>();
  for (const record of records) {
    const consumer = restoreId(record.consumer) as IdKey;
    const mapKey = `${consumer}\u0000${record.sku}`;
    const entry = found.get(mapKey) ?? { consumer, sku: record.sku, records: [] };
    entry.records.push(record);
    found.set(mapKey, entry);
  }
  return [...found.values()]
    .sort((a, b) => compareText(a.consumer, b.consumer) || compareText(a.sku, b.sku))
    .map(({ consumer, sku, records: own }) => ({
      consumer,
      display: own.map(({ raw }) => displayId(restoreId(raw))).reduce((a, b) => (a <= b ? a : b)),
      sku,
      userDays: sumMicros(own.map(({ quantity }) => micros(quantity))),
      window: {
        start: own.map((record) => record.first_day).reduce((a, b) => (a <= b ? a : b)),
        end: own.map((record) => record.last_day).reduce((a, b) => (a >= b ? a : b)),
      },
      refs: inSourceOrder(own, selection, 'user'),
    }));
}

/** The addresses of rows, by sha256 and row. */
export function inSourceOrder(
  records: readonly { readonly id: bigint }[],
  selection: UsageSelection,
  level: UsageLevel,
): readonly SourceRef[] {
  const ids = records.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
  return (selection.batches.get(level) ?? []).flatMap((batch) =>
    ids
      .filter((id) => batchIdOf(id) === batch.id)
      .map((id) => ({ source: batch.sourceId, sheet: batch.sheet, row: sourceRowOf(id) })),
  );
}
