import { AppError } from '#core/errors.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { WebexConnection } from '#engine/webex/connection.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { useProxyOf } from './proxy.ts';
import type { CliSession } from './session.ts';

/** A token that ends within this time is worth a word before a long job begins. */
const SOON_MS = 60 * 60_000;

/** The connection to Webex that the environment describes. No call is made. */
export async function connect(session: CliSession): Promise<WebexConnection> {
  const { connectByEnvironment } = await import('#engine/webex/connection.ts');
  const { nodeWebexPorts } = await import('#engine/webex/webex-ports.ts');
  useProxyOf(session.host.env);
  return connectByEnvironment(session.host.env, nodeWebexPorts(session.ports), {
    onRefreshTokenReplaced: () => {
      session.tell(session.texts.webex.refreshTokenReplaced);
    },
  });
}

/** Runs a job against Webex, and meanwhile tells when the token is about to expire. */
export async function webexJob<T>(
  session: CliSession,
  connection: WebexConnection,
  work: (context: JobContext) => Promise<T>,
): Promise<T> {
  return session.job(async (context) => {
    const probe = new AbortController();
    const told = tellExpiry(session, connection, AbortSignal.any([probe.signal, context.signal]));
    try {
      return await work(context);
    } finally {
      // A courtesy must not keep anybody waiting.
      probe.abort();
      await told;
    }
  });
}

async function tellExpiry(
  session: CliSession,
  { client }: WebexConnection,
  signal: AbortSignal,
): Promise<void> {
  // Another token is renewed in time.
  if ((session.host.env['TIEOUT_ACCESS_TOKEN'] ?? '') === '') return;
  try {
    const { tokenExpiry } = await import('#engine/webex/auth/token-expiry.ts');
    const expires = await tokenExpiry(client, signal);
    const left = expires === undefined ? Infinity : expires - Date.parse(session.ports.clock());
    if (left > SOON_MS) return;
    const minutes = String(Math.max(0, Math.floor(left / 60_000)));
    session.tell(fillMessage(session.texts.webex.tokenExpires, { minutes }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
