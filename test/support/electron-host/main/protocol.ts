import type { CustomScheme, Protocol } from 'electron';
import { app } from './app.ts';
import { addScheme } from './page-urls.ts';

type Handler = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Handler>();

/** The handler of a scheme, for the requests of the page. */
export function protocolHandler(scheme: string): Handler | undefined {
  return handlers.get(scheme);
}

/** Electron's `protocol`: the schemes that the app serves by itself. */
export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly CustomScheme[]) => {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of schemes) addScheme(scheme);
  },
  handle: (scheme: string, handler: unknown) => {
    if (!app.isReady()) throw new Error('protocol can only be used after app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    addScheme(scheme);
    handlers.set(scheme, handler as Handler);
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
} satisfies Partial<Protocol>;
