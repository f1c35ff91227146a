/** The life of a job, as a table: which event leads from which state to which. */
export const JOB_STATES = ['queued', 'running', 'cancelling', 'completed', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const JOB_EVENTS = ['start', 'cancel', 'complete', 'fail', 'stop'] as const;
/** `cancel` is a person's wish; `stop` is the job's own end because of it. */
export type JobEvent = (typeof JOB_EVENTS)[number];

const TRANSITIONS: Readonly<Record<JobState, Readonly<Partial<Record<JobEvent, JobState>>>>> = {
  queued: { start: 'running', cancel: 'cancelled' },
  running: { cancel: 'cancelling', complete: 'completed', fail: 'failed', stop: 'cancelled' },
  // The work may be done, or fail, before it notices the wish: what happened is what is said.
  cancelling: { cancel: 'cancelling', complete: 'completed', fail: 'failed', stop: 'cancelled' },
  completed: {},
  failed: {},
  cancelled: {},
};

/** The state after an event; the same state where the event has no meaning in it. */
export const nextJobState = (state: JobState, event: JobEvent): JobState =>
  TRANSITIONS[state][event] ?? state;

/** Whether a job in this state is over: only such a state ends a busy display. */
export const isTerminal = (state: JobState): boolean => Object.keys(TRANSITIONS[state]).length === 0;
