import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type {
  EngineAccount,
  EngineChannel,
  EngineInput,
  EngineIntegration,
  EngineOutput,
} from '#shared/engine-protocol.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import type { Keyring } from '../../../src/main/shell/webex/keyring.ts';
import { answerEngine } from '../../../src/main/shell/webex/answer-engine.ts';
import { webexVault, type WebexVault } from '../../../src/main/shell/webex/vault.ts';
import { isAllowedSignInPage } from '../../../src/main/shell/security/open-sign-in.ts';
import { ALL_SCOPES } from '../../support/webex/test-client.ts';
import { type Emulator, startEmulator, type EmulatorOptions } from '../../support/webex-emulator/emulator.ts';
import { temporaryFolder } from '../../support/workspace.ts';
import { until } from '../../support/until.ts';
import { engineLine, isOver, valueOf, type EngineLine } from '../../unit/engine-process/engine-line.ts';
import { join } from 'node:path';

/** An engine, what main does for it, and an emulated Webex. */
export interface EngineWithWebex {
  readonly emulator: Emulator;
  readonly line: EngineLine;
  readonly vault: WebexVault;
  readonly folder: string;
  readonly integration: EngineIntegration;
  /** The pages that were opened in the browser. */
  readonly opened: string[];
  /** Does what a person does in the browser: signs in there and is sent back. */
  readonly visit: (url: string) => Promise<void>;
  readonly connection: () => Promise<WebexConnectionState>;
  readonly account: () => Promise<EngineAccount>;
  /** Starts a job with the present account and waits for its end. */
  readonly run: <Name extends 'jobs:start-fetch' | 'jobs:start-list' | 'jobs:start-delete'>(
    channel: Name,
    input: Omit<EngineInput<Name>, 'account'>,
  ) => Promise<JobSnapshot>;
  readonly ask: <Name extends EngineChannel>(
    channel: Name,
    input: EngineInput<Name>,
  ) => Promise<EngineOutput<Name>>;
  /** A token from elsewhere, in use from now on. */
  readonly useToken: (scopes?: readonly string[]) => Promise<string>;
  /** Whether the network is there. */
  network: { isUp: boolean };
}

/** A keyring that protects nothing, so that nothing is written. */
const NO_KEYRING = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
} as unknown as Keyring;

/** Starts both; they end with the test. */
export async function engineWithWebex(options: EmulatorOptions = {}): Promise<EngineWithWebex> {
  const port = 20_000 + (process.pid % 20_000) + Math.floor(performance.now() % 1000);
  const redirect = `http://localhost:${String(port)}/authorize`;
  const emulator = await startEmulator({ redirectUris: [redirect], ...options });
  onTestFinished(emulator.close);
  const folder = join(temporaryFolder(), 'workspace');
  let ids = 0;
  const vault = webexVault({
    keyring: NO_KEYRING,
    platform: 'linux',
    path: join(folder, 'none'),
    newId: () => `pasted-${String(++ids)}`,
  });
  const opened: string[] = [];
  const network = { isUp: true };
  const line = engineLine({
    folder,
    webex: {
      fetch: (url, init) =>
        network.isUp
          ? fetch(url, init)
          : Promise.reject(
              new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }),
            ),
      environment: { TIEOUT_API_URL: emulator.apiUrl },
    },
    onQuestion: (question) =>
      answerEngine(question, {
        vault,
        openSignInPage: (url) => {
          const isAllowed = isAllowedSignInPage(url, emulator.apiUrl);
          if (isAllowed) opened.push(url);
          return Promise.resolve(isAllowed);
        },
        onError: () => undefined,
      }),
  });
  const ask: EngineWithWebex['ask'] = async (channel, input) => valueOf(await line.ask(channel, input));
  const account = async (): Promise<EngineAccount> => {
    const held = await vault.account();
    if (held === undefined) throw new Error('Nobody is signed in.');
    return held;
  };
  return {
    emulator,
    line,
    vault,
    folder,
    opened,
    network,
    integration: {
      clientId: emulator.integration.clientId,
      clientSecret: emulator.integration.clientSecret,
      port,
    },
    ask,
    account,
    connection: async () => ask('webex:get-connection', { kept: await vault.kept() }),
    visit: async (url) => {
      const page = await fetch(url, { redirect: 'manual' });
      const target = page.headers.get('location');
      if (target === null) throw new Error(`The sign-in page answered ${String(page.status)}.`);
      await fetch(target);
    },
    run: async (channel, input) => {
      const wish = { ...input, account: await account() } as EngineInput<typeof channel>;
      const { jobId } = await ask(channel, wish);
      return line.job(jobId, isOver);
    },
    useToken: async (scopes = ALL_SCOPES) => {
      const token = emulator.oauth.issue(scopes);
      await vault.useToken(token, new URL(emulator.apiUrl).origin);
      return token;
    },
  };
}

/** Waits until the connection is as described. */
export async function untilConnection(
  engine: EngineWithWebex,
  check: (connection: WebexConnectionState) => boolean,
): Promise<WebexConnectionState> {
  let found: WebexConnectionState | undefined;
  let isAsking = false;
  await until('the connection is as it should be', () => {
    if (!isAsking && found === undefined) {
      isAsking = true;
      void engine.connection().then(async (connection) => {
        if (check(connection)) found = connection;
        await delay(5);
        isAsking = false;
      });
    }
    return found !== undefined;
  });
  if (found === undefined) throw new Error('unreachable');
  return found;
}
