import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { AppError } from '#core/errors.ts';
import { networkReason, watchIdle } from '../client/exchange.ts';
import { retryAfterMs } from '../client/retry.ts';
import { secret } from '../secret.ts';
import { nowMs, type WebexPorts } from '../webex-ports.ts';
import { checkDownloadLink, type DownloadRule } from './download-link.ts';

/** A file that has arrived whole. */
export interface Transfer {
  readonly kind: 'done';
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** False where neither a length nor the framing of the transfer shows that nothing is missing. */
  readonly isProvenWhole: boolean;
}

/** Why nothing usable arrived. Never holds any part of the link. */
export interface FailedTransfer {
  readonly kind: 'refused-link' | 'again' | 'hopeless';
  /** `HTTP 403`, `ECONNRESET`, `timeout`, `html`, `empty`, `short`, ... */
  readonly reason: string;
  /** The pause that the server asks for. */
  readonly waitMs?: number | undefined;
}

/** The link is of no use any more: a new one must be asked for. */
const LINK_REFUSED = new Set([400, 401, 403, 404, 410]);
const MAX_REDIRECTS = 3;

/** What a transfer needs. It is given no token: none can leak. */
export interface TransferRequest {
  readonly ports: WebexPorts;
  readonly rule: DownloadRule;
  readonly signal: AbortSignal;
  readonly idleTimeoutMs: number;
  readonly maxBytes: number;
  readonly onBytes: (done: number, total: number | undefined) => void;
}

/**
 * Gets a signed link with a bare GET and writes the bytes to a file, from its beginning, flushed to the disk.
 * Throws DOWNLOAD_HOST_REFUSED, CANCELLED, and errors of the disk; trouble of the network is a value.
 */
export async function transfer(
  request: TransferRequest,
  url: URL,
  path: string,
): Promise<Transfer | FailedTransfer> {
  const watch = watchIdle(request.signal, request.idleTimeoutMs);
  try {
    const response = await getBare(request, url, watch.signal);
    if ('kind' in response) return response;
    watch.touch();
    const refusal = refusalOf(response, request.ports);
    if (refusal !== undefined) {
      await response.body?.cancel();
      return refusal;
    }
    return await receive(request, response, path, watch.touch);
  } catch (error) {
    if (request.signal.aborted) throw new AppError('CANCELLED');
    if (error instanceof AppError) throw error;
    const broken = diskError(error, path);
    if (broken !== undefined) throw broken;
    const reason = watch.isIdle() ? 'timeout' : networkReason(error);
    return { kind: 'again', reason };
  } finally {
    watch.stop();
  }
}

/** Follows redirects itself: each target must satisfy the same rule. */
async function getBare(
  request: TransferRequest,
  first: URL,
  signal: AbortSignal,
): Promise<Response | FailedTransfer> {
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const init = { method: 'GET', headers: { accept: 'text/csv, */*' }, redirect: 'manual', signal } as const;
    const response = await request.ports.fetch(url.href, init);
    const target = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || target === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(target, url.href)) return { kind: 'hopeless', reason: 'redirect' };
    url = checkDownloadLink(secret(new URL(target, url).href), request.rule);
  }
  return { kind: 'hopeless', reason: 'redirect' };
}

function refusalOf(response: Response, ports: WebexPorts): FailedTransfer | undefined {
  const { status } = response;
  const reason = `HTTP ${status}`;
  if (LINK_REFUSED.has(status)) return { kind: 'refused-link', reason };
  if (status === 429 || status === 423 || status >= 500) {
    return { kind: 'again', reason, waitMs: retryAfterMs(response.headers, nowMs(ports)) };
  }
  if (status !== 200) return { kind: 'hopeless', reason };
  // A proxy's page is no report, and neither is a part of one.
  const media = (response.headers.get('content-type') ?? '').toLowerCase();
  return media.includes('html') || media.includes('xml') ? { kind: 'hopeless', reason: 'html' } : undefined;
}

async function receive(
  request: TransferRequest,
  response: Response,
  path: string,
  touch: () => void,
): Promise<Transfer | FailedTransfer> {
  const { headers, body } = response;
  // The length counts what travels: with a content encoding it says nothing about the unpacked bytes.
  const isEncoded = !['', 'identity'].includes((headers.get('content-encoding') ?? '').trim().toLowerCase());
  const stated = /^\d+$/.exec(headers.get('content-length')?.trim() ?? '')?.[0];
  const expected = stated === undefined || isEncoded ? undefined : Number(stated);
  if (body === null) return { kind: 'again', reason: 'empty' };
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'w');
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      touch();
      if (bytes === 0 && looksLikeMarkup(chunk)) return { kind: 'hopeless', reason: 'html' };
      bytes += chunk.byteLength;
      if (bytes > request.maxBytes) return { kind: 'hopeless', reason: 'too-large' };
      hash.update(chunk);
      await file.writeFile(chunk);
      request.onBytes(bytes, expected);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (bytes === 0) return { kind: 'again', reason: 'empty' };
  if (expected !== undefined && expected !== bytes) return { kind: 'again', reason: 'short' };
  const isFramed =
    stated !== undefined || (headers.get('transfer-encoding') ?? '').toLowerCase().includes('chunked');
  return { kind: 'done', bytes, sha256: hash.digest('hex'), isProvenWhole: isFramed };
}

const looksLikeMarkup = (start: Uint8Array): boolean =>
  /^\s*<(!doctype|html|\?xml)/i.test(Buffer.from(start.subarray(0, 64)).toString('latin1'));

/** The network's errors are wrapped by fetch; one that names a system call itself comes from the disk. */
function diskError(error: unknown, path: string): Error | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  const isFull = 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  return isFull ? new AppError('DISK_FULL', { file: path }, { cause: error }) : error;
}
