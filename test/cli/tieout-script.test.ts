import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const SCRIPT = join(ROOT, 'scripts', 'tieout.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-script-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn(process.execPath, [SCRIPT, ...args, '--workspace', join(folder, 'workspace')], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
const exitOf = async (child: ChildProcess): Promise<number | null> =>
  ((await once(child, 'exit')) as [number | null])[0];

/** A month that has ended, by any clock: `fetch` refuses the future and what is older than five years. */
function pastMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1)).toISOString().slice(0, 7);
}

describe('the script behind "npm run -s tieout"', () => {
  test('passes the exit code through', async () => {
    expect(await exitOf(start(['no-such-command']))).toBe(2);
  });

  test('takes file names from where the person stands', async () => {
    copyFileSync(join(ROOT, 'resources', 'practice', 'partner.csv'), join(folder, 'mine.csv'));
    const env = { npm_lifecycle_event: 'tieout', INIT_CWD: folder };
    expect(await exitOf(start(['import-report', 'mine.csv'], env))).toBe(0);
  });

  test.skipIf(process.platform === 'win32')(
    'gives the command one Ctrl-C where the terminal and npm send it twice',
    async () => {
      // An API that never answers: the command waits for as long as it takes.
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const child = start(['fetch', '--period', pastMonth()], {
        TIEOUT_API_URL: `http://127.0.0.1:${String(port)}/v1`,
        TIEOUT_ACCESS_TOKEN: 'a-token-of-this-test',
      });
      try {
        await once(server, 'request');
        child.kill('SIGINT');
        child.kill('SIGINT');
        expect(await exitOf(child)).toBe(130);
      } finally {
        child.kill('SIGKILL');
        server.closeAllConnections();
        server.close();
      }
    },
  );
});
