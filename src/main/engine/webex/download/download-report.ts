import { AppError } from '#core/errors.ts';
import { DEFAULT_RETRY_POLICY } from '../client/retry.ts';
import { DEFAULT_IDLE_TIMEOUT_MS, type WebexClient } from '../client/webex-client.ts';
import { getReport } from '../reports/get-report.ts';
import { assertCompleted } from '../reports/report-state.ts';
import type { WebexReport } from '../reports/report.ts';
import { checkDownloadLink, type DownloadRule } from './download-link.ts';
import { transfer, type FailedTransfer, type TransferRequest, type Transfer } from './transfer.ts';

/** How a report is downloaded. */
export interface DownloadOptions {
  readonly rule: DownloadRule;
  readonly signal: AbortSignal;
  readonly onBytes?: (done: number, total: number | undefined) => void;
  readonly idleTimeoutMs?: number;
  readonly maxBytes?: number;
}

/** A report whose bytes have arrived. */
export interface DownloadedReport {
  readonly report: WebexReport;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Transfers that may break before it is given up. */
const MAX_ATTEMPTS = 6;
/** New links that may be refused. */
const MAX_LINKS = 4;
const MAX_BYTES = 4 * 1024 ** 3;

/**
 * Downloads a complete report to a file. A refused or expired link is replaced by a new one; a broken transfer starts
 * again; where nothing proves that the file is whole, it is fetched twice and must be the same both times.
 *
 * Throws REPORT_FAILED, REPORT_NOT_COMPLETED, DOWNLOAD_LINK_EXPIRED, DOWNLOAD_HOST_REFUSED, DOWNLOAD_FAILED, the
 * errors of getting a report, CANCELLED. What the file holds after an error is worthless.
 */
export async function downloadReport(
  client: WebexClient,
  id: string,
  path: string,
  options: DownloadOptions,
): Promise<DownloadedReport> {
  const { ports } = client;
  const request: TransferRequest = {
    ports,
    rule: options.rule,
    signal: options.signal,
    idleTimeoutMs: options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS,
    maxBytes: options.maxBytes ?? MAX_BYTES,
    onBytes: options.onBytes ?? (() => undefined),
  };
  let held = await readyReport(client, id, options.rule, options.signal);
  let links = 1;
  let unproven: Transfer | undefined;
  for (let attempt = 1; ; attempt++) {
    const outcome = await transfer(request, held.url, path);
    ports.log.info('webex: download', { outcome: outcome.kind, attempt, ...sizeOf(outcome) });
    if (outcome.kind === 'done') {
      const isConfirmed = unproven?.sha256 === outcome.sha256 && unproven.bytes === outcome.bytes;
      if (outcome.isProvenWhole || isConfirmed) {
        return { report: held.report, bytes: outcome.bytes, sha256: outcome.sha256 };
      }
      unproven = outcome;
    } else if (outcome.kind === 'hopeless') {
      throw new AppError('DOWNLOAD_FAILED', { report: id, reason: outcome.reason });
    } else if (outcome.kind === 'refused-link') {
      if (++links > MAX_LINKS)
        throw new AppError('DOWNLOAD_LINK_EXPIRED', { report: id, reason: outcome.reason });
      held = await readyReport(client, id, options.rule, options.signal);
      continue;
    }
    if (attempt >= MAX_ATTEMPTS) {
      const reason = outcome.kind === 'done' ? 'unproven' : outcome.reason;
      throw new AppError('DOWNLOAD_FAILED', { report: id, reason });
    }
    if (outcome.kind === 'again')
      await ports.sleep(pauseMs(outcome, attempt, ports.random()), options.signal);
  }
}

/** A report as it is now, with a link that may be used. */
async function readyReport(
  client: WebexClient,
  id: string,
  rule: DownloadRule,
  signal: AbortSignal,
): Promise<{ report: WebexReport; url: URL }> {
  const { link, ...report } = await getReport(client, id, signal);
  assertCompleted(report);
  if (link === undefined) throw new AppError('DOWNLOAD_FAILED', { report: id, reason: 'no link' });
  return { report, url: checkDownloadLink(link, rule) };
}

function pauseMs(outcome: FailedTransfer, attempt: number, random: number): number {
  const { firstPauseMs, longestPauseMs, longestRetryAfterMs } = DEFAULT_RETRY_POLICY;
  if (outcome.waitMs !== undefined) return Math.min(outcome.waitMs, longestRetryAfterMs);
  return Math.round(Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + random * 0.5));
}

const sizeOf = (outcome: Transfer | FailedTransfer): Record<string, string | number> =>
  outcome.kind === 'done' ? { bytes: outcome.bytes } : { reason: outcome.reason };
