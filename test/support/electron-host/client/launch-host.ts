import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { type Browser, chromium, type Page } from 'playwright';
import { HOST_OPTIONS_VARIABLE, type HostOptions } from '../host-options.ts';
import type { HostMessage } from '../main/control.ts';

/** What a started app can be asked; Playwright's `ElectronApplication` has the same. */
export interface RunningApp {
  /** The first window, once its page has loaded. */
  readonly firstWindow: () => Promise<Page>;
  /** All windows that are open now. */
  readonly windows: () => readonly Page[];
  /** Runs a function in the app's own process, with the modules of `electron`. It can use nothing from outside itself. */
  readonly evaluate: <Result, Argument>(
    run: (electron: typeof Electron, argument: Argument) => Result,
    argument: Argument,
  ) => Promise<Awaited<Result>>;
  /** The process of the app's main bundle. */
  readonly process: () => ChildProcess;
  /** Ends it, whatever it does. */
  readonly close: () => Promise<void>;
}

/** A started stand-in. */
export interface HostApp extends RunningApp {
  /** What should not have happened: violations of the policy, requests to the outside, errors in the page. */
  readonly problems: string[];
  /** All that the process wrote. */
  readonly output: () => string;
  /** Resolves to the exit code. */
  readonly exited: Promise<number>;
}

/** How to start it. */
export interface LaunchOptions extends HostOptions {
  /** The built main bundle. */
  readonly entry: string;
  /** Arguments behind the entry, such as files to open. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called for each problem, as it happens. */
  readonly onProblem?: (text: string) => void;
}

const REGISTER = join(import.meta.dirname, '..', 'register.ts');
/** How long an app may take to end by itself before it is killed. */
const CLOSE_LIMIT_MS = 5_000;

/** Starts the built main bundle on Node, with the stand-in as its `electron`. */
export function launchHost(options: LaunchOptions): HostApp {
  const { entry, args = [], env = {}, onProblem, ...hostOptions } = options;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', REGISTER, entry, ...args],
    {
      cwd: options.root,
      env: { ...process.env, NODE_OPTIONS: '', ...env, [HOST_OPTIONS_VARIABLE]: JSON.stringify(hostOptions) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    },
  );
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));

  const problems: string[] = [];
  const answers = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let browser: Promise<Browser> | undefined;
  let connected: Browser | undefined;
  const firstLoaded = Promise.withResolvers<undefined>();
  firstLoaded.promise.catch(() => undefined);
  child.on('message', (message: HostMessage) => {
    switch (message.kind) {
      case 'browser':
        browser = chromium.connectOverCDP(message.endpoint).then((made) => (connected = made));
        browser.catch(() => undefined);
        break;
      case 'window':
        firstLoaded.resolve(undefined);
        break;
      case 'problem':
        problems.push(message.text);
        onProblem?.(message.text);
        break;
      case 'answer':
        answers.get(message.id)?.resolve(message.value);
        answers.delete(message.id);
        break;
      case 'failure':
        answers.get(message.id)?.reject(new Error(message.message));
        answers.delete(message.id);
        break;
    }
  });
  void exited.then((code) => {
    const gone = new Error(`The app ended with ${code}.\n${output}`);
    firstLoaded.reject(gone);
    for (const { reject } of answers.values()) reject(gone);
  });

  const pages = (): readonly Page[] => connected?.contexts().flatMap((context) => context.pages()) ?? [];
  let lastId = 0;
  return {
    problems,
    exited,
    output: () => output,
    process: () => child,
    windows: pages,
    firstWindow: async () => {
      await firstLoaded.promise;
      await browser;
      const page = pages()[0];
      if (!page) throw new Error('The app has no window.');
      // This client learns of the first document after the app does.
      await page.waitForURL((url) => url.protocol !== 'about:');
      return page;
    },
    evaluate: async (run, argument) => {
      const id = (lastId += 1);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      answers.set(id, { resolve, reject });
      child.send({ id, source: run.toString(), argument });
      return (await promise) as never;
    },
    close: async () => {
      await connected?.close().catch(() => undefined);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS);
      child.send({ id: 0, source: '({ app }) => app.quit()', argument: undefined }, () => undefined);
      await exited;
      clearTimeout(timer);
    },
  };
}
