/** Lets pieces of work run one after the other, in the order in which they were given. */
export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue. What one piece comes to does not matter to the next. */
export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
