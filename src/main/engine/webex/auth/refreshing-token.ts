import { AppError } from '#core/errors.ts';
import { reveal, type Secret } from '../secret.ts';
import { nowMs } from '../webex-ports.ts';
import { type OAuthHost, postForm, tokensOf } from './token-request.ts';
import type { TokenSource } from './token-source.ts';
import type { IntegrationCredentials, Tokens, TokenStore } from './tokens.ts';

/** A token is renewed while it still has this long to live, so that it does not expire on the way. */
const RENEW_BEFORE_MS = 5 * 60_000;
const TITLE = 'Refresh an Access Token';
/** A renewal is not cancelled half-way: the answer may hold the only refresh token that still works. */
const NEVER = new AbortController().signal;

/** Exchanges a refresh token for new tokens. Where the answer repeats none, the refresh token goes on being the old one. */
export async function refreshTokens(
  host: OAuthHost,
  credentials: IntegrationCredentials,
  held: { readonly refreshToken: Secret; readonly refreshExpiresAt?: number | undefined },
): Promise<Tokens> {
  const answer = await postForm(host, TITLE, ['access_token'], {
    grant_type: 'refresh_token',
    refresh_token: reveal(held.refreshToken),
    client_id: credentials.clientId,
    client_secret: reveal(credentials.clientSecret),
  });
  const tokens = tokensOf(host, TITLE, answer);
  if (tokens.refreshToken !== undefined) return tokens;
  return { ...tokens, refreshToken: held.refreshToken, refreshExpiresAt: held.refreshExpiresAt };
}

/**
 * A source that renews its token before it expires and after a refusal, and saves both tokens each time before the
 * new one is used: a refresh token that was replaced and not saved would lock the person out.
 */
export function refreshingToken(
  host: Omit<OAuthHost, 'signal'>,
  credentials: IntegrationCredentials,
  store: TokenStore,
): TokenSource {
  let renewal: Promise<Tokens> | undefined;

  const renewNow = (held: Tokens): Promise<Tokens> => {
    const { refreshToken } = held;
    if (refreshToken === undefined) return Promise.reject(new AppError('TOKEN_MISSING'));
    renewal ??= (async () => {
      const uncancelled = { ...host, signal: NEVER };
      const tokens = await refreshTokens(uncancelled, credentials, { ...held, refreshToken });
      await store.save(tokens);
      return tokens;
    })().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };

  const load = async (): Promise<Tokens> => {
    const held = await store.load();
    if (held === undefined) throw new AppError('TOKEN_MISSING');
    return held;
  };

  return {
    token: async () => {
      const held = await load();
      const expires = held.accessExpiresAt;
      const isFresh = expires === undefined || expires - nowMs(host.ports) > RENEW_BEFORE_MS;
      if (isFresh || held.refreshToken === undefined) return held.accessToken;
      return (await renewNow(held)).accessToken;
    },
    renew: async (refused) => {
      const held = await load();
      if (reveal(held.accessToken) !== reveal(refused)) return held.accessToken;
      if (held.refreshToken === undefined) return undefined;
      return (await renewNow(held)).accessToken;
    },
  };
}

/** A source that begins with a refresh token alone, as the command line gets it from its environment. */
export function tokenFromRefreshToken(
  host: Omit<OAuthHost, 'signal'>,
  credentials: IntegrationCredentials,
  refreshToken: Secret,
  store: TokenStore,
): TokenSource {
  const source = refreshingToken(host, credentials, store);
  let start: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    start ??= (async () => {
      await store.save(await refreshTokens({ ...host, signal: NEVER }, credentials, { refreshToken }));
    })().catch((error: unknown) => {
      start = undefined;
      throw error;
    });
    return start;
  };
  return {
    token: async (signal) => {
      await ready();
      return source.token(signal);
    },
    renew: async (refused, signal) => {
      await ready();
      return source.renew(refused, signal);
    },
  };
}
