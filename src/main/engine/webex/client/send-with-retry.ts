import type { WebexPorts } from '../webex-ports.ts';
import { nowMs } from '../webex-ports.ts';
import { exchange, type ExchangeAnswer, type ExchangeFailure, type ExchangeRequest } from './exchange.ts';
import { type RetryPolicy, retryPauseMs } from './retry.ts';

/**
 * Sends a request, and sends it again as the policy allows. Returns the last outcome, whatever it is; throws
 * CANCELLED. `title` names the call in the log, which gets no address and no header.
 */
export async function sendWithRetry(
  ports: WebexPorts,
  policy: RetryPolicy,
  title: string,
  request: ExchangeRequest,
): Promise<ExchangeAnswer | ExchangeFailure> {
  for (let repeated = 0; ; repeated++) {
    const outcome = await exchange(ports, request);
    const pause = retryPauseMs(request.method, outcome, repeated, policy, {
      nowMs: nowMs(ports),
      random: ports.random,
    });
    const result =
      outcome.kind === 'answer'
        ? { status: outcome.status, trackingId: outcome.headers.get('trackingid') ?? '' }
        : { reason: outcome.reason };
    ports.log.info(`webex: ${title}`, {
      ...result,
      repeated,
      ...(pause === undefined ? {} : { pauseMs: pause }),
    });
    if (pause === undefined) return outcome;
    await ports.sleep(pause, request.signal);
  }
}
