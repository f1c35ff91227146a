import { z } from 'zod';
import { AppError } from '#core/errors.ts';
import { WEBEX_OPERATIONS } from '../client/operations.ts';
import type { WebexClient } from '../client/webex-client.ts';

const expiry = z.object({ exp: z.number().positive() });

/**
 * When the token in use expires, UTC milliseconds; undefined where Webex does not tell (the probe is a courtesy, and
 * not every token may ask). Throws CANCELLED only.
 */
export async function tokenExpiry(client: WebexClient, signal: AbortSignal): Promise<number | undefined> {
  const operation = WEBEX_OPERATIONS.tokenExpiry;
  try {
    const answer = await client.call({ operation, path: ['authorizations', 'tokenExpiry'], signal });
    return expiry.safeParse(answer.json).data?.exp;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'remote') return undefined;
    throw error;
  }
}
