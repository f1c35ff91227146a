import { createHash, randomBytes } from 'node:crypto';
import { type Answer, failure, json, page } from './http.ts';
import type { EmulatorSettings } from './settings.ts';

/** An Integration as it is registered. */
export interface EmulatedIntegration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

interface Grant {
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** The tokens that the emulator has handed out. */
export interface OAuthServer {
  /** An access token, as if pasted from the portal. */
  issue: (scopes: readonly string[], lifeMs?: number) => string;
  /** A refresh token, as if from an earlier sign-in. */
  issueRefreshToken: (scopes: readonly string[]) => string;
  /** What a token may do; undefined where it is unknown or has expired. */
  grantOf: (authorization: string | undefined) => Grant | undefined;
  revoke: (token: string) => void;
  authorize: (query: Readonly<Record<string, string>>) => Answer;
  accessToken: (form: URLSearchParams, authorization: string | undefined) => Answer;
  deviceAuthorize: (form: URLSearchParams) => Answer;
  deviceToken: (form: URLSearchParams, authorization: string | undefined) => Answer;
  refreshTokens: () => readonly string[];
}

const token = (): string => randomBytes(48).toString('base64url');

export function oauthServer(
  integration: EmulatedIntegration,
  settings: EmulatorSettings,
  now: () => Date,
): OAuthServer {
  const access = new Map<string, Grant>();
  const refresh = new Map<string, readonly string[]>();
  const codes = new Map<string, { redirectUri: string; challenge: string | undefined; scopes: string[] }>();
  const devices = new Map<string, { scopes: string[]; polls: number }>();

  const issue = (scopes: readonly string[], lifeMs = settings.accessTokenLifeS * 1000): string => {
    const text = token();
    access.set(text, { scopes, expiresAt: now().getTime() + lifeMs });
    return text;
  };
  const pair = (scopes: readonly string[], heldRefresh?: string): Answer => {
    const refreshToken = heldRefresh ?? token();
    refresh.set(refreshToken, scopes);
    return json(200, {
      access_token: issue(scopes),
      expires_in: settings.accessTokenLifeS,
      refresh_token: refreshToken,
      refresh_token_expires_in: 7_775_999,
      token_type: 'Bearer',
      scope: scopes.join(' '),
    });
  };
  const isClient = (form: URLSearchParams, authorization: string | undefined): boolean => {
    const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1];
    const [id, secret] =
      basic === undefined
        ? [form.get('client_id'), form.get('client_secret')]
        : Buffer.from(basic, 'base64').toString().split(':');
    return id === integration.clientId && secret === integration.clientSecret;
  };

  return {
    issue,
    issueRefreshToken: (scopes) => {
      const text = token();
      refresh.set(text, scopes);
      return text;
    },
    grantOf: (authorization) => {
      const text = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
      const grant = text === undefined ? undefined : access.get(text);
      return grant !== undefined && grant.expiresAt > now().getTime() ? grant : undefined;
    },
    revoke: (text) => {
      access.delete(text);
    },
    refreshTokens: () => [...refresh.keys()],
    authorize: (query) => {
      const redirectUri = query['redirect_uri'] ?? '';
      if (query['client_id'] !== integration.clientId || !integration.redirectUris.includes(redirectUri)) {
        return page(400, 'invalid client or redirect_uri');
      }
      const target = new URL(redirectUri);
      target.searchParams.set('state', query['state'] ?? '');
      if (query['response_type'] !== 'code' || (query['scope'] ?? '') === '') {
        target.searchParams.set('error', 'invalid_scope');
      } else {
        const code = token();
        const challenge = query['code_challenge_method'] === 'S256' ? query['code_challenge'] : undefined;
        codes.set(code, { redirectUri, challenge, scopes: (query['scope'] ?? '').split(' ') });
        target.searchParams.set('code', code);
      }
      return { status: 302, headers: { location: target.href } };
    },
    accessToken: (form, authorization) => {
      if (!isClient(form, authorization)) return failure(401, 'invalid_client');
      if (form.get('grant_type') === 'refresh_token') {
        const held = form.get('refresh_token') ?? '';
        const scopes = refresh.get(held);
        if (scopes === undefined)
          return failure(400, 'invalid_grant: the refresh token is unknown or expired');
        if (!settings.rotateRefreshTokens) return pair(scopes, held);
        refresh.delete(held);
        return pair(scopes);
      }
      const code = codes.get(form.get('code') ?? '');
      if (code === undefined) return failure(400, 'invalid_grant');
      codes.delete(form.get('code') ?? '');
      const verifier = form.get('code_verifier') ?? '';
      const proves =
        code.challenge === undefined ||
        (/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) &&
          createHash('sha256').update(verifier).digest('base64url') === code.challenge);
      if (!proves) return failure(400, 'invalid_grant: code_verifier does not match');
      if (form.get('redirect_uri') !== code.redirectUri) return failure(400, 'invalid_grant: redirect_uri');
      return pair(code.scopes);
    },
    deviceAuthorize: (form) => {
      if (form.get('client_id') !== integration.clientId) return failure(400, 'invalid_client');
      const deviceCode = token();
      devices.set(deviceCode, { scopes: (form.get('scope') ?? '').split(' '), polls: 0 });
      return json(200, {
        device_code: deviceCode,
        expires_in: 300,
        user_code: '123456',
        verification_uri: 'https://oauth-helper-r.wbx2.com/verify',
        verification_uri_complete: 'https://oauth-helper-r.wbx2.com/verify?userCode=123456',
        interval: 2,
      });
    },
    deviceToken: (form, authorization) => {
      if (authorization === undefined || !isClient(form, authorization))
        return failure(401, 'invalid_client');
      const device = devices.get(form.get('device_code') ?? '');
      if (device === undefined) return failure(400, 'invalid_grant');
      device.polls++;
      if (device.polls <= settings.devicePollsUntilConfirmed) return failure(428, 'authorization_pending');
      if (settings.deviceAnswer === 'deny') return failure(400, 'access_denied');
      devices.delete(form.get('device_code') ?? '');
      return pair(device.scopes);
    },
  };
}
