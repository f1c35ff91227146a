import type { ExchangeAnswer, ExchangeFailure } from './exchange.ts';

/** When and how often a request is repeated. */
export interface RetryPolicy {
  /** Repetitions of a request that was answered, but not served. */
  readonly answerRetries: number;
  /** Repetitions where no connection came about. */
  readonly connectionRetries: number;
  /** The first pause; each further one is twice as long. */
  readonly firstPauseMs: number;
  /** The longest pause of our own choice. */
  readonly longestPauseMs: number;
  /** A server that asks for a longer pause than this is not waited for. */
  readonly longestRetryAfterMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  answerRetries: 6,
  connectionRetries: 3,
  firstPauseMs: 1000,
  longestPauseMs: 30_000,
  longestRetryAfterMs: 300_000,
};

const SERVER_IN_TROUBLE = new Set([423, 429, 500, 502, 503, 504]);
/** These say that the request was not carried out, so that even a creation may be repeated. */
const NOT_CARRIED_OUT = new Set([423, 429]);

/** The pause that `Retry-After` asks for (seconds, or a date), at least one second; undefined when absent or malformed. */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Math.max(1000, Number(text) * 1000);
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : Math.max(1000, until - nowMs);
}

/**
 * How long to wait before the request is sent again, or undefined when it must not or need not be.
 *
 * A GET is repeated on 423, 429, 5xx and network trouble. A POST or DELETE is repeated only where the first one
 * can't have been carried out: no connection, 423, 429, or 503 with `Retry-After`.
 */
export function retryPauseMs(
  method: 'GET' | 'POST' | 'DELETE',
  outcome: ExchangeAnswer | ExchangeFailure,
  /** How many repetitions there have been. */
  repeated: number,
  policy: RetryPolicy,
  host: { readonly nowMs: number; readonly random: () => number },
): number | undefined {
  const asked = outcome.kind === 'answer' ? retryAfterMs(outcome.headers, host.nowMs) : undefined;
  if (!isRepeatable(method, outcome, asked)) return undefined;
  const limit =
    outcome.kind === 'failure' && !outcome.mayHaveArrived ? policy.connectionRetries : policy.answerRetries;
  if (repeated >= limit) return undefined;
  // Many clients that were refused at once must not come back at once.
  if (asked !== undefined) {
    return asked > policy.longestRetryAfterMs ? undefined : Math.round(asked * (1 + host.random() * 0.1));
  }
  const pause = Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** repeated);
  return Math.round(pause * (0.5 + host.random() * 0.5));
}

function isRepeatable(
  method: 'GET' | 'POST' | 'DELETE',
  outcome: ExchangeAnswer | ExchangeFailure,
  asked: number | undefined,
): boolean {
  if (outcome.kind === 'failure') {
    if (outcome.reason === 'too-large') return false;
    return method === 'GET' || !outcome.mayHaveArrived;
  }
  if (!SERVER_IN_TROUBLE.has(outcome.status)) return false;
  return (
    method === 'GET' || NOT_CARRIED_OUT.has(outcome.status) || (outcome.status === 503 && asked !== undefined)
  );
}
