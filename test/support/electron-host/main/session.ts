import { EventEmitter } from 'node:events';
import type { Session, WebRequest } from 'electron';
import { protocol } from './protocol.ts';
import { readHostOptions } from '../host-options.ts';

interface Answer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
  readonly responseHeaders?: Record<string, string | string[]>;
}
type Listener = (details: object, callback: (answer: Answer) => void) => void;
interface Filter {
  readonly urls: readonly string[];
}

/** One hook of `webRequest`: the app's listener, and the question to it. */
function webRequestHook(): {
  readonly set: (first: unknown, second?: unknown) => void;
  readonly ask: (details: { readonly url: string }) => Promise<Answer>;
} {
  let listener: Listener | undefined;
  let filter: Filter | undefined;
  return {
    set: (first, second) => {
      listener = (typeof first === 'function' || first === null ? first : second) as Listener | undefined;
      filter = typeof first === 'function' || first === null ? undefined : (first as Filter);
    },
    ask: (details) => {
      const current = listener;
      if (!current || (filter && !filter.urls.some((pattern) => matches(pattern, details.url)))) {
        return Promise.resolve({});
      }
      return new Promise((resolve) => {
        current(details, resolve);
      });
    },
  };
}

/** Whether a URL fits a pattern as Electron's filters have it: `*://*\/*`, `<all_urls>`, `file:///*`. */
function matches(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true;
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${source}$`).test(url);
}

const beforeRequest = webRequestHook();
const headersReceived = webRequestHook();
const beforeSendHeaders = webRequestHook();

/** The hooks of the one session, for the requests of the page. */
export const requestHooks = { beforeRequest, headersReceived };

type RequestHandler = (contents: unknown, permission: string, callback: (isGranted: boolean) => void) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean;
const permissionHandlers: { request?: RequestHandler | null; check?: CheckHandler | null } = {};

/** Whether the app would grant a permission to its page. As in Electron: all are granted where no handler is set. */
export async function isPermissionGranted(
  contents: unknown,
  permission: string,
  origin: string,
): Promise<boolean> {
  const { request, check } = permissionHandlers;
  const isRequestGranted = request
    ? await new Promise<boolean>((resolve) => {
        request(contents, permission, resolve);
      })
    : true;
  return isRequestGranted && (check ? check(contents, permission, origin) : true);
}

const defaultSession = Object.assign(new EventEmitter(), {
  webRequest: {
    onBeforeRequest: beforeRequest.set,
    onHeadersReceived: headersReceived.set,
    onBeforeSendHeaders: beforeSendHeaders.set,
  } satisfies Partial<WebRequest>,
  protocol,
  setPermissionRequestHandler: (handler: unknown) => {
    permissionHandlers.request = handler as RequestHandler | null;
  },
  setPermissionCheckHandler: (handler: unknown) => {
    permissionHandlers.check = handler as CheckHandler | null;
  },
  setDevicePermissionHandler: () => undefined,
  setDisplayMediaRequestHandler: () => undefined,
  setBluetoothPairingHandler: () => undefined,
  setCertificateVerifyProc: () => undefined,
  setSSLConfig: () => undefined,
  setProxy: () => Promise.resolve(),
  setSpellCheckerEnabled: () => undefined,
  setSpellCheckerLanguages: () => undefined,
  setSpellCheckerDictionaryDownloadURL: () => undefined,
  enableNetworkEmulation: () => undefined,
  disableNetworkEmulation: () => undefined,
  setUserAgent: () => undefined,
  getUserAgent: () => 'Tieout',
  clearCache: () => Promise.resolve(),
  clearStorageData: () => Promise.resolve(),
  resolveProxy: () => Promise.resolve('DIRECT'),
  isPersistent: () => true,
  getStoragePath: () => readHostOptions().userData,
  storagePath: readHostOptions().userData,
} satisfies Partial<Record<keyof Session, unknown>>);

/** Electron's `session`: the app has one. */
export const session = {
  defaultSession,
  fromPartition: () => defaultSession,
};
