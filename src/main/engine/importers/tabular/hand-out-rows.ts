import type { SheetRow } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';

/** Rows between two looks at the event loop, through which a cancellation comes. */
const ROWS_PER_CHECKPOINT = 256;

/** Hands rows out one by one. No row follows a cancellation, however long the consumer takes over each. */
export async function* handOutRows(
  batches: AsyncIterable<readonly SheetRow[]>,
  context: JobContext,
): AsyncIterable<SheetRow> {
  let count = 0;
  for await (const rows of batches) {
    for (const row of rows) {
      count += 1;
      if (context.signal.aborted || count % ROWS_PER_CHECKPOINT === 0) await context.checkpoint();
      yield row;
    }
  }
}

/** Hands rows out in blocks, with a look at the event loop before each one. None follows a cancellation. */
export async function* handOutBlocks(
  batches: AsyncIterable<readonly SheetRow[]>,
  context: JobContext,
): AsyncIterable<readonly SheetRow[]> {
  for await (const rows of batches) {
    for (let from = 0; from < rows.length; from += ROWS_PER_CHECKPOINT) {
      await context.checkpoint();
      yield rows.slice(from, from + ROWS_PER_CHECKPOINT);
    }
  }
}
