import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInWithCode } from '#engine/webex/auth/authorization-code.ts';
import { requestDeviceCode, waitForDeviceTokens } from '#engine/webex/auth/device-grant.ts';
import { openLoopbackServer } from '#engine/webex/auth/loopback-server.ts';
import { refreshingToken, tokenFromRefreshToken } from '#engine/webex/auth/refreshing-token.ts';
import { memoryTokenStore } from '#engine/webex/auth/tokens.ts';
import { listReports } from '#engine/webex/reports/list-reports.ts';
import { reveal, secret } from '#engine/webex/secret.ts';
import { type Emulator, startEmulator } from '../../support/webex-emulator/emulator.ts';
import {
  ALL_SCOPES,
  calm,
  clientOf,
  failureCode,
  failureOf,
  testPorts,
  type TestPorts,
} from '../../support/webex/test-client.ts';

let emulator: Emulator;
let ports: TestPorts;
let port: number;

beforeEach(async () => {
  ports = testPorts();
  port = await freePort();
  emulator = await startEmulator({ now: ports.now, redirectUris: [`http://localhost:${port}/authorize`] });
});
afterEach(() => emulator.close());

async function freePort(): Promise<number> {
  const server = createServer();
  const found = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return found;
}

const host = (signal = calm()) => ({ apiUrl: new URL(emulator.apiUrl), ports, signal });
const credentials = () => ({
  clientId: emulator.integration.clientId,
  clientSecret: secret(emulator.integration.clientSecret),
});
const page = { title: 'Tieout', text: 'You may close this page.' };

/** A browser that goes where it is sent. */
const browse = async (url: string): Promise<void> => {
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location !== null) await fetch(location.replace('localhost', '127.0.0.1'));
};

describe('the sign-in by browser', () => {
  const signIn = (changes: object = {}, signal = calm()) =>
    signInWithCode(host(signal), {
      credentials: credentials(),
      scopes: ALL_SCOPES,
      port,
      openBrowser: browse,
      page,
      ...changes,
    });

  it('ends with tokens that the API accepts, and proves itself by PKCE', async () => {
    const tokens = await signIn();
    expect(tokens.scopes).toEqual(ALL_SCOPES);
    expect(tokens.accessExpiresAt).toBe(ports.now().getTime() + 1_209_599_000);
    const client = clientOf(emulator, ports, {
      tokens: refreshingToken(host(), credentials(), memoryTokenStore(tokens)),
    });
    await expect(listReports(client, {}, calm())).resolves.toEqual([]);
    const asked = emulator.requests.find((request) => request.path === '/v1/authorize');
    expect(asked?.query['code_challenge_method']).toBe('S256');
    expect(asked?.query['code_challenge']).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('sends spaces between scopes as %20', async () => {
    let opened = '';
    await signIn({
      openBrowser: (url: string) => {
        opened = url;
        return browse(url);
      },
    });
    expect(opened).toContain('reports_read%20spark-admin');
    expect(opened).not.toContain('+');
  });

  it('ignores a redirect that does not carry its own state', async () => {
    const statuses: number[] = [];
    const tokens = await signIn({
      openBrowser: async (url: string) => {
        const forged = await fetch(`http://127.0.0.1:${port}/authorize?code=stolen&state=guess`);
        const elsewhere = await fetch(`http://127.0.0.1:${port}/other`);
        statuses.push(forged.status, elsewhere.status);
        await browse(url);
      },
    });
    expect(statuses).toEqual([404, 404]);
    expect(reveal(tokens.accessToken)).not.toBe('');
  });

  it('tells what Webex said when it refuses', async () => {
    const failure = await failureOf(
      signIn({ credentials: { ...credentials(), clientSecret: secret('wrong') } }),
    );
    expect([failure.code, failure.params['detail']]).toEqual(['AUTHORIZATION_REFUSED', 'invalid_client']);
    expect(JSON.stringify(failure.params)).not.toContain('wrong');
    expect(await failureCode(signIn({ scopes: [] }))).toBe('AUTHORIZATION_REFUSED');
  });

  it('ends when nobody signs in, and when the person cancels', async () => {
    const nobody = { openBrowser: () => Promise.resolve(), timeoutMs: 20 };
    expect(await failureCode(signIn(nobody))).toBe('AUTHORIZATION_TIMED_OUT');
    const controller = new AbortController();
    const cancelled = signIn(
      {
        openBrowser: () => {
          controller.abort();
          return Promise.resolve();
        },
      },
      controller.signal,
    );
    expect(await failureCode(cancelled)).toBe('CANCELLED');
  });

  it('says when its port is in use', async () => {
    const holder = await openLoopbackServer({ port, path: '/x', isExpected: () => false, page });
    const failure = await failureOf(signIn());
    holder.close();
    expect([failure.code, failure.params['port']]).toEqual(['LOOPBACK_PORT_BUSY', String(port)]);
  });
});

describe('the device grant', () => {
  it('waits while it is pending (428) and ends with tokens', async () => {
    const code = await requestDeviceCode(host(), credentials().clientId, ALL_SCOPES);
    expect(code.userCode).toBe('123456');
    const tokens = await waitForDeviceTokens(host(), credentials(), code);
    expect(tokens.scopes).toEqual(ALL_SCOPES);
    expect(ports.pauses).toEqual([2000, 2000, 2000]);
  });

  it('ends when the person says no, and when the code has expired', async () => {
    emulator.settings.deviceAnswer = 'deny';
    const denied = await requestDeviceCode(host(), credentials().clientId, ALL_SCOPES);
    expect(await failureCode(waitForDeviceTokens(host(), credentials(), denied))).toBe(
      'AUTHORIZATION_REFUSED',
    );
    emulator.settings.devicePollsUntilConfirmed = 9999;
    const late = await requestDeviceCode(host(), credentials().clientId, ALL_SCOPES);
    expect(await failureCode(waitForDeviceTokens(host(), credentials(), late))).toBe(
      'AUTHORIZATION_TIMED_OUT',
    );
  });
});

describe('a refresh token', () => {
  it('gives an access token, and both tokens are saved on every renewal', async () => {
    const store = memoryTokenStore();
    const first = emulator.oauth.issueRefreshToken(ALL_SCOPES);
    const tokens = tokenFromRefreshToken(host(), credentials(), secret(first), store);
    await listReports(clientOf(emulator, ports, { tokens }), {}, calm());
    const held = await store.load();
    expect(held && reveal(held.accessToken)).toBe(reveal(await tokens.token(calm())));
    expect(held?.refreshToken && reveal(held.refreshToken)).toBe(emulator.oauth.refreshTokens()[0]);
    expect(emulator.oauth.refreshTokens()).not.toContain(first);
  });

  it('stays in use where Webex does not replace it', async () => {
    emulator.settings.rotateRefreshTokens = false;
    const store = memoryTokenStore();
    const first = emulator.oauth.issueRefreshToken(ALL_SCOPES);
    await tokenFromRefreshToken(host(), credentials(), secret(first), store).token(calm());
    const held = await store.load();
    expect(held?.refreshToken && reveal(held.refreshToken)).toBe(first);
  });

  it('is used before the access token expires', async () => {
    emulator.settings.accessTokenLifeS = 600;
    const tokens = tokenFromRefreshToken(
      host(),
      credentials(),
      secret(emulator.oauth.issueRefreshToken(ALL_SCOPES)),
      memoryTokenStore(),
    );
    const first = reveal(await tokens.token(calm()));
    expect(reveal(await tokens.token(calm()))).toBe(first);
    await ports.sleep(301_000, calm());
    expect(reveal(await tokens.token(calm()))).not.toBe(first);
  });

  it('is used once when many calls are refused at the same moment', async () => {
    const store = memoryTokenStore();
    const tokens = tokenFromRefreshToken(
      host(),
      credentials(),
      secret(emulator.oauth.issueRefreshToken(ALL_SCOPES)),
      store,
    );
    const client = clientOf(emulator, ports, { tokens });
    await listReports(client, {}, calm());
    const held = await store.load();
    emulator.oauth.revoke(reveal(held!.accessToken));
    await Promise.all(Array.from({ length: 5 }, () => listReports(client, {}, calm())));
    expect(emulator.requests.filter((request) => request.path === '/v1/access_token')).toHaveLength(2);
  });

  it('that has expired is told as such, without showing it', async () => {
    const tokens = tokenFromRefreshToken(
      host(),
      credentials(),
      secret('long-gone-token'),
      memoryTokenStore(),
    );
    const failure = await failureOf(tokens.token(calm()));
    expect(failure.code).toBe('AUTHORIZATION_REFUSED');
    expect(`${JSON.stringify(failure.params)} ${ports.lines.join(' ')}`).not.toContain('long-gone-token');
  });

  it('can not help a pasted token that is refused', async () => {
    const client = clientOf(emulator, ports, { scopes: ALL_SCOPES });
    emulator.faults.add({ on: 'listReports', kind: 'status', status: 401, times: 2 });
    expect(await failureCode(listReports(client, {}, calm()))).toBe('WEBEX_UNAUTHORIZED');
  });
});
