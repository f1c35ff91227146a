/** When a dead engine is started again, and when it is given up. */
export interface RestartPolicy {
  /** How long to wait before the next start, in ms; undefined: it dies too often, a person must act. */
  readonly next: () => number | undefined;
  /** It has worked: what came before is forgotten. */
  readonly reset: () => void;
}

/** The first restart comes soon, later ones are spread; after the fifth in a row something is wrong for good. */
const DELAYS_MS = [200, 1000, 3000, 10_000, 30_000];

export function restartPolicy(): RestartPolicy {
  let deaths = 0;
  return {
    next: () => DELAYS_MS[deaths++],
    reset: () => {
      deaths = 0;
    },
  };
}
