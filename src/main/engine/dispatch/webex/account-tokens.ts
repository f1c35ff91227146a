import { AppError } from '#core/errors.ts';
import type { EngineAccount, EngineTokens } from '#shared/engine-protocol.ts';
import { refreshingToken } from '../../webex/auth/refreshing-token.ts';
import { tokenFromText, type TokenSource } from '../../webex/auth/token-source.ts';
import type { Tokens, TokenStore } from '../../webex/auth/tokens.ts';
import { reveal, secret } from '../../webex/secret.ts';
import type { WebexPorts } from '../../webex/webex-ports.ts';
import type { HostLine } from './host-line.ts';

/** The tokens of the one account that is signed in, for all the work that uses it side by side. */
export interface AccountTokens {
  /** The source of an account's tokens: the same one as long as the account is the same. */
  readonly open: (
    account: EngineAccount,
    api: { readonly apiUrl: URL; readonly ports: WebexPorts },
  ) => TokenSource;
  /** Signed out: work that still runs gets no token any more. */
  readonly forget: () => void;
}

/**
 * Holds tokens in memory. When Webex replaces them, main has kept the new ones before they are used: a refresh token
 * that was replaced and lost would lock the person out.
 */
export function accountTokens(host: HostLine): AccountTokens {
  let current: { readonly id: string; readonly source: TokenSource; readonly store: TokenStore } | undefined;
  const forget = (): void => {
    void current?.store.clear();
    current = undefined;
  };
  return {
    forget,
    open: (account, { apiUrl, ports }) => {
      if (current?.id === account.id) return current.source;
      forget();
      const store = keptStore(host, account);
      const source =
        account.integration === null
          ? plainSource(store)
          : refreshingToken(
              { apiUrl, ports },
              {
                clientId: account.integration.clientId,
                clientSecret: secret(account.integration.clientSecret),
              },
              store,
            );
      current = { id: account.id, source, store };
      return source;
    },
  };
}

function keptStore(host: HostLine, account: EngineAccount): TokenStore {
  let held: Tokens | undefined = tokensFromMain(account.tokens);
  let isForgotten = false;
  return {
    load: () => Promise.resolve(held),
    save: async (tokens) => {
      const question = {
        kind: 'keep-tokens',
        accountId: account.id,
        tokens: tokensForMain(tokens),
        signIn: null,
      } as const;
      const isKept = await host.ask(question);
      // Signed out, or in as somebody else, while Webex was answering.
      if (!isKept || isForgotten) throw new AppError('TOKEN_MISSING');
      held = tokens;
    },
    clear: () => {
      held = undefined;
      isForgotten = true;
      return Promise.resolve();
    },
  };
}

/** A token that can't be renewed: used as it is. */
const plainSource = (store: TokenStore): TokenSource => ({
  token: async () => {
    const held = await store.load();
    if (held === undefined) throw new AppError('TOKEN_MISSING');
    return held.accessToken;
  },
  renew: () => Promise.resolve(undefined),
});

/** Tokens as main keeps them. */
export const tokensForMain = (tokens: Tokens): EngineTokens => ({
  accessToken: reveal(tokens.accessToken),
  accessExpiresAt: tokens.accessExpiresAt ?? null,
  refreshToken: tokens.refreshToken === undefined ? null : reveal(tokens.refreshToken),
  refreshExpiresAt: tokens.refreshExpiresAt ?? null,
  scopes: tokens.scopes === undefined ? null : [...tokens.scopes],
});

/** Throws TOKEN_MALFORMED for a token that can't stand in a header. */
const tokensFromMain = (tokens: EngineTokens): Tokens => ({
  accessToken: tokenFromText(tokens.accessToken),
  accessExpiresAt: tokens.accessExpiresAt ?? undefined,
  refreshToken: tokens.refreshToken === null ? undefined : secret(tokens.refreshToken),
  refreshExpiresAt: tokens.refreshExpiresAt ?? undefined,
  scopes: tokens.scopes ?? undefined,
});
