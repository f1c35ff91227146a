import { AppError } from '#core/errors.ts';
import { DEFAULT_LOOPBACK_PORT, LOOPBACK_PATH } from '#shared/webex/redirect.ts';
import { apiCallUrl } from '../client/api-url.ts';
import { cleanServerText } from '../client/clean-text.ts';
import { reveal } from '../secret.ts';
import { type LoopbackPage, openLoopbackServer } from './loopback-server.ts';
import { createCodeProof, createState, isSameText } from './pkce.ts';
import { type OAuthHost, postForm, tokensOf } from './token-request.ts';
import type { IntegrationCredentials, Tokens } from './tokens.ts';

const TITLE = 'Exchange an Authorization Code';
const DEFAULT_TIMEOUT_MS = 5 * 60_000;

/** How a person signs in with the browser. */
export interface CodeSignIn {
  readonly credentials: IntegrationCredentials;
  readonly scopes: readonly string[];
  /** Fixed, 4200 unless set: the Integration has its redirect registered to the letter. */
  readonly port?: number;
  /** Opens the system's browser. The address holds no secret. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly page: LoopbackPage;
  readonly timeoutMs?: number;
}

/** The address of the sign-in page. Spaces are %20: a + is taken for itself there. */
export function authorizeUrl(
  apiUrl: URL,
  parameters: {
    readonly clientId: string;
    readonly redirectUri: string;
    readonly scopes: readonly string[];
    readonly state: string;
    readonly challenge: string;
  },
): URL {
  const url = apiCallUrl(apiUrl, ['authorize'], {
    response_type: 'code',
    client_id: parameters.clientId,
    redirect_uri: parameters.redirectUri,
    scope: parameters.scopes.join(' '),
    state: parameters.state,
    code_challenge: parameters.challenge,
    code_challenge_method: 'S256',
  });
  url.search = url.search.replaceAll('+', '%20');
  return url;
}

/**
 * Signs a person in: browser, redirect to the loopback port, exchange of the code. Throws LOOPBACK_PORT_BUSY,
 * AUTHORIZATION_TIMED_OUT, AUTHORIZATION_REFUSED, CANCELLED, or a remote error.
 */
export async function signInWithCode(host: OAuthHost, signIn: CodeSignIn): Promise<Tokens> {
  const proof = createCodeProof();
  const state = createState();
  const server = await openLoopbackServer({
    port: signIn.port ?? DEFAULT_LOOPBACK_PORT,
    path: LOOPBACK_PATH,
    isExpected: (parameters) => isSameText(parameters.get('state') ?? '', state),
    page: signIn.page,
  });
  try {
    const { redirectUri } = server;
    const { clientId, clientSecret } = signIn.credentials;
    const url = authorizeUrl(host.apiUrl, {
      clientId,
      redirectUri,
      scopes: signIn.scopes,
      state,
      challenge: proof.challenge,
    });
    await signIn.openBrowser(url.href);
    const parameters = await server.wait(signIn.timeoutMs ?? DEFAULT_TIMEOUT_MS, host.signal);
    const code = parameters.get('code') ?? '';
    if (code === '') {
      const detail = [parameters.get('error'), parameters.get('error_description')].join(' ');
      throw new AppError('AUTHORIZATION_REFUSED', { operation: TITLE, detail: cleanServerText(detail) });
    }
    const answer = await postForm(host, TITLE, ['access_token'], {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: clientId,
      client_secret: reveal(clientSecret),
      code_verifier: reveal(proof.verifier),
    });
    return tokensOf(host, TITLE, answer);
  } finally {
    server.close();
  }
}
