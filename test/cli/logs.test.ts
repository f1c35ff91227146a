import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BROKEN_JSON, breakStoredLines, monthSecrets } from '../support/month-secrets.ts';
import { type Desk, makeDesk, practiceFile } from '../support/run-cli.ts';
import { folderContent } from '../support/webex-emulator/content.ts';
import { type Emulator, startEmulator } from '../support/webex-emulator/emulator.ts';
import { ALL_SCOPES } from '../support/webex/test-client.ts';

/** Both sides take the test for a day after the practice period. */
const TEST_NOW = '2026-11-02T09:00:00.000Z';
const offset = Date.parse(TEST_NOW) - Date.now();

let desk: Desk;
let emulator: Emulator;
beforeEach(async () => {
  desk = makeDesk();
  emulator = await startEmulator({
    now: () => new Date(Date.now() + offset),
    content: folderContent(join(practiceFile('user.csv'), '..')),
    settings: { pollsUntilComplete: 0 },
  });
});
afterEach(async () => {
  await emulator.close();
  desk.dispose();
});

it('the log of a whole month, with failures and bugs, holds no amount, name, id, token or link of it', async () => {
  const temporary = desk.path('temporary');
  mkdirSync(temporary);
  const token = emulator.oauth.issue(ALL_SCOPES);
  const env = {
    TEST_NOW,
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, '../support/shift-clock.mjs')).href}`,
    TIEOUT_API_URL: emulator.apiUrl,
    TIEOUT_ACCESS_TOKEN: token,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  };
  const run = async (args: readonly string[]): Promise<number | null> =>
    (await desk.tieout(args, { env })).exitCode;

  emulator.faults.add(
    { on: 'listReports', kind: 'status', status: 503, html: true },
    { on: 'download', kind: 'status', status: 403 },
    { on: 'download', kind: 'break', afterBytes: 2000 },
  );
  expect(await run(['fetch', '--period', '2026-10'])).toBe(0);
  emulator.faults.add({ on: 'listReports', kind: 'status', status: 401, times: 9 });
  expect(await run(['reports', 'list'])).toBe(3);
  const given = ['--invoice', practiceFile('invoice.xlsx'), '--price-book', practiceFile('price-book.csv')];
  const reconciled = await desk.json(['reconcile', ...given], { env });
  expect(reconciled.exitCode).toBe(1);
  expect(await run(['export', '--period', '2026-10', '--out', 'v.xlsx', '--detail', 'user'])).toBe(0);
  const badInvoice = desk.put('Example Telecom.csv', 'Subscription ID,Amount\nSub100245,12x\n');
  expect(await run(['import-invoice', badInvoice])).toBe(2);

  breakStoredLines(desk.workspace);
  expect(() => JSON.parse(BROKEN_JSON) as unknown).toThrow('Example');
  const broken = await desk.tieout(['export', '--period', '2026-10', '--out', 'again.xlsx'], { env });
  expect(broken, broken.stderr).toMatchObject({ exitCode: 70 });

  const secrets = monthSecrets(reconciled.document, [token, ...emulator.signatures(), emulator.apiUrl]);
  expect(secrets.texts.length).toBeGreaterThan(500);
  const folders = [join(desk.workspace, 'logs'), temporary].filter(existsSync);
  const logs = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.log'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  expect(logs.join('')).toMatch(/incident [0-9a-f]{8}\ntieout [^\n]+\nSyntaxError: [^\n]+\n +at /);
  for (const log of logs) expect(secrets.foundIn(log)).toEqual([]);
});
