import { AppError } from '#core/errors.ts';
import { readServerFailure } from './error-body.ts';
import type { ExchangeAnswer, ExchangeFailure } from './exchange.ts';
import type { WebexOperation } from './operations.ts';
import { retryAfterMs } from './retry.ts';

/** Params of every error about a call: the operation's title, HTTP status, the API's code and message, trackingId. */
function callParams(
  operation: Pick<WebexOperation, 'title'>,
  answer: ExchangeAnswer,
): Record<string, string> {
  const failure = readServerFailure(answer.headers, answer.body);
  return {
    operation: operation.title,
    status: String(answer.status),
    code: failure.code,
    // It stands within a sentence.
    detail: failure.detail.replace(/\.$/, ''),
    trackingId: failure.trackingId,
  };
}

/** The error for a call that was not answered. `host` is the API's host name, never a whole address. */
export const unreachable = (
  operation: Pick<WebexOperation, 'title'>,
  host: string,
  failure: ExchangeFailure,
): AppError =>
  new AppError('WEBEX_UNREACHABLE', { operation: operation.title, host, reason: failure.reason });

/** The error for an answer that is no success. */
export function apiError(operation: WebexOperation, answer: ExchangeAnswer, nowMs: number): AppError {
  const params = callParams(operation, answer);
  const { status } = answer;
  if (status >= 300 && status < 400) {
    return new AppError('WEBEX_REDIRECTED', { ...params, host: redirectHost(answer) });
  }
  switch (status) {
    case 401:
      return new AppError('WEBEX_UNAUTHORIZED', params);
    case 403:
      return operation.scope === undefined
        ? new AppError('WEBEX_REFUSED', params)
        : new AppError('WEBEX_SCOPE_MISSING', { ...params, scope: operation.scope });
    case 407:
      return new AppError('WEBEX_UNREACHABLE', { ...params, host: 'proxy', reason: 'HTTP 407' });
    case 404:
    case 410:
      return new AppError('WEBEX_NOT_FOUND', params);
    case 409:
      return new AppError('WEBEX_CONFLICT', params);
    case 423:
    case 429: {
      const wait = retryAfterMs(answer.headers, nowMs);
      const seconds = wait === undefined ? '' : String(Math.ceil(wait / 1000));
      return new AppError('WEBEX_RATE_LIMITED', { ...params, seconds });
    }
    default:
      return new AppError(status >= 500 ? 'WEBEX_UNAVAILABLE' : 'WEBEX_REFUSED', params);
  }
}

/** The error for a success whose content is not what the API promises: a proxy's page, a cut or changed answer. */
export function unreadable(
  operation: Pick<WebexOperation, 'title'>,
  answer: ExchangeAnswer,
  detail: string,
): AppError {
  return new AppError('WEBEX_ANSWER_UNREADABLE', { ...callParams(operation, answer), detail });
}

/** Whether a call may have been carried out although it failed with this error. */
export const mayHaveBeenDone = (error: unknown): boolean =>
  error instanceof AppError &&
  (error.code === 'WEBEX_UNREACHABLE' ||
    error.code === 'WEBEX_UNAVAILABLE' ||
    error.code === 'WEBEX_ANSWER_UNREADABLE');

function redirectHost(answer: ExchangeAnswer): string {
  const target = answer.headers.get('location') ?? '';
  return URL.canParse(target) ? new URL(target).host : '';
}
