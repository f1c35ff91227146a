import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, CommandLine } from 'electron';
import { readHostOptions } from '../host-options.ts';
import { takeInstanceLock } from './single-instance.ts';

const options = readHostOptions();
const { name, version } = JSON.parse(readFileSync(join(options.root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};
/** As in Electron, `--user-data-dir` decides where the app stores its things. */
const asked = process.argv.find((part) => part.startsWith('--user-data-dir='))?.split('=')[1];
const userData = asked ?? options.userData;
const paths = new Map<string, string>([
  ['userData', userData],
  ['sessionData', userData],
  ['appData', join(userData, '..')],
  ['home', homedir()],
  ['temp', tmpdir()],
  ['logs', join(userData, 'logs')],
  ['crashDumps', join(userData, 'Crashpad')],
  ['documents', join(userData, 'Documents')],
  ['downloads', join(userData, 'Downloads')],
  ['desktop', join(userData, 'Desktop')],
  ['exe', process.execPath],
  ['module', process.execPath],
]);
mkdirSync(userData, { recursive: true });

const events = new EventEmitter();
let isReady = false;
let appName = name;
let isQuitting = false;
/** Node ends a process that waits for nothing; an Electron app lives until it quits. */
const alive = setInterval(() => undefined, 60_000);
const closers: (() => Promise<boolean>)[] = [];
const enders: (() => Promise<void>)[] = [];

const ready = new Promise<void>((resolve) => {
  // After the main bundle's first turn: it may still register schemes until then.
  setImmediate(() => {
    isReady = true;
    events.emit('will-finish-launching');
    events.emit('ready', {}, {});
    resolve();
  });
});

/** Registers what closes the windows; it answers false where a window stayed open. */
export function onQuit(close: () => Promise<boolean>): void {
  closers.push(close);
}

/** Registers what must end before the process does: the browser, child processes. */
export function onExit(end: () => Promise<void>): void {
  enders.push(end);
}

async function exitProcess(exitCode: number): Promise<void> {
  clearInterval(alive);
  await Promise.allSettled(enders.map((end) => end()));
  process.exit(exitCode);
}

/** An event that a listener can prevent, as Electron's are. */
export function preventable(): { defaultPrevented: boolean; preventDefault: () => void } {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}

async function quit(): Promise<void> {
  if (isQuitting) return;
  isQuitting = true;
  const before = preventable();
  events.emit('before-quit', before);
  const isClosed =
    !before.defaultPrevented && (await Promise.all(closers.map((close) => close()))).every(Boolean);
  const will = preventable();
  if (isClosed) events.emit('will-quit', will);
  if (!isClosed || will.defaultPrevented) {
    isQuitting = false;
    return;
  }
  events.emit('quit', {}, 0);
  await exitProcess(0);
}

/** Whether the app is about to end: closing its last window then starts nothing anew. */
export function isAppQuitting(): boolean {
  return isQuitting;
}

/** Electron's `app`: a process of its own, with a folder of its own. */
export const app = Object.assign(events, {
  whenReady: () => ready,
  isReady: () => isReady,
  quit: () => void quit(),
  exit: (exitCode = 0) => void exitProcess(exitCode),
  relaunch: () => undefined,
  focus: () => undefined,
  show: () => undefined,
  hide: () => undefined,
  getAppPath: () => options.root,
  getPath: (wanted: string) => {
    const path = paths.get(wanted);
    if (path === undefined) throw new Error(`Failed to get '${wanted}' path`);
    return path;
  },
  setPath: (changed: string, path: string) => void paths.set(changed, path),
  setAppLogsPath: () => undefined,
  getVersion: () => version,
  getName: () => appName,
  setName: (changed: string) => void (appName = changed),
  getLocale: () => process.env['TIEOUT_HOST_LOCALE'] ?? 'en-US',
  getSystemLocale: () => process.env['TIEOUT_HOST_LOCALE'] ?? 'en-US',
  getPreferredSystemLanguages: () => [process.env['TIEOUT_HOST_LOCALE'] ?? 'en-US'],
  getLocaleCountryCode: () => 'US',
  requestSingleInstanceLock: (additionalData?: Record<PropertyKey, unknown>) =>
    takeInstanceLock(userData, additionalData, (other) => {
      events.emit('second-instance', {}, other.argv, other.workingDirectory, other.additionalData);
    }),
  hasSingleInstanceLock: () => true,
  releaseSingleInstanceLock: () => undefined,
  addRecentDocument: (path: string) => void recentDocuments.push(path),
  clearRecentDocuments: () => void (recentDocuments.length = 0),
  getRecentDocuments: () => [...recentDocuments],
  setAppUserModelId: () => undefined,
  setAsDefaultProtocolClient: () => false,
  setUserTasks: () => true,
  setAboutPanelOptions: () => undefined,
  showAboutPanel: () => undefined,
  setBadgeCount: () => true,
  enableSandbox: () => undefined,
  disableHardwareAcceleration: () => undefined,
  isAccessibilitySupportEnabled: () => false,
  isPackaged: false,
  name,
  commandLine: {
    appendSwitch: () => undefined,
    appendArgument: () => undefined,
    hasSwitch: (wanted: string) =>
      process.argv.some((part) => part === `--${wanted}` || part.startsWith(`--${wanted}=`)),
    getSwitchValue: (wanted: string) =>
      process.argv.find((part) => part.startsWith(`--${wanted}=`))?.slice(wanted.length + 3) ?? '',
    removeSwitch: () => undefined,
  } satisfies Record<keyof CommandLine, unknown>,
  dock: undefined,
} satisfies Partial<App>);

const recentDocuments: string[] = [];
