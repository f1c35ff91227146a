import { EventEmitter } from 'node:events';
import type { Clipboard, CrashReporter, Display, NativeTheme, PowerMonitor, Screen, Shell } from 'electron';
import { tell } from './control.ts';

/** Electron's `shell`: nothing is opened; a test replaces the function that it expects to be called. */
export const shell = {
  openExternal: (url: string): Promise<void> => {
    tell({ kind: 'problem', text: `The app opened ${url} outside` });
    return Promise.resolve();
  },
  openPath: (path: string): Promise<string> => {
    tell({ kind: 'problem', text: `The app opened ${path} outside` });
    return Promise.resolve('');
  },
  showItemInFolder: () => undefined,
  beep: () => undefined,
  trashItem: () => Promise.reject(new Error('The stand-in for electron has no trash.')),
} satisfies Partial<Shell>;

const themeEvents = new EventEmitter();
let themeSource: NativeTheme['themeSource'] = 'system';

const theme = {
  get themeSource(): NativeTheme['themeSource'] {
    return themeSource;
  },
  set themeSource(source: NativeTheme['themeSource']) {
    themeSource = source;
    themeEvents.emit('updated');
  },
  shouldUseDarkColors: false,
  shouldUseHighContrastColors: false,
  shouldUseInvertedColorScheme: false,
  inForcedColorsMode: false,
  prefersReducedTransparency: false,
};
/** Electron's `nativeTheme`: a light desktop. Descriptors are copied, not values: `themeSource` must stay a setter. */
export const nativeTheme = Object.defineProperties(
  themeEvents,
  Object.getOwnPropertyDescriptors(theme),
) as EventEmitter & typeof theme;

const area = { x: 0, y: 0, width: 1920, height: 1080 };
/** The one display, with those of its properties that an app of one window looks at. */
const display = {
  id: 1,
  bounds: area,
  workArea: area,
  workAreaSize: area,
  size: area,
  scaleFactor: 1,
  rotation: 0,
} satisfies Partial<Display>;

/** Electron's `screen`: one display of 1920 x 1080. */
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
} satisfies Partial<Record<keyof Screen, () => unknown>>);

/** Electron's `Notification`: shown to nobody. */
export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  readonly title: string;
  readonly body: string;
  constructor(options: { readonly title?: string; readonly body?: string } = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }
  show(): void {
    this.emit('show', {});
  }
  close(): void {
    this.emit('close', {});
  }
}

/** Electron's `crashReporter`: nothing is collected. */
export const crashReporter = {
  start: () => undefined,
  getUploadToServer: () => false,
  setUploadToServer: () => undefined,
  addExtraParameter: () => undefined,
  removeExtraParameter: () => undefined,
  getLastCrashReport: () => null,
  getUploadedReports: () => [],
  getParameters: () => ({}),
} satisfies Partial<CrashReporter>;

/** Electron's `powerMonitor`. */
export const powerMonitor = Object.assign(new EventEmitter(), {
  getSystemIdleState: () => 'active' as const,
  getSystemIdleTime: () => 0,
  isOnBatteryPower: () => false,
} satisfies Partial<PowerMonitor>);

/** Electron's `powerSaveBlocker`. */
export const powerSaveBlocker = { start: () => 1, stop: () => true, isStarted: () => false };

let clipboardText = '';
/** Electron's `clipboard`, of this process alone. */
export const clipboard = {
  writeText: (text: string): Promise<void> => {
    clipboardText = text;
    return Promise.resolve();
  },
  readText: (): Promise<string> => Promise.resolve(clipboardText),
  clear: (): void => {
    clipboardText = '';
  },
} satisfies Partial<Clipboard>;

const emptyImage = {
  isEmpty: () => true,
  toPNG: () => Buffer.alloc(0),
  getSize: () => ({ width: 0, height: 0 }),
};
/** Electron's `nativeImage`: pictures that nobody sees. */
export const nativeImage = {
  createFromPath: () => emptyImage,
  createFromBuffer: () => emptyImage,
  createFromDataURL: () => emptyImage,
  createEmpty: () => emptyImage,
};

/** Electron's `autoUpdater`: no update is ever there. */
export const autoUpdater = Object.assign(new EventEmitter(), {
  setFeedURL: () => undefined,
  checkForUpdates: () => undefined,
  quitAndInstall: () => undefined,
});
