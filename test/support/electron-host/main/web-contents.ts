import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Frame, Page } from 'playwright';
import { initScript } from '../page/init-script.ts';
import { createWire } from '../page/wire.ts';
import { app, preventable } from './app.ts';
import { tell } from './control.ts';
import { callHandler, ipcMain } from './ipc-main.ts';
import { toAppUrl, toPageUrl } from './page-urls.ts';
import { session } from './session.ts';
import { type WebFrame, webFrame } from './web-frame.ts';

const wire = createWire();
const byPage = new Map<Page, WebContentsStandIn>();
let lastId = 0;

interface OpenAnswer {
  readonly action: 'allow' | 'deny';
}
type OpenHandler = (details: { readonly url: string }) => OpenAnswer;

/** The contents that the app made for a page. */
export function contentsOfPage(page: Page): WebContentsStandIn | undefined {
  return byPage.get(page);
}

/** All contents that live. */
export function allContents(): readonly WebContentsStandIn[] {
  return [...byPage.values()];
}

/** Electron's `WebContents`, over a page of the browser. */
export class WebContentsStandIn extends EventEmitter {
  readonly id = (lastId += 1);
  readonly session = session.defaultSession;
  readonly #inbox = `inbox-${randomUUID()}`;
  readonly #page: Promise<Page>;
  #opened: Page | undefined;
  #devTools: Promise<CDPSession> | undefined;
  #expectedUrl: string | undefined;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #isDestroyed = false;
  #isLoading = false;

  constructor(page: Promise<Page>, preload: string | undefined) {
    super();
    this.#page = page.then(async (opened) => {
      await this.#prepare(opened, preload);
      return opened;
    });
  }

  async #prepare(page: Page, preload: string | undefined): Promise<void> {
    this.#opened = page;
    byPage.set(page, this);
    page.on('close', () => {
      this.destroyed();
    });
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    page.on('pageerror', (error) => {
      tell({ kind: 'problem', text: `Uncaught in the page: ${error.message}` });
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.emit('did-navigate', {}, toAppUrl(frame.url()), 200, 'OK');
    });
    page.on('domcontentloaded', () => this.emit('dom-ready', {}));
    page.on('load', () => {
      this.#isLoading = false;
      this.emit('did-finish-load', {});
      this.emit('did-stop-loading', {});
    });
    if (preload === undefined) return;
    const binding = `binding${randomUUID().replaceAll('-', '')}`;
    await page.exposeBinding(binding, ({ frame }, text: string) => this.#receive(frame, text));
    const { platform, versions } = process;
    const versionTexts = Object.fromEntries(
      Object.entries(versions).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
    );
    const config = { binding, inbox: this.#inbox, process: { platform, versions: versionTexts } };
    await page.addInitScript({ content: initScript(config, readFileSync(preload, 'utf8')) });
  }

  async #receive(frame: Frame, text: string): Promise<string> {
    try {
      const { kind, payload } = wire.decode(text) as { readonly kind: string; readonly payload: unknown };
      return wire.encode({ ok: true, value: await this.#answer(frame, kind, payload) });
    } catch (error) {
      // As in Electron, the page sees the error as text.
      return wire.encode({ ok: false, message: String(error) });
    }
  }

  async #answer(frame: Frame, kind: string, payload: unknown): Promise<unknown> {
    const event = {
      sender: this,
      senderFrame: webFrame(frame),
      frameId: 1,
      processId: process.pid,
      ports: [],
    };
    switch (kind) {
      case 'invoke': {
        const { channel, args } = payload as { channel: string; args: unknown[] };
        return callHandler(channel, event, args);
      }
      case 'send': {
        const { channel, args } = payload as { channel: string; args: unknown[] };
        ipcMain.emit(channel, event, ...args);
        return undefined;
      }
      case 'files':
        return this.#pathsOf(payload as number);
      case 'violation': {
        const { directive, blocked } = payload as { directive: string; blocked: string };
        tell({ kind: 'problem', text: `Content security policy: ${directive} refused ${blocked}` });
        return undefined;
      }
      case 'open':
        this.askToOpen(payload as string);
        return undefined;
      default:
        throw new Error(`The page asked for ${kind}`);
    }
  }

  /** The paths of files that the page holds, from Chromium itself. */
  async #pathsOf(id: number): Promise<readonly string[]> {
    const page = await this.#page;
    this.#devTools ??= page.context().newCDPSession(page);
    const devTools = await this.#devTools;
    const list = `globalThis[${JSON.stringify(this.#inbox)}].filesOf(${id})`;
    const { result } = await devTools.send('Runtime.evaluate', { expression: `${list}.length` });
    const paths: string[] = [];
    for (let index = 0; index < Number(result.value); index += 1) {
      const file = await devTools.send('Runtime.evaluate', { expression: `${list}[${index}]` });
      const { path } = await devTools.send('DOM.getFileInfo', { objectId: file.result.objectId ?? '' });
      paths.push(path);
    }
    return paths;
  }

  /** Whether a document may be loaded in a frame; asks the app, unless the app itself started the load. */
  mayNavigate(url: string, frame: Frame, isMainFrame: boolean): boolean {
    // A request has no hash; the address of the frame may have one.
    const isReload = isMainFrame && url === toAppUrl(frame.url()).replace(/#.*$/, '');
    if (isReload || (isMainFrame && url === this.#expectedUrl)) {
      this.#expectedUrl = undefined;
      return true;
    }
    const details = {
      url,
      isMainFrame,
      isSameDocument: false,
      frame: webFrame(frame),
      initiator: webFrame(frame),
    };
    const event = Object.assign(preventable(), details);
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url, false, true);
    return !event.defaultPrevented;
  }

  /** Asks the app about a window that the page wants to open. */
  askToOpen(url: string): boolean {
    const { action } = this.#openHandler({ url: toAppUrl(url) });
    if (action === 'allow') tell({ kind: 'problem', text: `The app allowed a window on ${url}` });
    return action === 'allow';
  }

  /** Ends the contents; tells the app once. */
  destroyed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    if (this.#opened) byPage.delete(this.#opened);
    this.emit('destroyed');
  }

  /** The page, for the window. */
  get page(): Promise<Page> {
    return this.#page;
  }

  get mainFrame(): WebFrame | undefined {
    return this.#opened ? webFrame(this.#opened.mainFrame()) : undefined;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    this.#isLoading = true;
    this.#expectedUrl = url;
    this.emit('did-start-loading', {});
    try {
      await page.goto(toPageUrl(url));
    } catch (error) {
      if (this.#isDestroyed) return;
      this.emit('did-fail-load', {}, -2, String(error), url, true);
      throw error;
    }
  }

  send(channel: string, ...args: unknown[]): void {
    // Throws here, as in Electron, when a value can't be cloned.
    const text = wire.encode({ channel, args });
    if (this.#isDestroyed || !this.#opened) return;
    void this.#opened
      .evaluate(
        ([inbox, message]) => {
          const page = globalThis as unknown as Record<
            string,
            { receive: (text: string) => void } | undefined
          >;
          page[inbox]?.receive(message);
        },
        [this.#inbox, text] as const,
      )
      // The page was being replaced: Electron drops the message as well.
      .catch(() => undefined);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  reload(): void {
    void this.#page.then((page) => page.reload()).catch(() => undefined);
  }

  reloadIgnoringCache(): void {
    this.reload();
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#page).evaluate(code);
  }

  async capturePage(): Promise<{ toPNG: () => Buffer }> {
    const png = await (await this.#page).screenshot();
    return { toPNG: () => png };
  }

  close(): void {
    void this.#page.then((page) => page.close());
  }

  getURL(): string {
    return this.#opened ? toAppUrl(this.#opened.url()) : '';
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  getType(): string {
    return 'window';
  }

  // What a window in Chromium has of its own, or not at all.
  focus(): void {}
  openDevTools(): void {}
  closeDevTools(): void {}
  isDevToolsOpened(): boolean {
    return false;
  }
  setZoomFactor(): void {}
  getZoomFactor(): number {
    return 1;
  }
  setZoomLevel(): void {}
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }
  setUserAgent(): void {}
  setBackgroundThrottling(): void {}
  setWebRTCIPHandlingPolicy(): void {}
  getOSProcessId(): number {
    return process.pid;
  }
}

/** Tells the app of new contents, once it can listen to them. */
export function announceContents(contents: WebContentsStandIn): void {
  app.emit('web-contents-created', {}, contents);
}
