import { create } from 'zustand';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { api } from './api.ts';
import { valueOf } from './error-store.ts';
import { mergeJobs } from './merge-jobs.ts';

/** The jobs of the engine as this window has heard of them, newest first. */
export const useJobs = create<{ readonly jobs: readonly JobSnapshot[] }>(() => ({ jobs: [] }));

const take = (snapshots: readonly JobSnapshot[]): void => {
  useJobs.setState(({ jobs }) => ({ jobs: mergeJobs(jobs, snapshots) }));
};

/** Follows the jobs: first listens, then asks what there is, and merges by `seq`. Gives back how to stop. */
export function followJobs(): () => void {
  const stop = api().events.on('jobs:changed', (job) => {
    take([job]);
  });
  list();
  return stop;
}

/** Forgets what was heard, and asks again. */
export function relistJobs(): void {
  useJobs.setState({ jobs: [] });
  list();
}

function list(): void {
  void valueOf(api().jobs.listJobs()).then((listed) => {
    if (listed) take(listed.jobs);
  });
}

export const cancelJob = (jobId: string): void => {
  void valueOf(api().jobs.cancelJob({ jobId }));
};

/** Whether a job can still come to an end. */
export const isRunning = ({ state }: JobSnapshot): boolean =>
  state === 'queued' || state === 'running' || state === 'cancelling';
