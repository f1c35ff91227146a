import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { connectByEnvironment, type WebexConnection } from '#engine/webex/connection.ts';
import { nodeWebexPorts } from '#engine/webex/webex-ports.ts';
import type { CliSession } from './session.ts';

/** The emulator's entry, beside the command line's own in a build. */
const ENTRY = 'emulator.js';

interface EmulatorAnswer {
  readonly apiUrl: string;
  readonly token: string;
}

const isAnswer = (message: unknown): message is EmulatorAnswer =>
  typeof message === 'object' && message !== null && 'apiUrl' in message && 'token' in message;

/**
 * Runs a piece of work against an emulator of the Webex API: a process of its own on this computer, on a bad day, that
 * lives as long as the work. Throws NOT_IMPLEMENTED_HERE in a build without it.
 */
export async function withEmulatedWebex<T>(
  session: CliSession,
  work: (connection: WebexConnection) => Promise<T>,
): Promise<T> {
  const entry = [import.meta.dirname, dirname(import.meta.dirname)]
    .map((folder) => join(folder, ENTRY))
    .find((path) => existsSync(path));
  if (entry === undefined) throw new AppError('NOT_IMPLEMENTED_HERE', { what: 'demo --online' });
  const child = fork(entry, ['--rough', '--now', session.ports.clock()], {
    // Nothing of the person's environment, least of all their tokens.
    env: { ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const { apiUrl, token } = await new Promise<EmulatorAnswer>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        reject(new Error(`The emulator ended at once (${String(code)})`));
      });
      child.once('message', (message) => {
        if (isAnswer(message)) resolve(message);
      });
    });
    const environment = { TIEOUT_API_URL: apiUrl, TIEOUT_ACCESS_TOKEN: token };
    return await work(connectByEnvironment(environment, nodeWebexPorts(session.ports)));
  } finally {
    child.kill();
  }
}
