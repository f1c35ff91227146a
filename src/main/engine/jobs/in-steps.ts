import type { JobContext } from './job-context.ts';

/** Runs work that comes in steps, with a checkpoint after each. Given up on the way, it is told so and closes what it holds. */
export async function inSteps<Outcome>(
  steps: Generator<unknown, Outcome>,
  context: Pick<JobContext, 'checkpoint'>,
): Promise<Outcome> {
  let isOver = false;
  try {
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        isOver = true;
        return step.value;
      }
      await context.checkpoint();
    }
  } finally {
    if (!isOver) closeEarly(steps);
  }
}

/** `return` wants an outcome, which work that is given up has not. */
const closeEarly = (steps: Generator): void => {
  steps.return(undefined);
};
