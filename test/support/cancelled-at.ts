import { AppError } from '#core/errors.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { plainContext } from './workspace.ts';

/** A job that is cancelled at its n-th checkpoint. */
export function cancelledAt(checkpoint: number): JobContext {
  let seen = 0;
  return {
    ...plainContext(),
    checkpoint: () => {
      seen += 1;
      return seen < checkpoint ? Promise.resolve() : Promise.reject(new AppError('CANCELLED'));
    },
  };
}
