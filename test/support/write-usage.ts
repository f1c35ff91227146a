import { finish } from '#core/steps.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { WritableDatabase } from '#engine/db/handles.ts';
import { openUsageStore } from '#engine/repositories/usage-store.ts';
import type { UsageSum } from '#engine/usage-blocks/usage-block.ts';
import { MOST_HELD_ROWS, openUsageGatherer } from '#engine/usage-blocks/usage-gatherer.ts';

/** Stores rows as an import does, at least one block a part, and adds them up. Call it within a transaction. */
export function writeUsage(
  database: WritableDatabase,
  batchId: number,
  parts: readonly (readonly UsageRow[])[],
  extraColumns: readonly string[] = [],
): UsageSum {
  const gatherer = openUsageGatherer(extraColumns);
  const store = openUsageStore(database, batchId);
  for (const rows of parts) {
    for (let from = 0; from < rows.length; from += MOST_HELD_ROWS) {
      gatherer.hold(rows.slice(from, from + MOST_HELD_ROWS));
      store.store(gatherer.take());
    }
  }
  return finish(store.addUp(gatherer.sums()));
}
