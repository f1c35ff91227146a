import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '#core/errors.ts';
import type { JobContext } from '../../../jobs/job-context.ts';
import { giveThreadsRoom } from '../../../modest-heap.ts';
import type { BlockSink, GatheredReport } from '../gather-report.ts';
import type { MainMessage, ThreadMessage, ThreadTask } from './thread-messages.ts';

/** The thread's program: in a build beside the other programs, otherwise beside this file. */
const BUILT_ENTRY = 'report-thread.js';
const SOURCE_ENTRY = 'thread-entry.ts';

/**
 * Reads a report as `gatherReport` does, in a thread of its own: while it takes the next rows apart, this one stores the
 * last ones. Throws the same, and CANCELLED.
 *
 * Undefined, and nothing has happened, where there is no thread: it could not be started. It reads one report, and ends.
 */
export async function gatherApart(
  task: ThreadTask,
  sink: BlockSink,
  context: JobContext,
  worker = startReportThread(),
): Promise<GatheredReport | undefined> {
  if (worker === undefined || worker.threadId === HAS_ENDED) return undefined;
  const messages = inboxOf(worker, context.signal);
  const say = (message: MainMessage): void => {
    worker.postMessage(message);
  };
  try {
    let isReady = false;
    say({ kind: 'task', task });
    for (;;) {
      const message = await messages.next();
      await context.checkpoint();
      if (message === undefined) throw new AppError('CANCELLED');
      switch (message.kind) {
        case 'ended':
          if (!isReady) return undefined;
          throw message.error;
        case 'ready':
          isReady = true;
          break;
        case 'header':
          sink.begin(message.header);
          break;
        case 'block':
          sink.take(message.block, message.issues);
          say({ kind: 'taken' });
          break;
        case 'progress':
          context.report(message.progress);
          break;
        case 'done':
          return message.report;
        case 'refused':
          throw new AppError(message.code, message.params);
        case 'failed':
          throw message.error;
      }
    }
  } finally {
    messages.close();
    await worker.terminate();
  }
}

/** What Node gives as the id of a thread that is no more. */
const HAS_ENDED = -1;

/**
 * Starts a thread for a report that is still to come: it is ready by the time that the report's bytes are. Whoever has no
 * use for it after all terminates it. Undefined where it can't be started.
 */
export function startReportThread(entry = threadEntry()): Worker | undefined {
  giveThreadsRoom();
  try {
    // What a library says to the console is nobody's business.
    const worker = new Worker(entry, { execArgv: [], stdout: true, stderr: true });
    // Why it could not be started is nobody's business either: the report is read without it.
    worker.on('error', () => undefined);
    return worker;
  } catch {
    // Of Node's own errors alone, such as no memory for one more heap.
    return undefined;
  }
}

function threadEntry(): string {
  const built = [import.meta.dirname, dirname(import.meta.dirname)]
    .map((folder) => join(folder, BUILT_ENTRY))
    .find((path) => existsSync(path));
  return built ?? join(import.meta.dirname, SOURCE_ENTRY);
}

/** The thread has ended without a last word: it could not be started, or was out of memory. */
interface Ended {
  readonly kind: 'ended';
  readonly error: unknown;
}

interface Inbox {
  /** The next message; undefined where the job was aborted meanwhile. */
  readonly next: () => Promise<ThreadMessage | Ended | undefined>;
  readonly close: () => void;
}

function inboxOf(worker: Worker, signal: AbortSignal): Inbox {
  const held: (ThreadMessage | Ended)[] = [];
  let wake: (() => void) | undefined;
  const rouse = (): void => {
    wake?.();
    wake = undefined;
  };
  const put = (message: ThreadMessage | Ended): void => {
    held.push(message);
    rouse();
  };
  worker.on('message', put);
  worker.on('error', (error) => {
    put({ kind: 'ended', error });
  });
  worker.on('exit', (code) => {
    put({ kind: 'ended', error: new Error(`The reading thread ended with ${String(code)}`) });
  });
  signal.addEventListener('abort', rouse);
  return {
    next: async () => {
      if (held.length === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return held.shift();
    },
    close: () => {
      signal.removeEventListener('abort', rouse);
    },
  };
}
