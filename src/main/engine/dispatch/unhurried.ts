import type { JobContext } from '../jobs/job-context.ts';

/** What a short change gives to a service that may also run as a job: nobody cancels it, nobody follows it. */
export const unhurried = (): JobContext => ({
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: () => undefined,
});
