import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { BrowserContext, Page } from 'playwright';
import { app, isAppQuitting, onQuit, preventable } from './app.ts';
import { browserContext } from './browser.ts';
import { tell } from './control.ts';
import { nativeTheme } from './desktop.ts';
import { addScheme, toAppUrl } from './page-urls.ts';
import { answerRequest } from './requests.ts';
import { isPermissionGranted } from './session.ts';
import { announceContents, contentsOfPage, WebContentsStandIn } from './web-contents.ts';

const PERMISSIONS = [
  'geolocation',
  'notifications',
  'camera',
  'microphone',
  'midi',
  'clipboard-read',
] as const;
/** The names that Electron gives to some of them. */
const ELECTRON_NAMES: Readonly<Record<string, string>> = { camera: 'media', microphone: 'media' };

const windows = new Set<BrowserWindow>();
let lastId = 0;
let focused: BrowserWindow | undefined;
let preparing: Promise<BrowserContext> | undefined;
let isFirstPageTaken = false;

/** The browser, with its requests answered by the app and with no window but the app's own. */
function preparedContext(): Promise<BrowserContext> {
  preparing ??= (async () => {
    const context = await browserContext();
    await context.route('**/*', (route) =>
      answerRequest(route, (request) => {
        try {
          return contentsOfPage(request.frame().page());
        } catch {
          return undefined;
        }
      }).catch((error: unknown) => {
        tell({ kind: 'problem', text: `A request could not be answered: ${String(error)}` });
        return route.abort('failed').catch(() => undefined);
      }),
    );
    context.on('page', (page) => void refusePopup(page));
    return context;
  })();
  return preparing;
}

/** A page that was not opened by the app, but by a page: by a link to a new window, or a form. */
async function refusePopup(page: Page): Promise<void> {
  const opener = await page.opener();
  if (!opener) return;
  contentsOfPage(opener)?.askToOpen(toAppUrl(page.url()));
  await page.close();
}

async function openPage(options: BrowserWindowConstructorOptions): Promise<Page> {
  const context = await preparedContext();
  const first = isFirstPageTaken ? undefined : context.pages()[0];
  isFirstPageTaken = true;
  const page = first ?? (await context.newPage());
  const applyTheme = (): Promise<void> =>
    page.emulateMedia({ colorScheme: nativeTheme.themeSource === 'system' ? null : nativeTheme.themeSource });
  nativeTheme.on('updated', () => void applyTheme().catch(() => undefined));
  await applyTheme();
  if (page.viewportSize()) {
    await page.setViewportSize({ width: options.width ?? 800, height: options.height ?? 600 });
  }
  return page;
}

/** Electron's `BrowserWindow`: a page of the browser, and a window's state kept by itself. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focused ?? null;
  }
  static fromWebContents(contents: unknown): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return [...windows].find((window) => window.id === id) ?? null;
  }

  readonly id = (lastId += 1);
  readonly webContents: WebContentsStandIn;
  readonly #options: BrowserWindowConstructorOptions;
  #bounds: Rectangle;
  #state: 'normal' | 'maximized' | 'minimized' | 'full-screen' = 'normal';
  #isVisible: boolean;
  #isDestroyed = false;
  #title: string;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.#options = options;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? app.getName();
    this.#isVisible = options.show ?? true;
    this.webContents = new WebContentsStandIn(openPage(options), options.webPreferences?.preload);
    windows.add(this);
    this.webContents.once('destroyed', () => {
      this.#closed();
    });
    this.webContents.once('did-finish-load', () => {
      this.emit('ready-to-show');
      tell({ kind: 'window' });
    });
    app.emit('browser-window-created', {}, this);
    announceContents(this.webContents);
  }

  #closed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    windows.delete(this);
    if (focused === this) focused = undefined;
    this.emit('closed');
    if (windows.size > 0 || isAppQuitting()) return;
    if (app.listenerCount('window-all-closed') === 0) app.quit();
    else app.emit('window-all-closed');
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.webContents.page;
    if (URL.canParse(url)) await grantPermissions(this.webContents, page.context(), url);
    await this.webContents.loadURL(url);
  }

  loadFile(path: string): Promise<void> {
    addScheme('file');
    return this.webContents.loadURL(pathToFileURL(path).href);
  }

  /** Closes the window unless the app prevents it; answers whether it is closed. */
  async closeAndWait(): Promise<boolean> {
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await (await this.webContents.page).close();
    this.webContents.destroyed();
    return true;
  }

  close(): void {
    void this.closeAndWait();
  }

  destroy(): void {
    void this.webContents.page.then((page) => page.close());
    this.webContents.destroyed();
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
    this.focus();
  }
  showInactive(): void {
    this.#isVisible = true;
    this.emit('show');
  }
  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }
  focus(): void {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- Which of the windows has the focus.
    focused = this;
    void this.webContents.page.then((page) => page.bringToFront()).catch(() => undefined);
    this.emit('focus');
  }
  blur(): void {
    if (focused === this) focused = undefined;
    this.emit('blur');
  }
  maximize(): void {
    this.#enter('maximized', 'maximize');
  }
  unmaximize(): void {
    this.#enter('normal', 'unmaximize');
  }
  minimize(): void {
    this.#enter('minimized', 'minimize');
  }
  restore(): void {
    this.#enter('normal', 'restore');
  }
  setFullScreen(isFull: boolean): void {
    this.#enter(isFull ? 'full-screen' : 'normal', isFull ? 'enter-full-screen' : 'leave-full-screen');
  }
  #enter(state: 'normal' | 'maximized' | 'minimized' | 'full-screen', event: string): void {
    this.#state = state;
    this.emit(event);
  }

  isVisible(): boolean {
    return this.#isVisible;
  }
  isFocused(): boolean {
    return focused === this;
  }
  isMaximized(): boolean {
    return this.#state === 'maximized';
  }
  isMinimized(): boolean {
    return this.#state === 'minimized';
  }
  isFullScreen(): boolean {
    return this.#state === 'full-screen';
  }
  isNormal(): boolean {
    return this.#state === 'normal';
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  getBounds(): Rectangle {
    return { ...this.#bounds };
  }
  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('resize');
    this.emit('move');
  }
  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y];
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  getOptions(): BrowserWindowConstructorOptions {
    return this.#options;
  }

  // What only a real window shows.
  setProgressBar(): void {}
  flashFrame(): void {}
  setOverlayIcon(): void {}
  setBackgroundColor(): void {}
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setRepresentedFilename(): void {}
  setDocumentEdited(): void {}
  setContentProtection(): void {}
  setMinimumSize(): void {}
  setTitleBarOverlay(): void {}
  setIcon(): void {}
  center(): void {}
  moveTop(): void {}
}

/** Gives the page's origin those permissions in Chromium that the app would give it in Electron. */
async function grantPermissions(contents: unknown, context: BrowserContext, url: string): Promise<void> {
  const { protocol } = new URL(url);
  if (protocol === 'data:' || protocol === 'about:') return;
  const granted: string[] = [];
  for (const permission of PERMISSIONS) {
    if (await isPermissionGranted(contents, ELECTRON_NAMES[permission] ?? permission, url))
      granted.push(permission);
  }
  await context.grantPermissions(granted);
}

onQuit(async () => {
  for (const window of [...windows]) {
    if (!(await window.closeAndWait())) return false;
  }
  return true;
});
