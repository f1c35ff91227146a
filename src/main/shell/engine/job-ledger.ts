import type { JobSnapshot, WireJobState } from '#shared/ipc/contract/jobs.ts';
import type { WireError } from '#shared/ipc/envelope.ts';
import { MOST_ENDED_JOBS } from '#shared/limits.ts';

/** What main remembers of the engine's jobs, for the moment when the engine is not there to ask. */
export interface JobLedger {
  readonly see: (snapshot: JobSnapshot) => void;
  readonly isBusy: () => boolean;
  /** The highest number seen: the next engine counts on from it. */
  readonly lastSeq: () => number;
  /** The engine died: its unfinished jobs have failed. Gives back their last snapshots. */
  readonly failUnfinished: (error: WireError) => readonly JobSnapshot[];
  /** Jobs of engines that have died: the present one does not know them. */
  readonly lost: () => readonly JobSnapshot[];
}

const ENDED: ReadonlySet<WireJobState> = new Set(['completed', 'failed', 'cancelled']);

export function jobLedger(): JobLedger {
  const known = new Map<string, JobSnapshot>();
  const lost: JobSnapshot[] = [];
  let lastSeq = 0;
  return {
    see: (snapshot) => {
      lastSeq = Math.max(lastSeq, snapshot.seq);
      if (ENDED.has(snapshot.state)) known.delete(snapshot.jobId);
      else known.set(snapshot.jobId, snapshot);
    },
    isBusy: () => known.size > 0,
    lastSeq: () => lastSeq,
    failUnfinished: (error) => {
      const failed = [...known.values()].map((snapshot): JobSnapshot => {
        lastSeq += 1;
        return { ...snapshot, state: 'failed', error, seq: lastSeq };
      });
      known.clear();
      lost.push(...failed);
      lost.splice(0, Math.max(0, lost.length - MOST_ENDED_JOBS));
      return failed;
    },
    lost: () => lost,
  };
}
