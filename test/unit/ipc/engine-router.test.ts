import { describe, expect, test } from 'vitest';
import type { EngineAccount } from '#shared/engine-protocol.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { engineRouter, type EngineRouter } from '../../../src/main/ipc/engine-router.ts';
import { emitter } from '../../../src/main/ipc/emit.ts';
import { fileTokens } from '../../../src/main/shell/files/file-tokens.ts';

const lost: JobSnapshot = {
  jobId: 'lost',
  kind: 'import',
  files: [],
  state: 'failed',
  progress: null,
  outcome: null,
  error: { code: 'ENGINE_STOPPED', params: {}, incidentId: null },
  startedAt: '2026-11-02T01:00:00.000Z',
  seq: 9,
};

const KEPT = {
  accountId: 'a1',
  method: 'token' as const,
  apiOrigin: 'https://webexapis.com',
  canRenew: false,
  accessExpiresAt: null,
  refreshExpiresAt: null,
  scopes: null,
  integration: null,
  protection: 'session-only' as const,
  isUnreadable: false,
};
const accountWith = (accessToken: string): EngineAccount => ({
  id: 'a1',
  apiOrigin: 'https://webexapis.com',
  integration: null,
  tokens: {
    accessToken,
    accessExpiresAt: null,
    refreshToken: null,
    refreshExpiresAt: null,
    scopes: null,
  },
});

function setUp(accessToken?: string): {
  router: EngineRouter;
  asked: unknown[][];
  tokens: ReturnType<typeof fileTokens>;
} {
  let ids = 0;
  const tokens = fileTokens(() => `t${String(++ids)}`);
  const asked: unknown[][] = [];
  const router = engineRouter({
    request: (channel, input) => {
      asked.push([channel, input]);
      const value = channel === 'jobs:list-jobs' ? { seq: 3, jobs: [] } : { jobId: 'j' };
      return Promise.resolve({ ok: true, value });
    },
    inputFile: (token) => tokens.resolve(token, 'read'),
    outputFile: (token) => tokens.resolve(token, 'write'),
    webex: {
      kept: () => Promise.resolve(KEPT),
      account: () => Promise.resolve(accessToken === undefined ? undefined : accountWith(accessToken)),
      integration: () => Promise.resolve(undefined),
      keepIntegration: () => Promise.resolve(),
      useToken: () => Promise.resolve(),
      signOut: () => Promise.resolve(),
    },
    folder: (token) => tokens.resolve(token, 'workspace'),
    language: () => 'ja',
    workspaceGone: () => Promise.resolve(),
    lostJobs: () => [lost],
  });
  return { router, asked, tokens };
}
const FILE = { path: '/books/invoice.xlsx', name: 'invoice.xlsx' };
const PERIOD = { start: '2026-10-01', end: '2026-10-31' };

describe('the router to the engine', () => {
  test('turns tokens into files', async () => {
    const { router, asked, tokens } = setUp();
    const { token } = tokens.mint(FILE, 'read');
    await router['jobs:start-reconcile']({
      invoices: [token],
      reports: [],
      priceBook: token,
      period: PERIOD,
    });
    expect(asked).toEqual([
      ['jobs:start-reconcile', { invoices: [FILE], reports: [], priceBook: FILE, period: PERIOD }],
    ]);
  });

  test('refuses a token that nobody was given, and one of another use, before the engine hears of it', () => {
    const { router, asked, tokens } = setUp();
    const { token } = tokens.mint(FILE, 'read');
    expect(() => router['jobs:start-import']({ files: ['made-up'] })).toThrow('FILE_TOKEN_UNKNOWN');
    expect(() => router['jobs:start-export']({ run: { runId: 'r' }, output: token, detail: 'user' })).toThrow(
      'FILE_TOKEN_UNKNOWN',
    );
    expect(asked).toEqual([]);
  });

  test('writes a workbook in the person’s language', async () => {
    const { router, asked, tokens } = setUp();
    const { token } = tokens.mint({ path: '/out/v.xlsx', name: 'v.xlsx' }, 'write');
    await router['jobs:start-export']({ run: { runId: 'r' }, output: token, detail: 'user' });
    expect(asked[0]?.[1]).toMatchObject({ language: 'ja', output: { path: '/out/v.xlsx' } });
  });

  test('adds the Webex token to a fetch, and refuses a fetch without one', async () => {
    const fetch = { period: PERIOD, levels: ['partner' as const] };
    await expect(setUp().router['jobs:start-fetch'](fetch)).rejects.toThrow('TOKEN_MISSING');
    const { router, asked } = setUp('secret');
    await router['jobs:start-fetch'](fetch);
    expect(asked[0]?.[1]).toEqual({ ...fetch, account: accountWith('secret') });
  });

  test('tells the engine of the access without its token where none is needed', async () => {
    const { router, asked } = setUp('secret');
    await router['webex:get-connection'](undefined);
    expect(asked).toEqual([['webex:get-connection', { kept: KEPT }]]);
  });

  test('refuses a sign-in without an Integration, and a token that no header could carry', async () => {
    const { router, asked } = setUp();
    const wish = { method: 'browser' as const, integration: null, write: false, subPartners: false };
    await expect(router['webex:start-sign-in'](wish)).rejects.toThrow('INTEGRATION_MISSING');
    await expect(router['webex:keep-token']({ token: 'to ken' })).rejects.toThrow('TOKEN_MALFORMED');
    expect(asked).toEqual([]);
  });

  test('lists the jobs that died with an engine together with those of the present one', async () => {
    expect(await setUp().router['jobs:list-jobs'](undefined)).toEqual({
      ok: true,
      value: { seq: 9, jobs: [lost] },
    });
  });
});

describe('events', () => {
  test('reach the windows that are there, and carry what the contract names', () => {
    const sent: unknown[][] = [];
    const target = (isDestroyed: boolean) => ({
      isDestroyed: () => isDestroyed,
      send: (...message: unknown[]) => sent.push(message),
    });
    const emit = emitter(() => [target(false), target(true)]);
    emit('data:changed', { seq: 4, path: '/books' } as never);
    expect(sent).toEqual([['tieout:event', { event: 'data:changed', payload: { seq: 4 } }]]);
  });
});
