import { createWebexClient, type WebexClient } from '#engine/webex/client/webex-client.ts';
import { parseApiUrl } from '#engine/webex/client/api-url.ts';
import { pastedToken, type TokenSource } from '#engine/webex/auth/token-source.ts';
import type { FetchFunction, WebexPorts } from '#engine/webex/webex-ports.ts';
import { AppError, type ErrorCode } from '#core/errors.ts';
import type { LogDetails } from '#engine/ports.ts';
import type { Emulator } from '../webex-emulator/emulator.ts';

export const READ = 'spark-admin:wholesale_billing_reports_read';
export const WRITE = 'spark-admin:wholesale_billing_reports_write';
export const SUB_PARTNERS = 'spark-admin:wholesale_sub_partners_read';
export const ALL_SCOPES = [READ, WRITE, SUB_PARTNERS];

/** Ports whose time passes only when somebody waits, and which remember what was waited for and logged. */
export interface TestPorts extends WebexPorts {
  readonly pauses: number[];
  readonly lines: string[];
  readonly now: () => Date;
}

export function testPorts(
  start = '2026-11-02T09:00:00.000Z',
  fetchFunction: FetchFunction = fetch,
): TestPorts {
  let now = Date.parse(start);
  const pauses: number[] = [];
  const lines: string[] = [];
  const log = (message: string, details: LogDetails = {}): void => {
    lines.push(`${message} ${JSON.stringify(details)}`);
  };
  return {
    fetch: fetchFunction,
    clock: () => new Date(now).toISOString(),
    now: () => new Date(now),
    sleep: (milliseconds, signal) => {
      if (signal.aborted) return Promise.reject(new AppError('CANCELLED'));
      pauses.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
    log: { info: log, warn: log, error: log },
    pauses,
    lines,
  };
}

/** A client of an emulator, with a token of all scopes unless told otherwise. */
export function clientOf(
  emulator: Emulator,
  ports: WebexPorts,
  options: { scopes?: readonly string[]; tokens?: TokenSource; idleTimeoutMs?: number } = {},
): WebexClient {
  return createWebexClient({
    apiUrl: parseApiUrl(emulator.apiUrl),
    tokens: options.tokens ?? pastedToken(emulator.oauth.issue(options.scopes ?? ALL_SCOPES)),
    ports,
    ...(options.idleTimeoutMs === undefined ? {} : { idleTimeoutMs: options.idleTimeoutMs }),
  });
}

/** The AppError that a promise rejects with; fails where it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Expected a failure');
}

/** Its code alone. */
export const failureCode = async (promise: Promise<unknown>): Promise<ErrorCode> =>
  (await failureOf(promise)).code;

/** A signal that nobody aborts. */
export const calm = (): AbortSignal => new AbortController().signal;
