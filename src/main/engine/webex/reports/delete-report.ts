import { AppError } from '#core/errors.ts';
import { WEBEX_OPERATIONS } from '../client/operations.ts';
import type { WebexClient } from '../client/webex-client.ts';
import { REPORTS_PATH } from './list-reports.ts';

/**
 * Deletes a report at Webex. Throws WEBEX_NOT_FOUND where there is none, unless `goneIsFine`: after a broken
 * connection nobody knows whether the first attempt got through.
 */
export async function deleteReport(
  client: WebexClient,
  id: string,
  options: { readonly goneIsFine: boolean },
  signal: AbortSignal,
): Promise<void> {
  const operation = WEBEX_OPERATIONS.deleteReport;
  try {
    await client.call({ operation, path: [...REPORTS_PATH, id], signal });
  } catch (error) {
    const isGone = error instanceof AppError && error.code === 'WEBEX_NOT_FOUND';
    if (!isGone || !options.goneIsFine) throw error;
  }
}
