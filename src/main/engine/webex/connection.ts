import { AppError } from '#core/errors.ts';
import { configuredApiUrl } from '#shared/webex/api-address.ts';
import { tokenFromRefreshToken } from './auth/refreshing-token.ts';
import { pastedToken, type TokenSource } from './auth/token-source.ts';
import { memoryTokenStore, type TokenStore } from './auth/tokens.ts';
import { parseApiUrl } from './client/api-url.ts';
import { createWebexClient, type WebexClient } from './client/webex-client.ts';
import { type DownloadRule, downloadRule } from './download/download-link.ts';
import { reveal, secret, type Secret } from './secret.ts';
import type { WebexPorts } from './webex-ports.ts';

/** The API with a token, and where downloads may come from. */
export interface WebexConnection {
  readonly client: WebexClient;
  readonly rule: DownloadRule;
}

/** The environment variables that the command line reads. */
export type WebexEnvironment = Readonly<Record<string, string | undefined>>;

/** What the host may want to know while tokens are renewed. */
export interface ConnectionEvents {
  /** Webex has replaced the refresh token of the environment; the new one is known to this process alone. */
  readonly onRefreshTokenReplaced?: () => void;
}

/**
 * A connection by environment variables: `TIEOUT_API_URL`, `TIEOUT_DOWNLOAD_HOSTS`, and `TIEOUT_ACCESS_TOKEN` or
 * `TIEOUT_CLIENT_ID` + `TIEOUT_CLIENT_SECRET` + `TIEOUT_REFRESH_TOKEN`. Makes no call.
 *
 * Throws API_URL_INVALID, TOKEN_MISSING or TOKEN_MALFORMED.
 */
export function connectByEnvironment(
  environment: WebexEnvironment,
  ports: WebexPorts,
  events: ConnectionEvents = {},
): WebexConnection {
  const setting = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === '' ? undefined : value;
  };
  const apiUrl = parseApiUrl(configuredApiUrl(environment));
  const tokens = tokenSource(setting, apiUrl, ports, events);
  return {
    client: createWebexClient({ apiUrl, tokens, ports }),
    rule: downloadRule(apiUrl, setting('TIEOUT_DOWNLOAD_HOSTS')),
  };
}

function tokenSource(
  setting: (name: string) => string | undefined,
  apiUrl: URL,
  ports: WebexPorts,
  events: ConnectionEvents,
): TokenSource {
  const access = setting('TIEOUT_ACCESS_TOKEN');
  if (access !== undefined) return pastedToken(access);
  const clientId = setting('TIEOUT_CLIENT_ID');
  const clientSecret = setting('TIEOUT_CLIENT_SECRET');
  const refreshToken = setting('TIEOUT_REFRESH_TOKEN');
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) {
    throw new AppError('TOKEN_MISSING');
  }
  const given = secret(refreshToken);
  const store = watchedStore(given, events.onRefreshTokenReplaced ?? (() => undefined));
  return tokenFromRefreshToken(
    { apiUrl, ports },
    { clientId, clientSecret: secret(clientSecret) },
    given,
    store,
  );
}

/** Keeps tokens in memory and tells once when the refresh token is no longer the given one. */
function watchedStore(given: Secret, onReplaced: () => void): TokenStore {
  const store = memoryTokenStore();
  let isTold = false;
  return {
    ...store,
    save: async (tokens) => {
      await store.save(tokens);
      const isReplaced = tokens.refreshToken !== undefined && reveal(tokens.refreshToken) !== reveal(given);
      if (!isReplaced || isTold) return;
      isTold = true;
      onReplaced();
    },
  };
}
