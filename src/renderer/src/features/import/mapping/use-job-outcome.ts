import { useState } from 'react';
import type { JobOutcome } from '#shared/ipc/contract/jobs.ts';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';
import { valueOf } from '../../../lib/error-store.ts';
import { isRunning, useJobs } from '../../../lib/job-store.ts';

/** A job that this part of the screen has started, and what it came to. */
export interface OwnJob {
  readonly isRunning: boolean;
  readonly outcome: JobOutcome | undefined;
  readonly error: WireError | undefined;
  readonly start: (request: Promise<WireResult<{ readonly jobId: string }>>) => void;
}

/** Follows the last job that was started here under `about`; another `about` is another question. */
export function useOwnJob(about: string): OwnJob {
  const [own, setOwn] = useState<{ readonly about: string; readonly jobId: string } | undefined>();
  const jobId = own?.about === about ? own.jobId : undefined;
  const job = useJobs(({ jobs }) => jobs.find((known) => known.jobId === jobId));
  return {
    isRunning: jobId !== undefined && (job === undefined || isRunning(job)),
    outcome: job?.outcome ?? undefined,
    error: job?.error ?? undefined,
    start: (request) => {
      void valueOf(request).then((started) => {
        if (started) setOwn({ about, jobId: started.jobId });
      });
    },
  };
}
