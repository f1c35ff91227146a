import { AppError } from '#core/errors.ts';
import type { EngineInput } from '#shared/engine-protocol.ts';
import type { WireError } from '#shared/ipc/envelope.ts';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { SIGN_IN_PAGE } from '#shared/messages/sign-in-page.ts';
import { redirectUri } from '#shared/webex/redirect.ts';
import { signInWithCode } from '../../webex/auth/authorization-code.ts';
import { requestDeviceCode, waitForDeviceTokens } from '../../webex/auth/device-grant.ts';
import type { Tokens } from '../../webex/auth/tokens.ts';
import {
  REPORTS_READ_SCOPE,
  REPORTS_WRITE_SCOPE,
  SUB_PARTNERS_READ_SCOPE,
} from '../../webex/client/operations.ts';
import { secret } from '../../webex/secret.ts';
import { nowMs, type WebexPorts } from '../../webex/webex-ports.ts';
import { tokensForMain } from './account-tokens.ts';
import type { HostLine } from './host-line.ts';

/** What a sign-in works with. */
export interface SignInPorts {
  readonly api: () => { readonly apiUrl: URL; readonly ports: WebexPorts };
  readonly host: HostLine;
  readonly newId: () => string;
  readonly toWire: (error: unknown) => WireError;
  /** How it stands has changed. */
  readonly onChange: () => void;
}

/** One sign-in at a time. */
export interface SignIn {
  /** Resolves once a person can act on it, or once it has failed. */
  readonly start: (wish: EngineInput<'webex:start-sign-in'>) => Promise<void>;
  readonly cancel: () => void;
  readonly state: () => WebexConnectionState['signIn'];
  /** Opens its page, once more. */
  readonly openPage: () => Promise<void>;
}

/** How long the browser is waited for. */
const BROWSER_TIMEOUT_MS = 10 * 60_000;

/** Lets a person sign in; the tokens go to main and are kept there before anything else happens. */
export function signIn({ api, host, newId, toWire, onChange }: SignInPorts): SignIn {
  let state: WebexConnectionState['signIn'] = null;
  let page: string | undefined;
  let running: AbortController | undefined;

  const openBrowser = async (url: string): Promise<void> => {
    page = url;
    if (!(await host.ask({ kind: 'open-browser', url }))) throw new AppError('BROWSER_NOT_OPENED');
  };

  const begin = async (
    wish: EngineInput<'webex:start-sign-in'>,
    signal: AbortSignal,
    onReady: (shown: WebexConnectionState['signIn']) => void,
  ): Promise<Tokens> => {
    const { apiUrl, ports } = api();
    const oauth = { apiUrl, ports, signal };
    const { clientId, clientSecret, port } = wish.integration;
    const credentials = { clientId, clientSecret: secret(clientSecret) };
    const scopes = scopesOf(wish);
    if (wish.method === 'device') {
      const code = await requestDeviceCode(oauth, clientId, scopes);
      const shown = new URL(code.verificationUri);
      page = code.verificationUriComplete ?? code.verificationUri;
      onReady({
        state: 'waiting-device',
        userCode: code.userCode,
        page: `${shown.host}${shown.pathname}`,
        expiresAt: new Date(code.expiresAt).toISOString(),
      });
      return waitForDeviceTokens(oauth, credentials, code);
    }
    return signInWithCode(oauth, {
      credentials,
      scopes,
      port,
      page: SIGN_IN_PAGE[wish.language],
      timeoutMs: BROWSER_TIMEOUT_MS,
      openBrowser: async (url) => {
        await openBrowser(url);
        onReady({
          state: 'waiting-browser',
          redirectUri: redirectUri(port),
          expiresAt: new Date(nowMs(ports) + BROWSER_TIMEOUT_MS).toISOString(),
        });
      },
    });
  };

  const cancel = (): void => {
    running?.abort();
    running = undefined;
    state = null;
    page = undefined;
  };

  return {
    state: () => state,
    cancel,
    openPage: async () => {
      if (page === undefined || running === undefined) throw new AppError('SIGN_IN_NOT_RUNNING');
      await openBrowser(page);
    },
    start: async (wish) => {
      cancel();
      const controller = new AbortController();
      running = controller;
      const isCurrent = (): boolean => running === controller;
      const shown = Promise.withResolvers<undefined>();
      const show = (next: WebexConnectionState['signIn']): void => {
        if (!isCurrent()) return;
        state = next;
        if (next?.state !== 'waiting-browser' && next?.state !== 'waiting-device') running = undefined;
        shown.resolve(undefined);
        onChange();
      };
      void (async () => {
        try {
          const tokens = await begin(wish, controller.signal, show);
          if (!isCurrent()) return;
          const { apiUrl } = api();
          const isKept = await host.ask({
            kind: 'keep-tokens',
            accountId: newId(),
            tokens: tokensForMain(tokens),
            signIn: { method: wish.method, apiOrigin: apiUrl.origin },
          });
          if (!isKept) throw new AppError('SIGN_IN_NOT_RUNNING');
          show(null);
        } catch (error) {
          const isCancelled = error instanceof AppError && error.code === 'CANCELLED';
          show(isCancelled ? null : { state: 'failed', error: toWire(error) });
        } finally {
          shown.resolve(undefined);
        }
      })();
      await shown.promise;
    },
  };
}

const scopesOf = (wish: { readonly write: boolean; readonly subPartners: boolean }): readonly string[] => [
  REPORTS_READ_SCOPE,
  ...(wish.write ? [REPORTS_WRITE_SCOPE] : []),
  ...(wish.subPartners ? [SUB_PARTNERS_READ_SCOPE] : []),
];
