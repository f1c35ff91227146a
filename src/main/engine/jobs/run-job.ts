import { setImmediate as yieldTurn } from 'node:timers/promises';
import { AppError } from '#core/errors.ts';
import type { JobContext, JobProgress } from './job-context.ts';
import { nextJobState, type JobEvent, type JobState } from './job-state.ts';

/** What a job's host lends and listens to. */
export interface JobHost {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
  readonly onState?: (state: JobState) => void;
  /** Milliseconds on any clock that only goes forward; the process's own unless told. */
  readonly now?: () => number;
}

/** A checkpoint lets other work run this often. */
const YIELD_EVERY_MS = 50;
/** Progress is told this often at most; the first and last word of a phase always are. */
const REPORT_EVERY_MS = 100;

/**
 * Runs a job: a function that knows neither threads nor IPC. A cancelled one rejects with CANCELLED; one
 * that fails on its own while it is being cancelled has failed, and says so.
 */
export async function runJob<Outcome>(
  job: (context: JobContext) => Promise<Outcome>,
  host: JobHost,
): Promise<Outcome> {
  const move = stateMachine(host);
  const onAbort = (): void => {
    move('cancel');
  };
  if (host.signal.aborted) {
    move('cancel');
    throw new AppError('CANCELLED');
  }
  host.signal.addEventListener('abort', onAbort, { once: true });
  move('start');
  const { context, flush } = jobContext(host);
  try {
    const outcome = await job(context);
    flush();
    move('complete');
    return outcome;
  } catch (error) {
    const cancelled = asCancelled(error);
    move(cancelled ? 'stop' : 'fail');
    throw cancelled ?? error;
  } finally {
    host.signal.removeEventListener('abort', onAbort);
  }
}

function stateMachine(host: JobHost): (event: JobEvent) => void {
  let state: JobState = 'queued';
  return (event) => {
    const next = nextJobState(state, event);
    if (next === state) return;
    state = next;
    host.onState?.(state);
  };
}

/** The error of a job that was cancelled: our own, or that of a stream which was given the signal. */
function asCancelled(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error.code === 'CANCELLED' ? error : undefined;
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return isAbort ? new AppError('CANCELLED', {}, { cause: error }) : undefined;
}

/** The context of one run, and a way to tell the last progress that was held back. */
function jobContext(host: JobHost): { context: JobContext; flush: () => void } {
  const now = host.now ?? ((): number => performance.now());
  let yieldedAt = now();
  let reportedAt = -Infinity;
  let phase: string | undefined;
  let heldBack: JobProgress | undefined;
  const tell = (progress: JobProgress): void => {
    heldBack = undefined;
    reportedAt = now();
    phase = progress.phase;
    host.onProgress?.(progress);
  };
  const flush = (): void => {
    if (heldBack) tell(heldBack);
  };
  const stopIfAborted = (): void => {
    if (host.signal.aborted) throw new AppError('CANCELLED');
  };
  const context: JobContext = {
    signal: host.signal,
    checkpoint: async () => {
      stopIfAborted();
      if (now() - yieldedAt < YIELD_EVERY_MS) return;
      await yieldTurn();
      yieldedAt = now();
      stopIfAborted();
    },
    report: (progress) => {
      if (progress.phase !== phase) flush();
      const isLast = progress.total !== undefined && progress.done >= progress.total;
      if (progress.phase !== phase || isLast || now() - reportedAt >= REPORT_EVERY_MS) tell(progress);
      else heldBack = progress;
    },
  };
  return { context, flush };
}
