/** Ends what has gone silent while it should be working. */
export interface Watchdog {
  /** A message came: it lives. */
  readonly feed: () => void;
  readonly stop: () => void;
}

/** Timers, so that a test need not wait. */
export interface Ticker {
  /** Calls `tick` every `everyMs`; gives back how to stop. */
  readonly every: (everyMs: number, tick: () => void) => () => void;
}

/** The timers of the process. */
export const processTicker: Ticker = {
  every: (everyMs, tick) => {
    const timer = setInterval(tick, everyMs);
    return () => {
      clearInterval(timer);
    };
  },
};

const TICK_MS = 5000;
/** Two minutes without a word. The engine sends a pulse every five seconds, unless it computes without a pause. */
const WORKING_TICKS = 24;
/** A quarter of an hour: a big database is checked, copied and migrated in one go, and must not be cut off in it. */
const STARTING_TICKS = 180;

/** What is expected of the other side: an idle one may be silent. */
export type Expectation = 'idle' | 'starting' | 'working';

/**
 * Watches for silence, not for duration: a job may take hours as long as something is heard of it. Ticks are counted
 * instead of time, so a computer that slept does not wake to a dead engine.
 */
export function watchdog(options: {
  readonly ticker: Ticker;
  readonly expectation: () => Expectation;
  readonly onSilence: () => void;
}): Watchdog {
  let silentTicks = 0;
  const stop = options.ticker.every(TICK_MS, () => {
    const expectation = options.expectation();
    silentTicks = expectation === 'idle' ? 0 : silentTicks + 1;
    if (silentTicks < (expectation === 'starting' ? STARTING_TICKS : WORKING_TICKS)) return;
    stop();
    options.onSilence();
  });
  return {
    feed: () => {
      silentTicks = 0;
    },
    stop,
  };
}
