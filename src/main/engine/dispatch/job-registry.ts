import { AppError } from '#core/errors.ts';
import type { JobKind, JobOutcome, JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import type { WireError } from '#shared/ipc/envelope.ts';
import { MOST_ENDED_JOBS } from '#shared/limits.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { isTerminal } from '../jobs/job-state.ts';
import { oneAtATime, type OneAtATime } from '../jobs/one-at-a-time.ts';
import { runJob } from '../jobs/run-job.ts';
import { releaseHeap } from '../modest-heap.ts';

/**
 * The queues. Of each, one job runs at a time. What waits for Webex stands in a queue of its own, so that a person can
 * import and reconcile meanwhile; whatever it writes goes through `JobRegistry.exclusively`.
 */
export type JobLane = 'workspace' | 'fetch' | 'webex';

/** A piece of work to queue. */
export interface JobOrder {
  readonly kind: JobKind;
  /** `workspace` unless told. */
  readonly lane?: JobLane;
  /** The files it works on, by the names that the person knows. */
  readonly files: readonly string[];
  readonly work: (context: JobContext) => Promise<JobOutcome>;
}

/** What the registry takes from its host. */
export interface JobRegistryPorts {
  readonly newId: () => string;
  readonly clock: () => string;
  readonly onChange: (snapshot: JobSnapshot) => void;
  /** A change outside of any job has been made: what the workspace holds is to be fetched anew. */
  readonly onWritten: () => void;
  /** The error as it may cross; it also logs what is a bug. */
  readonly toWire: (error: unknown) => WireError;
  /** The first number of this engine's snapshots: above those of the engine before. */
  readonly firstSeq: number;
}

/** The jobs of the engine: they live here, so a window may come and go. */
export interface JobRegistry {
  /** Queues a job and gives back its id. */
  readonly start: (order: JobOrder) => string;
  /** Asks a job to stop. Throws JOB_UNKNOWN. */
  readonly cancel: (jobId: string) => void;
  /**
   * Runs a short change in its turn: at once where no job runs, else after those that were queued before it. A job
   * keeps one transaction open over minutes on the one connection that writes; a change in between would be undone
   * with it. Resolves with what the change came to; what it throws, the caller gets.
   */
  readonly exclusively: <Outcome>(change: () => Outcome | Promise<Outcome>) => Promise<Outcome>;
  readonly list: () => { readonly seq: number; readonly jobs: JobSnapshot[] };
  readonly isBusy: () => boolean;
  /** The next number of a snapshot or event. */
  readonly nextSeq: () => number;
  /** Cancels everything; resolves once nothing runs any more. */
  readonly stop: () => Promise<void>;
}

interface Entry {
  snapshot: JobSnapshot;
  readonly controller: AbortController;
}

/**
 * One job of a queue runs at a time, in the order of their starts: those of the workspace write to one database, each
 * in one transaction.
 */
export function jobRegistry(ports: JobRegistryPorts): JobRegistry {
  const entries = new Map<string, Entry>();
  let seq = ports.firstSeq;
  const lanes: Readonly<Record<JobLane, OneAtATime>> = {
    workspace: oneAtATime(),
    fetch: oneAtATime(),
    webex: oneAtATime(),
  };
  const nextSeq = (): number => (seq += 1);

  const change = (entry: Entry, changes: Partial<JobSnapshot>): void => {
    entry.snapshot = { ...entry.snapshot, ...changes, seq: nextSeq() };
    ports.onChange(entry.snapshot);
  };

  const run = async (entry: Entry, work: JobOrder['work']): Promise<void> => {
    // Cancelled while it waited: it has told so already.
    if (isTerminal(entry.snapshot.state)) return;
    try {
      const outcome = await runJob(work, {
        signal: entry.controller.signal,
        onState: (state) => {
          // The ends are told below, together with what they came to.
          if (!isTerminal(state)) change(entry, { state });
        },
        onProgress: ({ phase, done, total, unit }) => {
          change(entry, { progress: { phase, done, total: total ?? null, unit } });
        },
      });
      change(entry, { state: 'completed', outcome });
    } catch (error) {
      const isCancelled = error instanceof AppError && error.code === 'CANCELLED';
      change(entry, isCancelled ? { state: 'cancelled' } : { state: 'failed', error: ports.toWire(error) });
    }
    forgetOldest(entries);
    // What a large job has left is garbage now, and nobody knows when the next one comes.
    releaseHeap();
  };

  const cancel = (entry: Entry): void => {
    if (isTerminal(entry.snapshot.state)) return;
    entry.controller.abort();
    if (entry.snapshot.state === 'queued') change(entry, { state: 'cancelled' });
  };

  return {
    nextSeq,
    start: ({ kind, files, work, lane = 'workspace' }) => {
      const jobId = ports.newId();
      const snapshot: JobSnapshot = {
        jobId,
        kind,
        files: [...files],
        state: 'queued',
        progress: null,
        outcome: null,
        error: null,
        startedAt: ports.clock(),
        seq: 0,
      };
      const entry: Entry = { snapshot, controller: new AbortController() };
      entries.set(jobId, entry);
      change(entry, {});
      void lanes[lane](() => run(entry, work));
      return jobId;
    },
    cancel: (jobId) => {
      const entry = entries.get(jobId);
      if (!entry) throw new AppError('JOB_UNKNOWN');
      cancel(entry);
    },
    exclusively: async (change) => {
      const outcome = await lanes.workspace(async () => change());
      ports.onWritten();
      return outcome;
    },
    list: () => ({ seq, jobs: [...entries.values()].map(({ snapshot }) => snapshot) }),
    isBusy: () => [...entries.values()].some(({ snapshot }) => !isTerminal(snapshot.state)),
    stop: async () => {
      for (const entry of entries.values()) cancel(entry);
      // The queues of the network first: what they still write stands in the workspace's.
      await Promise.all([lanes.fetch(idle), lanes.webex(idle)]);
      await lanes.workspace(idle);
    },
  };
}

const idle = (): Promise<void> => Promise.resolve();

/** The registry remembers what ran; of jobs that are over, the newest. */
function forgetOldest(entries: Map<string, Entry>): void {
  const ended = [...entries].filter(([, { snapshot }]) => isTerminal(snapshot.state));
  for (const [jobId] of ended.slice(0, Math.max(0, ended.length - MOST_ENDED_JOBS))) entries.delete(jobId);
}
