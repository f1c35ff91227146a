import { useCallback, useState } from 'react';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';
import type { OutputKind } from '#shared/ipc/contract/files.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { isRunning, useJobs } from '../../lib/job-store.ts';

/** A file that is being written, or was. */
export interface Writing {
  readonly output: FileHandle | undefined;
  readonly job: JobSnapshot | undefined;
  readonly isBusy: boolean;
  /** Asks where to, makes sure that it can be written there, and starts. */
  readonly start: (
    kind: OutputKind,
    suggestedName: string,
    begin: (output: string) => Promise<WireResult<{ readonly jobId: string }>>,
  ) => Promise<void>;
}

/** Follows one file on its way out. */
export function useWriting(): Writing {
  const [output, setOutput] = useState<FileHandle>();
  const [jobId, setJobId] = useState<string>();
  const job = useJobs(({ jobs }) => jobs.find((held) => held.jobId === jobId));
  const start = useCallback<Writing['start']>(async (kind, suggestedName, begin) => {
    const chosen = await valueOf(api().files.chooseOutput({ suggestedName, kind }));
    if (!chosen) return;
    // A file that is open in Excel is noticed now, and not after minutes of work.
    const free = await valueOf(api().exports.checkTarget({ output: chosen.token }));
    if (free === undefined) return;
    const started = await valueOf(begin(chosen.token));
    if (!started) return;
    setOutput(chosen);
    setJobId(started.jobId);
  }, []);
  return { output, job, isBusy: job !== undefined && isRunning(job), start };
}
