import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import type { JobProgress } from '#engine/jobs/job-context.ts';
import type { JobState } from '#engine/jobs/job-state.ts';
import { runJob } from '#engine/jobs/run-job.ts';

/** A host with a clock that only the test moves. */
function host(): {
  abort: AbortController;
  states: JobState[];
  progress: JobProgress[];
  time: { now: number };
  lent: Parameters<typeof runJob>[1];
} {
  const abort = new AbortController();
  const states: JobState[] = [];
  const progress: JobProgress[] = [];
  const time = { now: 0 };
  const lent = {
    signal: abort.signal,
    onState: (state: JobState) => states.push(state),
    onProgress: (step: JobProgress) => progress.push(step),
    now: () => time.now,
  };
  return { abort, states, progress, time, lent };
}

describe('running a job', () => {
  it('gives its outcome and ends completed', async () => {
    const { lent, states } = host();
    await expect(runJob(() => Promise.resolve(42), lent)).resolves.toBe(42);
    expect(states).toEqual(['running', 'completed']);
  });

  it('stops at the next checkpoint once it is cancelled', async () => {
    const { lent, states, abort } = host();
    const job = runJob(async (context) => {
      abort.abort();
      await context.checkpoint();
    }, lent);
    await expect(job).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(states).toEqual(['running', 'cancelling', 'cancelled']);
  });

  it('does not begin when it was cancelled in the queue', async () => {
    const { lent, states, abort } = host();
    abort.abort();
    let began = false;
    const job = runJob(() => Promise.resolve((began = true)), lent);
    await expect(job).rejects.toMatchObject({ code: 'CANCELLED' });
    expect({ began, states }).toEqual({ began: false, states: ['cancelled'] });
  });

  it('takes the abort of a stream for the cancellation that it is', async () => {
    const { lent, states } = host();
    const job = runJob(() => Promise.reject(new DOMException('aborted', 'AbortError')), lent);
    await expect(job).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(states.at(-1)).toBe('cancelled');
  });

  it('says that it failed, even while it is being cancelled', async () => {
    const { lent, states, abort } = host();
    const job = runJob(() => {
      abort.abort();
      return Promise.reject(new AppError('DISK_FULL'));
    }, lent);
    await expect(job).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(states).toEqual(['running', 'cancelling', 'failed']);
  });

  it('lets other work run at a checkpoint after 50 ms, and not before', async () => {
    const { lent, time } = host();
    const order: string[] = [];
    await runJob(async (context) => {
      setImmediate(() => order.push('other'));
      time.now = 49;
      await context.checkpoint();
      order.push('49 ms');
      time.now = 50;
      await context.checkpoint();
      order.push('50 ms');
    }, lent);
    expect(order).toEqual(['49 ms', 'other', '50 ms']);
  });

  it('tells the first and the last step of a phase, and of the others one in 100 ms', async () => {
    const { lent, time, progress } = host();
    await runJob((context) => {
      for (let done = 0; done <= 1000; done += 1) {
        time.now = done;
        context.report({ phase: 'read-report', done, total: 1000, unit: 'rows' });
      }
      return Promise.resolve();
    }, lent);
    expect(progress.map((step) => step.done)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  it('tells a step that was held back before the next phase begins', async () => {
    const { lent, progress } = host();
    await runJob((context) => {
      context.report({ phase: 'read-report', done: 1, total: undefined, unit: 'rows' });
      context.report({ phase: 'read-report', done: 2, total: undefined, unit: 'rows' });
      context.report({ phase: 'store-rows', done: 1, total: undefined, unit: 'rows' });
      return Promise.resolve();
    }, lent);
    expect(progress.map((step) => `${step.phase} ${step.done}`)).toEqual([
      'read-report 1',
      'read-report 2',
      'store-rows 1',
    ]);
  });
});
