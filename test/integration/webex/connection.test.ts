import { describe, expect, it, vi } from 'vitest';
import { READ, WRITE } from '../../support/webex/test-client.ts';
import { engineWithWebex, untilConnection, type EngineWithWebex } from './engine-with-webex.ts';

vi.mock('electron', async () => (await import('../../unit/shell/electron-module.ts')).electronModule());

async function signIn(
  engine: EngineWithWebex,
  method: 'browser' | 'device',
  wish = { write: true, subPartners: true },
): Promise<void> {
  const { ask, integration, vault } = engine;
  await vault.keepIntegration(integration);
  const kept = await vault.kept();
  await ask('webex:start-sign-in', { method, ...wish, integration, kept, language: 'en' });
  if (method === 'browser') await engine.visit(engine.opened.at(-1) ?? '');
  await untilConnection(engine, ({ state }) => state === 'connected');
}

describe('a sign-in', () => {
  it('with the browser ends connected, with tokens that main keeps, and asks for the scopes that were wished for', async () => {
    const engine = await engineWithWebex();
    await signIn(engine, 'browser', { write: false, subPartners: false });
    const connection = await engine.connection();
    expect(connection).toMatchObject({
      state: 'connected',
      method: 'browser',
      isRenewed: true,
      permissions: { read: 'yes', write: 'no', subPartners: 'no' },
      signIn: null,
    });
    expect(engine.opened).toHaveLength(1);
    expect((await engine.account()).tokens.refreshToken).toBe(engine.emulator.oauth.refreshTokens()[0]);
  });

  it('with a code shows it, and ends once it was confirmed', async () => {
    const engine = await engineWithWebex();
    engine.emulator.settings.devicePollsUntilConfirmed = 1;
    const { ask, integration, vault } = engine;
    await vault.keepIntegration(integration);
    const shown = await ask('webex:start-sign-in', {
      method: 'device',
      write: true,
      subPartners: false,
      integration,
      kept: await vault.kept(),
      language: 'ja',
    });
    expect(shown.signIn).toMatchObject({
      state: 'waiting-device',
      userCode: '123456',
      page: 'oauth-helper-r.wbx2.com/verify',
    });
    await ask('webex:open-sign-in-page', undefined);
    expect(engine.opened).toEqual(['https://oauth-helper-r.wbx2.com/verify?userCode=123456']);
    expect(await untilConnection(engine, ({ state }) => state === 'connected')).toMatchObject({
      method: 'device',
      permissions: { write: 'yes' },
    });
  });

  it('that Webex refuses says why, and leaves what was', async () => {
    const engine = await engineWithWebex({ redirectUris: ['http://localhost:1/other'] });
    engine.emulator.faults.add({ on: 'oauth', kind: 'status', status: 400 });
    const { ask, integration, vault } = engine;
    const connection = await ask('webex:start-sign-in', {
      method: 'device',
      write: true,
      subPartners: false,
      integration,
      kept: await vault.kept(),
      language: 'en',
    });
    expect(connection).toMatchObject({
      state: 'signed-out',
      signIn: { state: 'failed', error: { code: 'AUTHORIZATION_REFUSED' } },
    });
  });

  it('can be cancelled, and frees its port', async () => {
    const engine = await engineWithWebex();
    const { ask, integration, vault } = engine;
    const kept = await vault.kept();
    const wish = {
      method: 'browser',
      write: true,
      subPartners: false,
      integration,
      kept,
      language: 'en',
    } as const;
    expect((await ask('webex:start-sign-in', wish)).signIn?.state).toBe('waiting-browser');
    expect((await ask('webex:cancel-sign-in', { kept })).signIn).toBeNull();
    expect((await ask('webex:start-sign-in', wish)).signIn?.state).toBe('waiting-browser');
  });
});

describe('an access', () => {
  it('that was refused is renewed once, kept, and the call repeated', async () => {
    const engine = await engineWithWebex();
    await signIn(engine, 'browser');
    const before = (await engine.account()).tokens;
    engine.emulator.oauth.revoke(before.accessToken);
    expect((await engine.run('jobs:start-list', {})).state).toBe('completed');
    const after = (await engine.account()).tokens;
    expect(after.accessToken).not.toBe(before.accessToken);
    // The refresh token was replaced as well: the next renewal works only with the new one.
    expect(engine.emulator.oauth.refreshTokens()).toEqual([after.refreshToken]);
  });

  it('whose renewal is refused counts as expired', async () => {
    const engine = await engineWithWebex();
    await signIn(engine, 'browser');
    const { tokens, apiOrigin } = await engine.account();
    engine.emulator.oauth.revoke(tokens.accessToken);
    const withdrawn = { ...tokens, refreshToken: 'withdrawn' };
    await engine.vault.signIn({ id: 'later', method: 'browser', apiOrigin, tokens: withdrawn });
    const job = await engine.run('jobs:start-list', {});
    expect(job.error?.code).toBe('AUTHORIZATION_REFUSED');
    expect(await engine.connection()).toMatchObject({
      state: 'expired',
      contact: { outcome: 'refused', error: { code: 'AUTHORIZATION_REFUSED' } },
    });
  });

  it('of a token from elsewhere learns by asking what is allowed', async () => {
    const engine = await engineWithWebex();
    await engine.useToken([READ]);
    expect((await engine.connection()).permissions.read).toBe('unknown');
    const connection = await engine.ask('webex:check-connection', {
      kept: await engine.vault.kept(),
      account: await engine.account(),
    });
    expect(connection).toMatchObject({
      state: 'connected',
      method: 'token',
      isRenewed: false,
      permissions: { read: 'yes', write: 'unknown', subPartners: 'no' },
      contact: { outcome: 'answered' },
    });
    expect(connection.lastsUntil).not.toBeNull();
  });

  it('is checked in a few seconds without a network, and said to be out of reach, not wrong', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    engine.network.isUp = false;
    const connection = await engine.ask('webex:check-connection', {
      kept: await engine.vault.kept(),
      account: await engine.account(),
    });
    expect(connection).toMatchObject({
      state: 'connected',
      contact: { outcome: 'unreachable', error: { code: 'WEBEX_UNREACHABLE' } },
    });
  });

  it('goes to no other API than the one it was made for', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    const account = { ...(await engine.account()), apiOrigin: 'https://webexapis.com' };
    const { jobId } = await engine.ask('jobs:start-list', { account });
    const job = await engine.line.job(jobId, ({ state }) => state === 'failed');
    expect(job.error?.code).toBe('TOKEN_MISSING');
    expect(engine.emulator.requests).toEqual([]);
  });

  it('is over at once when the person signs out, for work under way as well', async () => {
    const engine = await engineWithWebex();
    await engine.useToken();
    engine.emulator.settings.pollsUntilComplete = 1000;
    const { jobId } = await engine.ask('jobs:start-fetch', {
      period: { start: '2026-09-01', end: '2026-09-30' },
      levels: ['partner'],
      account: await engine.account(),
    });
    await engine.emulator.arrival('getReport');
    await engine.vault.signOut(false);
    await engine.ask('webex:sign-out', { kept: await engine.vault.kept() });
    const job = await engine.line.job(jobId, ({ state }) => state === 'failed');
    expect(job.error?.code).toBe('TOKEN_MISSING');
  });

  it('that may only read says which scope is missing when a report is to be made', async () => {
    const engine = await engineWithWebex();
    await engine.useToken([READ]);
    const job = await engine.run('jobs:start-fetch', {
      period: { start: '2026-09-01', end: '2026-09-30' },
      levels: ['partner'],
    });
    expect(job.error).toMatchObject({ code: 'WEBEX_SCOPE_MISSING', params: { scope: WRITE } });
    expect((await engine.connection()).permissions).toMatchObject({ read: 'yes', write: 'no' });
  });
});
