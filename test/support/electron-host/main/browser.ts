import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright';
import { readHostOptions } from '../host-options.ts';
import { onExit } from './app.ts';
import { tell } from './control.ts';

let starting: Promise<BrowserContext> | undefined;
const POLL_MS = 20;

/** The Chromium that shows the windows; started with the first of them. No name resolves in it: nothing leaves it. */
export function browserContext(): Promise<BrowserContext> {
  starting ??= start();
  return starting;
}

async function start(): Promise<BrowserContext> {
  const { browserPath, isVisible, userData } = readHostOptions();
  const profile = join(userData, 'chromium');
  mkdirSync(profile, { recursive: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath,
    headless: !isVisible,
    viewport: isVisible ? null : { width: 1120, height: 800 },
    chromiumSandbox: process.getuid?.() !== 0,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    serviceWorkers: 'block',
    args: [
      '--remote-debugging-port=0',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      // Without it, a person is warned of the line above.
      ...(isVisible ? ['--test-type'] : []),
    ],
  });
  onExit(() => context.close());
  tell({ kind: 'browser', endpoint: await endpointOf(profile) });
  return context;
}

/** Where a second client, the test, reaches the same browser. */
async function endpointOf(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  for (;;) {
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : '';
    if (port !== undefined && port !== '') return `http://127.0.0.1:${port}`;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
