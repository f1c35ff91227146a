import { setImmediate } from 'node:timers/promises';
import type { JobContext } from '../jobs/job-context.ts';

/** What a short change gives to a service that may also run as a job: nobody cancels it, nobody follows it. */
export const unhurried = (): JobContext => ({
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: () => undefined,
});

/** The same for work that may take a while: at its checkpoints other requests have their turn. */
export const inTurns = (): JobContext => ({ ...unhurried(), checkpoint: () => setImmediate() });
