import { parentPort } from 'node:worker_threads';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import type { JobContext } from '../../../jobs/job-context.ts';
import { openTableFile } from '../../tabular/table-file.ts';
import { gatherReport } from '../gather-report.ts';
import { memoryOfBlock, memoryOfSums, ownBlock } from './block-memory.ts';
import {
  MOST_ON_THEIR_WAY,
  type MainMessage,
  type ThreadMessage,
  type ThreadTask,
} from './thread-messages.ts';

/**
 * The thread that reads a report: a program of its own, which `gather-apart.ts` starts. It opens the file, gathers its
 * rows, and hands the blocks over; it waits while too many of them are on their way.
 */
const port = defined(parentPort, 'this is a thread');
let onTheirWay = 0;
let goOn: (() => void) | undefined;

const tell = (message: ThreadMessage, memory: readonly ArrayBuffer[] = []): void => {
  port.postMessage(message, memory);
};

/** Waits until no more blocks than that are on their way. */
async function untilAtMost(blocks: number): Promise<void> {
  while (onTheirWay > blocks) {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  }
}

const context: JobContext = {
  // Who cancels ends the thread.
  signal: new AbortController().signal,
  checkpoint: () => untilAtMost(MOST_ON_THEIR_WAY - 1),
  report: (progress) => {
    tell({ kind: 'progress', progress });
  },
};

async function read(task: ThreadTask): Promise<void> {
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
          tell({ kind: 'block', block: own, issues }, memoryOfBlock(own));
        },
      },
      context,
    );
    tell({ kind: 'done', report }, memoryOfSums(report.sums));
  } finally {
    await file.close();
  }
}

async function take(task: ThreadTask): Promise<void> {
  tell({ kind: 'ready' });
  try {
    await read(task);
  } catch (error) {
    if (error instanceof AppError) tell({ kind: 'refused', code: error.code, params: error.params });
    else tell({ kind: 'failed', error });
  }
  port.close();
}

port.on('message', (message: MainMessage) => {
  if (message.kind === 'task') {
    void take(message.task);
    return;
  }
  onTheirWay -= 1;
  goOn?.();
});
