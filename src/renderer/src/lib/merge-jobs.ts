import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';

/**
 * What is known of the jobs after more snapshots have come. They come in any order: of a job the one with the highest
 * `seq` counts. Newest first.
 */
export function mergeJobs(
  known: readonly JobSnapshot[],
  come: readonly JobSnapshot[],
): readonly JobSnapshot[] {
  const jobs = new Map(known.map((job) => [job.jobId, job]));
  for (const job of come) {
    const held = jobs.get(job.jobId);
    if (!held || held.seq < job.seq) jobs.set(job.jobId, job);
  }
  return [...jobs.values()].sort((a, b) =>
    a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0,
  );
}
