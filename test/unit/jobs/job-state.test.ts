import { describe, expect, it } from 'vitest';
import { isTerminal, JOB_EVENTS, JOB_STATES, nextJobState } from '#engine/jobs/job-state.ts';

/** Written out a second time on purpose: state, event, next state. Everything else leaves the state as it is. */
const TABLE = [
  ['queued', 'start', 'running'],
  ['queued', 'cancel', 'cancelled'],
  ['running', 'cancel', 'cancelling'],
  ['running', 'complete', 'completed'],
  ['running', 'fail', 'failed'],
  ['running', 'stop', 'cancelled'],
  ['cancelling', 'complete', 'completed'],
  ['cancelling', 'fail', 'failed'],
  ['cancelling', 'stop', 'cancelled'],
] as const;

const cases = JOB_STATES.flatMap((state) =>
  JOB_EVENTS.map((event) => {
    const line = TABLE.find(([from, what]) => from === state && what === event);
    return [state, event, line?.[2] ?? state] as const;
  }),
);

describe('the life of a job', () => {
  it.each(cases)('leads from %s by %s to %s', (state, event, next) => {
    expect(nextJobState(state, event)).toBe(next);
  });

  it('ends completed, failed or cancelled, and nowhere else', () => {
    expect(JOB_STATES.filter(isTerminal)).toEqual(['completed', 'failed', 'cancelled']);
  });
});
