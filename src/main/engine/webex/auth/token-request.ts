import { AppError } from '#core/errors.ts';
import { unreachable, unreadable } from '../client/api-error.ts';
import { apiCallUrl } from '../client/api-url.ts';
import { describeForeignBody, parseJson, readServerFailure } from '../client/error-body.ts';
import type { ExchangeAnswer } from '../client/exchange.ts';
import { DEFAULT_RETRY_POLICY } from '../client/retry.ts';
import { sendWithRetry } from '../client/send-with-retry.ts';
import { DEFAULT_IDLE_TIMEOUT_MS } from '../client/webex-client.ts';
import { reveal } from '../secret.ts';
import { nowMs, type WebexPorts } from '../webex-ports.ts';
import { type IntegrationCredentials, readTokens, type Tokens } from './tokens.ts';

/** What every call to an OAuth endpoint needs. The endpoints lie on the API's own origin. */
export interface OAuthHost {
  readonly apiUrl: URL;
  readonly ports: WebexPorts;
  readonly signal: AbortSignal;
}

/** `Basic` credentials of an Integration (RFC 6749 2.3.1). */
export const basicAuthorization = ({ clientId, clientSecret }: IntegrationCredentials): string =>
  `Basic ${Buffer.from(`${clientId}:${reveal(clientSecret)}`).toString('base64')}`;

/** Posts a form to an OAuth endpoint and returns whatever comes back; throws WEBEX_UNREACHABLE. */
export async function postForm(
  { apiUrl, ports, signal }: OAuthHost,
  title: string,
  path: readonly string[],
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ExchangeAnswer> {
  const outcome = await sendWithRetry(ports, DEFAULT_RETRY_POLICY, title, {
    method: 'POST',
    url: apiCallUrl(apiUrl, path),
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    // Spaces as %20: some servers take the + of a form for itself.
    body: new URLSearchParams(form).toString().replaceAll('+', '%20'),
    signal,
    idleTimeoutMs: DEFAULT_IDLE_TIMEOUT_MS,
  });
  if (outcome.kind === 'failure') throw unreachable({ title }, apiUrl.hostname, outcome);
  return outcome;
}

/** The tokens in an answer, or the error that it stands for: AUTHORIZATION_REFUSED, WEBEX_ANSWER_UNREADABLE. */
export function tokensOf(host: OAuthHost, title: string, answer: ExchangeAnswer): Tokens {
  if (answer.status < 200 || answer.status > 299) {
    const failure = readServerFailure(answer.headers, answer.body);
    const code = answer.status >= 500 ? 'WEBEX_UNAVAILABLE' : 'AUTHORIZATION_REFUSED';
    throw new AppError(code, { operation: title, status: String(answer.status), ...failure });
  }
  const tokens = readTokens(parseJson(answer.body), nowMs(host.ports));
  if (tokens === undefined) throw unreadable({ title }, answer, describeForeignBody(answer.headers));
  return tokens;
}
