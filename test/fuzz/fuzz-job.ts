import type { JobContext } from '#engine/jobs/job-context.ts';

/** A job that nobody cancels and nobody watches. */
export const FUZZ_JOB: JobContext = {
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: () => undefined,
};
