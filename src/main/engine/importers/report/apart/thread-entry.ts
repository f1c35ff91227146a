import { parentPort, workerData } from 'node:worker_threads';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import type { JobContext } from '../../../jobs/job-context.ts';
import type { UsageBlock, UsageSums } from '../../../usage-blocks/usage-block.ts';
import { openTableFile } from '../../tabular/table-file.ts';
import { gatherReport } from '../gather-report.ts';
import { MOST_ON_THEIR_WAY, type ThreadMessage, type ThreadTask } from './thread-messages.ts';

/**
 * The thread that reads a report: a program of its own, which `gather-apart.ts` starts. It opens the file, gathers its
 * rows, and hands the blocks over; it waits while too many of them are on their way.
 */
const port = defined(parentPort, 'this is a thread');
const task = workerData as ThreadTask;
let onTheirWay = 0;
let goOn: (() => void) | undefined;

const tell = (message: ThreadMessage, memory: readonly ArrayBuffer[] = []): void => {
  port.postMessage(message, memory);
};

const context: JobContext = {
  // Who cancels ends the thread.
  signal: new AbortController().signal,
  checkpoint: () =>
    onTheirWay < MOST_ON_THEIR_WAY
      ? Promise.resolve()
      : new Promise((resolve) => {
          goOn = resolve;
        }),
  report: (progress) => {
    tell({ kind: 'progress', progress });
  },
};

/** The block in memory of its own, which goes over to the other thread as it is. */
function ownBlock(block: UsageBlock): {
  readonly block: UsageBlock;
  readonly memory: readonly ArrayBuffer[];
} {
  const { rows, groups } = block;
  const own: UsageBlock = {
    ...block,
    rows: {
      count: rows.count,
      sourceRows: rows.sourceRows.slice(),
      groups: rows.groups.slice(),
      windows: rows.windows.slice(),
      quantities: rows.quantities.slice(),
      presence: rows.presence.slice(),
      ids: rows.ids.slice(),
    },
    groups: groups.slice(),
  };
  const { sourceRows, groups: rowGroups, windows, quantities, presence, ids } = own.rows;
  return {
    block: own,
    memory: memoryOf(sourceRows, rowGroups, windows, quantities, presence, ids, own.groups),
  };
}

const memoryOfSums = ({ groups, windows, userDays, rows }: UsageSums): readonly ArrayBuffer[] =>
  memoryOf(groups, windows, userDays, rows);

const memoryOf = (...columns: readonly ArrayBufferView[]): readonly ArrayBuffer[] =>
  columns.map(({ buffer }) => buffer as ArrayBuffer);

async function read(): Promise<void> {
  const file = await openTableFile(task.path, task.options, context);
  try {
    const report = await gatherReport(
      { file, source: task.source, dateOrder: task.dateOrder },
      {
        begin: (header) => {
          tell({ kind: 'header', header });
        },
        take: (block, issues) => {
          const own = ownBlock(block);
          onTheirWay += 1;
          tell({ kind: 'block', block: own.block, issues }, own.memory);
        },
      },
      context,
    );
    tell({ kind: 'done', report }, memoryOfSums(report.sums));
  } finally {
    await file.close();
  }
}

port.on('message', () => {
  onTheirWay -= 1;
  goOn?.();
  goOn = undefined;
});
tell({ kind: 'ready' });
try {
  await read();
} catch (error) {
  if (error instanceof AppError) tell({ kind: 'refused', code: error.code, params: error.params });
  else tell({ kind: 'failed', error });
}
port.close();
