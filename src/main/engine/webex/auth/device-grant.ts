import { z } from 'zod';
import { AppError } from '#core/errors.ts';
import { unreadable } from '../client/api-error.ts';
import { describeForeignBody, parseJson, readServerFailure } from '../client/error-body.ts';
import { secret, reveal, type Secret } from '../secret.ts';
import { nowMs } from '../webex-ports.ts';
import { basicAuthorization, type OAuthHost, postForm, tokensOf } from './token-request.ts';
import type { IntegrationCredentials, Tokens } from './tokens.ts';

const ASK_TITLE = 'Authorize a Device';
const POLL_TITLE = 'Get a Device Token';
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

const positive = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().positive());

const deviceAnswer = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.url({ protocol: /^https?$/ }),
  verification_uri_complete: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  expires_in: positive.default(300),
  interval: positive.default(2),
});

/** What a person needs to confirm a sign-in on any device. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same with the code filled in. */
  readonly verificationUriComplete: string | undefined;
  readonly deviceCode: Secret;
  /** UTC milliseconds. */
  readonly expiresAt: number;
  readonly intervalMs: number;
}

/** Asks for a code to show. */
export async function requestDeviceCode(
  host: OAuthHost,
  clientId: string,
  scopes: readonly string[],
): Promise<DeviceCode> {
  const form = { client_id: clientId, scope: scopes.join(' ') };
  const answer = await postForm(host, ASK_TITLE, ['device', 'authorize'], form);
  if (answer.status < 200 || answer.status > 299) {
    const failure = readServerFailure(answer.headers, answer.body);
    const params = { operation: ASK_TITLE, status: String(answer.status), ...failure };
    throw new AppError(answer.status >= 500 ? 'WEBEX_UNAVAILABLE' : 'AUTHORIZATION_REFUSED', params);
  }
  const parsed = deviceAnswer.safeParse(parseJson(answer.body));
  if (!parsed.success) throw unreadable({ title: ASK_TITLE }, answer, describeForeignBody(answer.headers));
  const { data } = parsed;
  return {
    userCode: data.user_code,
    verificationUri: data.verification_uri,
    verificationUriComplete: data.verification_uri_complete,
    deviceCode: secret(data.device_code),
    expiresAt: nowMs(host.ports) + data.expires_in * 1000,
    intervalMs: data.interval * 1000,
  };
}

/**
 * Waits until the person has confirmed the code. Throws AUTHORIZATION_TIMED_OUT once the code has expired,
 * AUTHORIZATION_REFUSED where the person or Webex says no.
 */
export async function waitForDeviceTokens(
  host: OAuthHost,
  credentials: IntegrationCredentials,
  code: DeviceCode,
): Promise<Tokens> {
  let pauseMs = code.intervalMs;
  for (;;) {
    await host.ports.sleep(pauseMs, host.signal);
    if (nowMs(host.ports) >= code.expiresAt) throw new AppError('AUTHORIZATION_TIMED_OUT');
    const answer = await postForm(
      host,
      POLL_TITLE,
      ['device', 'token'],
      { grant_type: GRANT, device_code: reveal(code.deviceCode), client_id: credentials.clientId },
      { authorization: basicAuthorization(credentials) },
    );
    const { detail } = readServerFailure(answer.headers, answer.body);
    const isSlowDown = answer.status >= 400 && detail.includes('slow_down');
    // RFC 8628 3.5: slower by five seconds, for this and all further polls.
    if (isSlowDown) pauseMs += 5000;
    const isPending =
      answer.status === 428 || (answer.status === 400 && detail.includes('authorization_pending'));
    if (!isPending && !isSlowDown) return tokensOf(host, POLL_TITLE, answer);
  }
}
