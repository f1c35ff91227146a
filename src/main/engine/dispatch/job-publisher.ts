import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';

/** Tells of jobs no faster than the other side takes it in. */
export interface JobPublisher {
  readonly publish: (snapshot: JobSnapshot) => void;
  /** The last snapshot of a job has arrived over there. */
  readonly acknowledge: (jobId: string) => void;
}

/**
 * At most one snapshot of a job is under way. What comes meanwhile waits, and of several only the newest: a window
 * that is busy gets fewer snapshots, and always the last one.
 */
export function jobPublisher(post: (snapshot: JobSnapshot) => void): JobPublisher {
  const underWay = new Set<string>();
  const waiting = new Map<string, JobSnapshot>();
  const publish = (snapshot: JobSnapshot): void => {
    if (underWay.has(snapshot.jobId)) {
      waiting.set(snapshot.jobId, snapshot);
      return;
    }
    underWay.add(snapshot.jobId);
    post(snapshot);
  };
  return {
    publish,
    acknowledge: (jobId) => {
      underWay.delete(jobId);
      const next = waiting.get(jobId);
      if (next === undefined) return;
      waiting.delete(jobId);
      publish(next);
    },
  };
}
