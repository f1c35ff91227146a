import { join } from 'node:path';
import { _electron } from 'playwright';
import { electronBinary } from '../../../scripts/electron-binary.mjs';
import { launchHost, type RunningApp } from '../../support/electron-host/client/launch-host.ts';
import type { Folders, StartOptions } from './fixtures.ts';

/** A started app, whichever shows it. */
export interface StartedApp extends RunningApp {
  /** What should not have happened. */
  readonly problems: readonly string[];
  readonly output: () => string;
  /** Resolves to the exit code. */
  readonly exited: Promise<number>;
}

/** The folder that holds the built app; another one where a copy is to be looked at. */
const ROOT = process.env['TIEOUT_BUILT_APP'] ?? join(import.meta.dirname, '..', '..', '..');
const ENTRY = join(ROOT, 'out', 'main', 'index.js');

/** Starts the built app in the way of a Playwright project. */
export function launchApp(project: string, folders: Folders, options: StartOptions): Promise<StartedApp> {
  const env = {
    TIEOUT_WORKSPACE: folders.workspace,
    TIEOUT_UPDATES: 'off',
    XDG_DATA_HOME: join(folders.root, 'data'),
    TZ: 'UTC',
    ...options.env,
  };
  const args = options.args ?? [];
  if (project === 'electron') return launchElectron(folders, args, env);
  const browserPath = process.env['TIEOUT_BROWSER'];
  if (browserPath === undefined) throw new Error('Start these tests by: npm run test:e2e');
  const { root, userData } = { root: ROOT, userData: folders.userData };
  return Promise.resolve(
    launchHost({ root, entry: ENTRY, browserPath, isVisible: false, userData, args, env }),
  );
}

/** Electron itself, with what the page complains about gathered as the stand-in does. */
async function launchElectron(
  folders: Folders,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<StartedApp> {
  const executablePath = electronBinary();
  if (executablePath === undefined) throw new Error("Electron's binary is not here.");
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const app = await _electron.launch({
    executablePath,
    args: [ROOT, `--user-data-dir=${folders.userData}`, ...args],
    env: { ...(Object.fromEntries(inherited) as Record<string, string>), ...env },
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const problems: string[] = [];
  let output = '';
  app.process().stdout?.on('data', (data: Buffer) => (output += data.toString()));
  app.process().stderr?.on('data', (data: Buffer) => (output += data.toString()));
  app.on('window', (page) => {
    page.on('pageerror', (error) => problems.push(`Uncaught in the page: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text()))
        problems.push(`Content security policy: ${message.text()}`);
    });
  });
  const exited = new Promise<number>((resolve) => {
    app.process().once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
  return {
    problems,
    exited,
    output: () => output,
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    process: () => app.process(),
    evaluate: (run, argument) => app.evaluate(run as never, argument as never),
    close: () => app.close(),
  };
}
