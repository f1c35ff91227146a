import { AppError } from '#core/errors.ts';
import type { JobContext, JobProgress } from '#engine/jobs/job-context.ts';

/** How long a job may work before it lets signals and timers run. */
const YIELD_EVERY_MS = 50;

/** Runs a job until it settles, cancelled or not. A cancelled one ends with `CANCELLED`. */
export async function runInJob<T>(
  work: (context: JobContext) => Promise<T>,
  signal: AbortSignal,
  report: (progress: JobProgress) => void,
): Promise<T> {
  let lastYield = performance.now();
  const throwIfCancelled = (): void => {
    if (signal.aborted) throw new AppError('CANCELLED');
  };
  const checkpoint = async (): Promise<void> => {
    throwIfCancelled();
    if (performance.now() - lastYield < YIELD_EVERY_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    lastYield = performance.now();
    throwIfCancelled();
  };
  return work({ signal, checkpoint, report });
}
