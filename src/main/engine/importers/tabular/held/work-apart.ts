import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { WorkBook } from '@e965/xlsx';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { fileError } from '../file-error.ts';

/** What a library does with a whole file in memory. */
export type ApartTask =
  /** The names of the streams at the top of a compound file. */
  | { readonly kind: 'streams'; readonly content: Uint8Array }
  /** A workbook's cells. */
  | { readonly kind: 'parse'; readonly content: Uint8Array | string; readonly options: object }
  | { readonly kind: 'is-locked'; readonly content: Uint8Array }
  | { readonly kind: 'decrypt'; readonly content: Uint8Array; readonly password: string };

/** What comes back, by task. */
export interface ApartResults {
  readonly streams: readonly string[];
  readonly parse: WorkBook;
  readonly 'is-locked': boolean;
  readonly decrypt: Uint8Array;
}

/** The library's own error, or its value. */
export type ApartOutcome<Kind extends ApartTask['kind']> =
  | { readonly ok: true; readonly value: ApartResults[Kind] }
  | { readonly ok: false; readonly message: string };

const MIB = 1024 * 1024;
/** A damaged length makes a library fill any memory: a small file gets a small heap, the largest one two gigabytes. */
const SMALL_BYTES = 4 * MIB;
const SMALL_HEAP_MIB = 384;
const LARGE_HEAP_MIB = 2048;
/** Milliseconds for any file, and for each MiB of it: many times what an honest one takes on a slow computer. */
const BASE_MS = 15_000;
const MS_PER_MIB = 4000;
/** A key is derived from a password in ten million rounds at most, which is slow on purpose. */
const DECRYPT_MS = 90_000;

/**
 * Lets a library do its work in a thread of its own, with a heap and a time of its own: SheetJS and the decryption hold
 * a file as a whole and trust the lengths and counts that it states. A thread that outgrows its heap or its time is
 * ended, and the engine goes on.
 *
 * Throws `FILE_DAMAGED` (a small file) or `FILE_TOO_LARGE` where that happens, and CANCELLED.
 */
export async function workApart<Kind extends ApartTask['kind']>(
  task: Extract<ApartTask, { kind: Kind }>,
  file: string,
  context: JobContext,
): Promise<ApartOutcome<Kind>> {
  const isSmall = task.content.length < SMALL_BYTES;
  const worker = takeWorker(isSmall);
  const timeMs =
    (task.kind === 'decrypt' ? DECRYPT_MS : BASE_MS) + Math.ceil(task.content.length / MIB) * MS_PER_MIB;
  let isUsable = false;
  try {
    const outcome = await answerOf(worker, task, timeMs, context.signal);
    await context.checkpoint();
    if (outcome === undefined) {
      throw fileError(isSmall ? 'FILE_DAMAGED' : 'FILE_TOO_LARGE', file);
    }
    isUsable = true;
    // The thread answers with what its task yields.
    return outcome as ApartOutcome<Kind>;
  } finally {
    if (isUsable && isSmall && parked === undefined) parked = worker;
    else await worker.terminate();
    worker.unref();
  }
}

/** The thread of the last small file: the next one need not load the libraries again. It keeps no process alive. */
let parked: Worker | undefined;

function takeWorker(isSmall: boolean): Worker {
  const held = isSmall ? parked : undefined;
  if (held !== undefined) {
    parked = undefined;
    held.ref();
    return held;
  }
  const { resolve } = createRequire(import.meta.url);
  const libraries = { sheetJs: resolve('@e965/xlsx'), decryption: resolve('officecrypto-tool') };
  const worker = new Worker(`(${threadMain.toString()})(require)`, {
    eval: true,
    workerData: libraries,
    resourceLimits: { maxOldGenerationSizeMb: isSmall ? SMALL_HEAP_MIB : LARGE_HEAP_MIB },
    // What libraries say to the console is nobody's business.
    stdout: true,
    stderr: true,
  });
  // What befalls a parked thread befalls nobody else.
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    if (parked === worker) parked = undefined;
  });
  return worker;
}

/** The thread's answer; undefined where it was ended or died. */
function answerOf(
  worker: Worker,
  task: ApartTask,
  timeMs: number,
  signal: AbortSignal,
): Promise<ApartOutcome<ApartTask['kind']> | undefined> {
  return new Promise((resolve) => {
    const settle = (outcome: ApartOutcome<ApartTask['kind']> | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      worker.off('message', settle).off('error', giveUp).off('exit', giveUp);
      resolve(outcome);
    };
    const giveUp = (): void => {
      settle(undefined);
    };
    const timer = setTimeout(giveUp, timeMs);
    signal.addEventListener('abort', giveUp);
    worker.on('message', settle).on('error', giveUp).on('exit', giveUp);
    if (signal.aborted) giveUp();
    else worker.postMessage(task);
  });
}

/**
 * The thread. It is handed over as text, so that it needs no file of its own beside the bundles: nothing outside of it
 * may be named in it.
 */
function threadMain(load: NodeJS.Require): void {
  interface Ports {
    readonly parentPort: {
      on: (event: 'message', listener: (task: ApartTask) => void) => void;
      postMessage: (message: unknown) => void;
    };
    readonly workerData: { readonly sheetJs: string; readonly decryption: string };
  }
  interface SheetJs {
    readonly CFB: { read: (content: Buffer, options: object) => { FullPaths: string[] } };
    readonly read: (content: Buffer | string, options: object) => WorkBook;
  }
  interface Decryption {
    readonly isEncrypted: (content: Buffer) => boolean;
    readonly decrypt: (content: Buffer, options: { password: string }) => Promise<Buffer>;
  }
  // SheetJS reads a damaged, negative length as one without end and pushes for ever. An array that doubles at half the
  // heap ends the whole process before its thread can be ended, so it is stopped long before that: no sheet is as long.
  const longest = 4_000_000;
  const pushMany = Reflect.get(Array.prototype, 'push');
  Reflect.defineProperty(Array.prototype, 'push', {
    configurable: true,
    writable: true,
    value: function push(this: unknown[], ...items: unknown[]): number {
      if (this.length + items.length > longest) throw new RangeError('A list without end');
      if (items.length !== 1) return Reflect.apply(pushMany, this, items);
      this[this.length] = items[0];
      return this.length;
    },
  });

  const { parentPort, workerData } = load('node:worker_threads') as Ports;
  const sheetJs = (): SheetJs => load(workerData.sheetJs) as SheetJs;
  const decryption = (): Decryption => load(workerData.decryption) as Decryption;

  /** The cells and what is said about them: nothing else crosses over. */
  const slim = (book: WorkBook): object => ({
    SheetNames: book.SheetNames,
    Workbook: {
      WBProps: { date1904: book.Workbook?.WBProps?.date1904 ?? false },
      Sheets: book.Workbook?.Sheets?.map(({ name, Hidden }) => ({ name, Hidden })),
    },
    Sheets: Object.fromEntries(
      book.SheetNames.map((name) => {
        const sheet = book.Sheets[name];
        return [name, { '!data': sheet?.['!data'], '!cols': sheet?.['!cols'], '!rows': sheet?.['!rows'] }];
      }),
    ),
  });

  const workOn = async (task: ApartTask): Promise<unknown> => {
    switch (task.kind) {
      case 'streams': {
        const { FullPaths } = sheetJs().CFB.read(Buffer.from(task.content), { type: 'buffer' });
        return FullPaths.map((path) => path.split('/')[1] ?? '');
      }
      case 'parse': {
        const { content, options } = task;
        return slim(sheetJs().read(typeof content === 'string' ? content : Buffer.from(content), options));
      }
      case 'is-locked':
        return decryption().isEncrypted(Buffer.from(task.content));
      case 'decrypt':
        return await decryption().decrypt(Buffer.from(task.content), { password: task.password });
    }
  };
  parentPort.on('message', (task) => {
    workOn(task).then(
      (value) => {
        parentPort.postMessage({ ok: true, value });
      },
      (error: unknown) => {
        parentPort.postMessage({
          ok: false,
          message: error instanceof Error ? error.message : String(error),
        });
      },
    );
  });
}
