import type { z } from 'zod';
import { AppError } from '#core/errors.ts';
import type { TokenSource } from '../auth/token-source.ts';
import { reveal, type Secret } from '../secret.ts';
import { nowMs, type WebexPorts } from '../webex-ports.ts';
import { apiError, unreachable, unreadable } from './api-error.ts';
import { apiCallUrl } from './api-url.ts';
import { describeForeignBody, parseJson } from './error-body.ts';
import type { ExchangeAnswer } from './exchange.ts';
import type { WebexOperation } from './operations.ts';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry.ts';
import { sendWithRetry } from './send-with-retry.ts';

/** A call of the API. */
export interface WebexCall {
  readonly operation: WebexOperation;
  /** The parts of the path after the API's address, unencoded. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** A successful answer, any 2xx. */
export interface WebexAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined for an empty body. */
  readonly json: unknown;
  readonly answer: ExchangeAnswer;
}

/** The Webex API with a token. All methods throw `remote` AppErrors, or CANCELLED. */
export interface WebexClient {
  readonly apiUrl: URL;
  readonly ports: WebexPorts;
  /** Makes a call; throws unless the answer is a 2xx with JSON or nothing in it. */
  readonly call: (call: WebexCall) => Promise<WebexAnswer>;
  /** The same for an address that the API handed out; it must lie on the API's own origin. */
  readonly follow: (operation: WebexOperation, url: URL, signal: AbortSignal) => Promise<WebexAnswer>;
}

export interface WebexClientOptions {
  readonly apiUrl: URL;
  readonly tokens: TokenSource;
  readonly ports: WebexPorts;
  readonly retry?: RetryPolicy;
  readonly idleTimeoutMs?: number;
}

/** What the SDKs use as well. */
export const DEFAULT_IDLE_TIMEOUT_MS = 60_000;

/** Makes a client. The token goes to the origin of `apiUrl` and nowhere else. */
export function createWebexClient(options: WebexClientOptions): WebexClient {
  const { apiUrl, tokens, ports } = options;
  const retry = options.retry ?? DEFAULT_RETRY_POLICY;
  const idleTimeoutMs = options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS;

  const send = async (
    operation: WebexOperation,
    url: URL,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<ExchangeAnswer> => {
    if (url.origin !== apiUrl.origin) throw new Error('A token was about to leave the origin of the API');
    const attempt = async (token: Secret): Promise<ExchangeAnswer> => {
      const outcome = await sendWithRetry(ports, retry, operation.title, {
        method: operation.method,
        url,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${reveal(token)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
        signal,
        idleTimeoutMs,
      });
      if (outcome.kind === 'failure') throw unreachable(operation, apiUrl.hostname, outcome);
      return outcome;
    };
    const token = await tokens.token(signal);
    const answer = await attempt(token);
    if (answer.status !== 401) return answer;
    // The token was refused before anything was done: with a fresh one even a creation may be repeated.
    const renewed = await tokens.renew(token, signal);
    return renewed === undefined ? answer : attempt(renewed);
  };

  const succeed = (operation: WebexOperation, answer: ExchangeAnswer): WebexAnswer => {
    const { status, headers, body } = answer;
    if (status < 200 || status > 299) throw apiError(operation, answer, nowMs(ports));
    const isEmpty = body.trim() === '';
    const json = isEmpty ? undefined : parseJson(body);
    if (!isEmpty && json === undefined) throw unreadable(operation, answer, describeForeignBody(headers));
    return { status, headers, json, answer };
  };

  return {
    apiUrl,
    ports,
    call: async ({ operation, path, query, body, signal }) => {
      const url = apiCallUrl(apiUrl, path, query);
      const text = body === undefined ? undefined : JSON.stringify(body);
      return succeed(operation, await send(operation, url, text, signal));
    },
    follow: async (operation, url, signal) => {
      if (url.origin !== apiUrl.origin || url.username !== '' || url.password !== '') {
        throw new AppError('WEBEX_LINK_REFUSED', { operation: operation.title, host: url.host });
      }
      return succeed(operation, await send(operation, url, undefined, signal));
    },
  };
}

/** Reads an answer by a schema; what does not fit is WEBEX_ANSWER_UNREADABLE with the place, never a default. */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  operation: WebexOperation,
  { json, answer }: WebexAnswer,
): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'JSON' : issue.path.join('.');
  throw unreadable(operation, answer, place);
}
