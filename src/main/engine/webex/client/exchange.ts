import { AppError } from '#core/errors.ts';
import type { WebexPorts } from '../webex-ports.ts';

/** One request over the network. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** How long nothing may arrive. The whole may take longer as long as it moves. */
  readonly idleTimeoutMs: number;
}

/** An answer of whatever status. */
export interface ExchangeAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** No answer, or none that ended. */
export interface ExchangeFailure {
  readonly kind: 'failure';
  /** `ENOTFOUND`, `ECONNREFUSED`, `timeout`, `too-large`, ... */
  readonly reason: string;
  /** False where the request can't have reached a server: then repeating it can't double anything. */
  readonly mayHaveArrived: boolean;
}

/** Answers of this API are small: reports themselves are downloaded elsewhere. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

const NEVER_ARRIVED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A proxy that let nothing through; its status follows. */
const PROXY_REASON = 'proxy HTTP';

/** The system's code of a network error; the error itself may quote a URL or a header and goes no further. */
export function networkReason(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth++) {
    const proxyStatus = /^Proxy response \((\d{3})\)/.exec(current.message)?.[1];
    if (proxyStatus !== undefined) return `${PROXY_REASON} ${proxyStatus}`;
    if ('code' in current && typeof current.code === 'string' && current.code !== '') return current.code;
    const next: unknown =
      current instanceof AggregateError ? (current.errors as readonly unknown[])[0] : current.cause;
    current = next;
  }
  return 'network';
}

/** Whether a failed connection with this reason may have delivered the request. */
export const mayHaveArrived = (reason: string): boolean =>
  !NEVER_ARRIVED.has(reason) && !reason.startsWith(PROXY_REASON);

/** Aborts when the job is cancelled, or when nothing has moved for a while. */
export function watchIdle(
  signal: AbortSignal,
  idleTimeoutMs: number,
): {
  readonly signal: AbortSignal;
  readonly touch: () => void;
  readonly stop: () => void;
  readonly isIdle: () => boolean;
} {
  const controller = new AbortController();
  let idle = false;
  let timer: NodeJS.Timeout | undefined;
  const touch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      idle = true;
      controller.abort();
    }, idleTimeoutMs);
  };
  const cancel = (): void => {
    controller.abort();
  };
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  touch();
  return {
    signal: controller.signal,
    touch,
    isIdle: () => idle,
    stop: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    },
  };
}

/**
 * Sends one request and reads the whole answer. Redirects are never followed: the caller sees them as they are, so
 * that no header goes where it was not meant to go. Throws CANCELLED; every other trouble is a value.
 */
export async function exchange(
  ports: Pick<WebexPorts, 'fetch'>,
  request: ExchangeRequest,
): Promise<ExchangeAnswer | ExchangeFailure> {
  const watch = watchIdle(request.signal, request.idleTimeoutMs);
  try {
    const response = await ports.fetch(request.url.href, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: watch.signal,
    });
    watch.touch();
    const body = await readText(response, watch.touch);
    if (body === undefined) return { kind: 'failure', reason: 'too-large', mayHaveArrived: true };
    return { kind: 'answer', status: response.status, headers: response.headers, body };
  } catch (error) {
    if (request.signal.aborted) throw new AppError('CANCELLED');
    const reason = watch.isIdle() ? 'timeout' : networkReason(error);
    return { kind: 'failure', reason, mayHaveArrived: mayHaveArrived(reason) };
  } finally {
    watch.stop();
  }
}

async function readText(response: Response, touch: () => void): Promise<string | undefined> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    touch();
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
