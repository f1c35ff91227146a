import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#core/errors.ts';
import type { EngineLog } from '../ports.ts';

/** The part of `fetch` that is used: Node's and Electron's `net.fetch` both fit. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

/** What the Webex client takes from its host, so that a test decides over network, time and chance. */
export interface WebexPorts {
  readonly fetch: FetchFunction;
  /** The present moment, UTC, ISO 8601. */
  readonly clock: () => string;
  /** Waits; throws CANCELLED when the signal aborts first. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** At least 0, below 1: spreads the retries of many clients. */
  readonly random: () => number;
  readonly log: EngineLog;
}

/** The ports of a plain Node process. */
export function nodeWebexPorts(host: { readonly clock: () => string; readonly log: EngineLog }): WebexPorts {
  return {
    fetch: (url, init) => fetch(url, init),
    clock: host.clock,
    sleep: async (milliseconds, signal) => {
      try {
        await delay(milliseconds, undefined, { signal });
      } catch (error) {
        throw new AppError('CANCELLED', {}, { cause: error });
      }
    },
    random: Math.random,
    log: host.log,
  };
}

/** The clock in milliseconds since 1970. */
export const nowMs = (ports: Pick<WebexPorts, 'clock'>): number => Date.parse(ports.clock());
