import type { Wire } from './wire.ts';

/** What the init script hands to the runtime in the page. */
export interface PageRuntimeConfig {
  /** Name of the function by which the page reaches the host; taken off the page before any of its scripts runs. */
  readonly binding: string;
  /** Name under which the host reaches the page. No script of the page can know it. */
  readonly inbox: string;
  readonly process: { readonly platform: string; readonly versions: Readonly<Record<string, string>> };
}

/** What a sandboxed preload script may `require('electron')` for. */
export interface PreloadModules {
  readonly electron: object;
  readonly process: object;
}

/**
 * Runs in the page, before its first script: `contextBridge`, `ipcRenderer` and `webUtils` over the host's binding.
 * Holds all that it uses, because it travels as source text. Values cross the bridge and the process boundary by
 * structured clone, as in Electron: what can't be cloned throws.
 */
export function pageRuntime(config: PageRuntimeConfig, wire: Wire): PreloadModules | undefined {
  type Listener = (event: object, ...args: unknown[]) => void;
  type Call = (text: string) => Promise<string>;
  // The file has the DOM at run time only: it is checked with the tests, which have none.
  const page = globalThis as unknown as Record<string, unknown> & {
    top: unknown;
    document: {
      addEventListener: (
        type: string,
        listener: (event: PageEvent) => void,
        options?: boolean | { capture: boolean },
      ) => void;
    };
    DataTransfer: new () => { items: { add: (file: object) => void }; files: ArrayLike<object> };
    DragEvent: new (type: string, init: object) => PageEvent;
    Event: new (type: string, init: object) => PageEvent;
  };
  interface PageEvent {
    readonly type: string;
    readonly isTrusted: boolean;
    readonly target: {
      dispatchEvent: (event: PageEvent) => void;
      readonly files?: ArrayLike<object> | null;
      readonly type?: string;
    };
    readonly dataTransfer?: { readonly files: ArrayLike<object> } | null;
    readonly clientX?: number;
    readonly clientY?: number;
    preventDefault: () => void;
    stopImmediatePropagation: () => void;
  }

  const call = page[config.binding] as Call;
  Reflect.deleteProperty(page, config.binding);
  // A frame inside the page gets nothing, as with `nodeIntegrationInSubFrames: false`.
  if ((page as unknown) !== page.top) return undefined;

  const listeners = new Map<string, Set<Listener>>();
  const pathOfFile = new WeakMap<object, string>();
  const waitingFiles = new Map<number, readonly object[]>();
  let lastFilesId = 0;

  const ask = async (kind: string, payload: unknown): Promise<unknown> => {
    const answer = wire.decode(await call(wire.encode({ kind, payload }))) as
      { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };
    if (!answer.ok) throw new Error(answer.message);
    return answer.value;
  };

  const inbox = {
    receive: (text: string): void => {
      const { channel, args } = wire.decode(text) as { channel: string; args: unknown[] };
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({ ports: [] }, ...args);
    },
    filesOf: (id: number): readonly object[] => waitingFiles.get(id) ?? [],
  };
  Object.defineProperty(page, config.inbox, { value: inbox });

  const on = (channel: string, listener: Listener): object => {
    const known = listeners.get(channel) ?? new Set<Listener>();
    listeners.set(channel, known.add(listener));
    return ipcRenderer;
  };
  const off = (channel: string, listener: Listener): object => {
    listeners.get(channel)?.delete(listener);
    return ipcRenderer;
  };
  const ipcRenderer = Object.freeze({
    invoke: async (channel: string, ...args: unknown[]) => {
      try {
        return await ask('invoke', { channel, args });
      } catch (error) {
        // The words of Electron itself.
        const { message } = error as Error;
        throw new Error(`Error invoking remote method '${channel}': ${message}`, { cause: error });
      }
    },
    send: (channel: string, ...args: unknown[]) => void ask('send', { channel, args }),
    on,
    addListener: on,
    once: (channel: string, listener: Listener) => {
      const once: Listener = (event, ...args) => {
        off(channel, once);
        listener(event, ...args);
      };
      return on(channel, once);
    },
    off,
    removeListener: off,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
  });

  const isPlain = (value: object): boolean => {
    const prototype = Object.getPrototypeOf(value) as unknown;
    return prototype === Object.prototype || prototype === null;
  };
  const bridge = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const inner = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]): unknown => bridge(inner(...args.map(bridge)));
    }
    if (typeof value === 'symbol') throw new Error('A symbol can not cross the context bridge.');
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Promise)
      return value.then(bridge, (reason: unknown) => Promise.reject(bridge(reason) as Error));
    if (Array.isArray(value)) return Object.freeze(value.map(bridge));
    if (value instanceof Error) return Object.assign(new Error(value.message), { name: value.name });
    if (isPlain(value)) {
      return Object.freeze(
        Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bridge(item)])),
      );
    }
    // Files stay what they are; all else is cloned, or refused.
    return pathLike(value) ? value : structuredClone(value);
  };
  const FileClass = page['File'] as (new () => object) | undefined;
  const pathLike = (value: object): boolean => FileClass !== undefined && value instanceof FileClass;

  // Chromium knows the path of a dropped file and tells it to the host only, and not at once: the event is held
  // back, the paths are fetched, and an event with the same files follows.
  const holdForPaths = (event: PageEvent): void => {
    if (handled.has(event)) return;
    const isDrop = event.type === 'drop';
    if (!isDrop && event.target.type !== 'file') return;
    const files = Array.from((isDrop ? event.dataTransfer?.files : event.target.files) ?? []);
    if (files.length === 0 || files.every((file) => pathOfFile.has(file))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const id = (lastFilesId += 1);
    waitingFiles.set(id, files);
    const { target } = event;
    void ask('files', id).then((paths) => {
      waitingFiles.delete(id);
      files.forEach((file, index) => {
        const path = (paths as readonly string[])[index];
        if (path !== undefined) pathOfFile.set(file, path);
      });
      const init = { bubbles: true, cancelable: true, composed: true };
      const next = isDrop
        ? new page.DragEvent('drop', { ...init, dataTransfer: transferOf(files) })
        : new page.Event(event.type, init);
      handled.add(next);
      target.dispatchEvent(next);
    });
  };
  const handled = new WeakSet<object>();
  const transferOf = (files: readonly object[]): object => {
    const transfer = new page.DataTransfer();
    for (const file of files) transfer.items.add(file);
    // The transfer may hold copies of the files: their paths are the same.
    Array.from(transfer.files).forEach((copy, index) => {
      const path = pathOfFile.get(files[index] ?? {});
      if (path !== undefined) pathOfFile.set(copy, path);
    });
    return transfer;
  };
  for (const type of ['drop', 'change', 'input']) {
    (page as unknown as typeof page.document).addEventListener(type, holdForPaths, { capture: true });
  }

  // A violation of the content security policy is told to the host, which holds it against the test.
  page.document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event as unknown as Record<
      string,
      string
    >;
    void ask('violation', {
      directive: effectiveDirective,
      blocked: `${blockedURI} (${sourceFile}:${lineNumber} ${sample})`,
    });
  });

  // Electron answers a refused window.open() with null; Chromium would answer with a window that closes again.
  page['open'] = (url: string | URL = 'about:blank'): null => {
    void ask('open', String(url));
    return null;
  };

  return {
    process: Object.freeze({
      ...config.process,
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
      argv: [],
      env: {},
    }),
    electron: Object.freeze({
      ipcRenderer,
      contextBridge: Object.freeze({
        exposeInMainWorld: (key: string, api: unknown): void => {
          if (Object.hasOwn(page, key))
            throw new Error(`Cannot bind an API on top of an existing property: ${key}`);
          Object.defineProperty(page, key, { value: bridge(api), enumerable: true });
        },
      }),
      webUtils: Object.freeze({ getPathForFile: (file: object): string => pathOfFile.get(file) ?? '' }),
      webFrame: Object.freeze({ setZoomFactor: (): void => undefined, getZoomFactor: (): number => 1 }),
    }),
  };
}
