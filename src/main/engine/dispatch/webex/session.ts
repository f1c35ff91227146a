import { AppError } from '#core/errors.ts';
import type { EngineAccount, EngineInput } from '#shared/engine-protocol.ts';
import type { WireError } from '#shared/ipc/envelope.ts';
import type { KeptAccess, WebexConnectionState, WebexPermission } from '#shared/ipc/contract/webex.ts';
import { configuredApiUrl, DEFAULT_API_URL } from '#shared/webex/api-address.ts';
import { DEFAULT_LOOPBACK_PORT, redirectUri } from '#shared/webex/redirect.ts';
import type { EnginePorts } from '../../ports.ts';
import { tokenExpiry } from '../../webex/auth/token-expiry.ts';
import { parseApiUrl } from '../../webex/client/api-url.ts';
import { WEBEX_OPERATIONS } from '../../webex/client/operations.ts';
import type { RetryPolicy } from '../../webex/client/retry.ts';
import { createWebexClient, type WebexClient } from '../../webex/client/webex-client.ts';
import type { WebexConnection, WebexEnvironment } from '../../webex/connection.ts';
import { downloadRule } from '../../webex/download/download-link.ts';
import { REPORTS_PATH } from '../../webex/reports/list-reports.ts';
import { nodeWebexPorts, nowMs, type FetchFunction, type WebexPorts } from '../../webex/webex-ports.ts';
import { accountTokens } from './account-tokens.ts';
import { SCOPE_OF, webexContact } from './contact.ts';
import type { HostLine } from './host-line.ts';
import { signIn } from './sign-in.ts';
import { guardTokenOrigin } from './token-origin-guard.ts';

/** What the host of the engine process lends for Webex. */
export interface WebexHost {
  /** Electron's `net.fetch` in the app: the operating system's certificates and proxy. */
  readonly fetch: FetchFunction;
  /** `TIEOUT_API_URL` and `TIEOUT_DOWNLOAD_HOSTS` of the process, as an administrator may set them. */
  readonly environment: WebexEnvironment;
}

/** The engine's side of the connection to Webex: main keeps the tokens, this uses them. */
export interface WebexSession {
  /** A connection for a job. Throws API_URL_INVALID, TOKEN_MALFORMED, or TOKEN_MISSING for tokens of another API. */
  readonly connect: (account: EngineAccount) => WebexConnection;
  readonly describe: (kept: KeptAccess) => WebexConnectionState;
  readonly check: (account: EngineAccount) => Promise<void>;
  readonly startSignIn: (wish: EngineInput<'webex:start-sign-in'>) => Promise<void>;
  readonly cancelSignIn: () => void;
  readonly openSignInPage: () => Promise<void>;
  /** Main has taken a token from elsewhere. */
  readonly takeToken: () => void;
  readonly signOut: () => void;
  readonly stop: () => void;
}

/** What a session is made of. */
export interface WebexSessionParts {
  readonly ports: EnginePorts;
  readonly webex: WebexHost;
  readonly host: HostLine;
  readonly toWire: (error: unknown) => WireError;
  /** The connection is another one than before. */
  readonly onChange: () => void;
}

/** A person waits for a check: it is tried twice and not for minutes. */
const IMPATIENT: RetryPolicy = {
  answerRetries: 1,
  connectionRetries: 1,
  firstPauseMs: 500,
  longestPauseMs: 2000,
  longestRetryAfterMs: 3000,
};
const CHECK_IDLE_MS = 15_000;

/** The connection of one engine process. */
export function webexSession({ ports, webex, host, toWire, onChange }: WebexSessionParts): WebexSession {
  const { environment } = webex;
  const tokens = accountTokens(host);
  const contact = webexContact(ports.clock, onChange);
  const stopped = new AbortController();
  /** The account that the contact is about, and until when its token lasts, where Webex has told. */
  let seen: { readonly id: string | null; expiresAt: number | undefined } = {
    id: null,
    expiresAt: undefined,
  };

  const api = (): { readonly apiUrl: URL; readonly ports: WebexPorts } => {
    const apiUrl = parseApiUrl(configuredApiUrl(environment));
    const fetch = guardTokenOrigin(webex.fetch, apiUrl.origin);
    return { apiUrl, ports: { ...nodeWebexPorts(ports), fetch } };
  };
  const signingIn = signIn({ api, host, newId: ports.newId, toWire, onChange });

  const attend = (id: string | null): void => {
    if (seen.id === id) return;
    seen = { id, expiresAt: undefined };
    contact.reset();
  };

  const clientOf = (
    account: EngineAccount,
    options: { retry?: RetryPolicy; idleTimeoutMs?: number } = {},
  ): WebexClient => {
    const target = api();
    if (account.apiOrigin !== target.apiUrl.origin) throw new AppError('TOKEN_MISSING');
    attend(account.id);
    return contact.observe(
      createWebexClient({ ...target, tokens: tokens.open(account, target), ...options }),
    );
  };

  return {
    connect: (account) => {
      const client = clientOf(account);
      return { client, rule: downloadRule(client.apiUrl, environment['TIEOUT_DOWNLOAD_HOSTS']) };
    },
    check: async (account) => {
      const client = clientOf(account, { retry: IMPATIENT, idleTimeoutMs: CHECK_IDLE_MS });
      const { signal } = stopped;
      const probes = [
        { operation: WEBEX_OPERATIONS.listReports, path: REPORTS_PATH },
        { operation: WEBEX_OPERATIONS.listSubPartners, path: ['wholesale', 'subPartners'] },
      ];
      for (const probe of probes) {
        try {
          await client.call({ ...probe, query: { max: '1' }, signal });
        } catch (error) {
          // What it came to stands in the contact, for the person to read.
          if (!(error instanceof AppError)) throw error;
          if (contact.last()?.outcome !== 'answered') return;
        }
      }
      const expiresAt = await tokenExpiry(client, signal);
      if (seen.id === account.id) seen.expiresAt = expiresAt;
    },
    describe: (kept) => {
      attend(kept.accountId);
      return describe(kept, {
        apiUrl: apiUrlOf(api),
        nowMs: nowMs({ clock: ports.clock }),
        contact: contact.last(),
        permission: contact.permission,
        expiresAt: seen.expiresAt,
        signIn: signingIn.state(),
      });
    },
    startSignIn: signingIn.start,
    cancelSignIn: signingIn.cancel,
    openSignInPage: signingIn.openPage,
    takeToken: () => {
      signingIn.cancel();
      onChange();
    },
    signOut: () => {
      signingIn.cancel();
      tokens.forget();
      attend(null);
      onChange();
    },
    stop: () => {
      signingIn.cancel();
      stopped.abort();
    },
  };
}

/** A wrong setting is told when it is used; until then the connection can still be shown. */
function apiUrlOf(api: () => { readonly apiUrl: URL }): URL | undefined {
  try {
    return api().apiUrl;
  } catch {
    return undefined;
  }
}

/** The connection as the window gets it. */
function describe(
  kept: KeptAccess,
  now: {
    readonly apiUrl: URL | undefined;
    readonly nowMs: number;
    readonly contact: WebexConnectionState['contact'];
    readonly permission: (scope: string) => WebexPermission;
    readonly expiresAt: number | undefined;
    readonly signIn: WebexConnectionState['signIn'];
  },
): WebexConnectionState {
  const { apiUrl, contact } = now;
  // Tokens of another API are not used: as if there were none.
  const isOurs = kept.accountId !== null && kept.apiOrigin === apiUrl?.origin;
  const accessEnd = kept.accessExpiresAt ?? now.expiresAt;
  const end = kept.canRenew ? (kept.refreshExpiresAt ?? undefined) : accessEnd;
  const isOver = end !== undefined && end <= now.nowMs;
  const state = !isOurs ? 'signed-out' : isOver || contact?.outcome === 'refused' ? 'expired' : 'connected';
  const port = kept.integration?.port ?? DEFAULT_LOOPBACK_PORT;
  const permission = (scope: string): WebexPermission => {
    if (!isOurs) return 'unknown';
    const learned = now.permission(scope);
    if (learned !== 'unknown') return learned;
    if (kept.scopes === null) return 'unknown';
    return kept.scopes.includes(scope) ? 'yes' : 'no';
  };
  return {
    state,
    method: isOurs ? kept.method : null,
    apiHost: apiUrl?.host ?? '',
    isDefaultApi: apiUrl?.href === new URL(DEFAULT_API_URL).href,
    protection: kept.protection,
    isUnreadable: kept.isUnreadable,
    integration: kept.integration,
    redirectUri: redirectUri(port),
    permissions: {
      read: permission(SCOPE_OF.read),
      write: permission(SCOPE_OF.write),
      subPartners: permission(SCOPE_OF.subPartners),
    },
    isRenewed: isOurs && kept.canRenew,
    lastsUntil: !isOurs || end === undefined ? null : new Date(end).toISOString(),
    contact: isOurs ? contact : null,
    signIn: now.signIn,
  };
}
