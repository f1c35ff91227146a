/**
 * All that the page gets from outside its sandbox: named methods of a closed list, and a way to listen to events of
 * another. There is no way to send any other message, and the page never sees `ipcRenderer`.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, EVENT_CHANNEL, EVENTS, methodOfChannel, type Channel } from '#shared/ipc/channels.ts';

type Method = (input?: unknown) => Promise<unknown>;

const methodFor = (channel: Channel): Method =>
  channel === 'files:accept-dropped'
    ? // A File that a person dropped knows its path; one that a page has made has none, and is refused.
      (file) => ipcRenderer.invoke(channel, { path: webUtils.getPathForFile(file as File) })
    : (input) => ipcRenderer.invoke(channel, input);

const domains: Record<string, Record<string, Method>> = {};
for (const channel of CHANNELS) {
  const { domain, method } = methodOfChannel(channel);
  domains[domain] = { ...domains[domain], [method]: methodFor(channel) };
}

const known: ReadonlySet<string> = new Set(EVENTS);
type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>();
ipcRenderer.on(EVENT_CHANNEL, (_event, message: { readonly event: string; readonly payload: unknown }) => {
  for (const listener of listeners.get(message.event) ?? []) listener(message.payload);
});

const events = {
  on: (event: string, listener: Listener): (() => void) => {
    if (!known.has(event)) throw new Error('There is no such event.');
    // One of its own for each call: the same function may listen twice, and stop once.
    const own: Listener = (payload) => {
      listener(payload);
    };
    const held = listeners.get(event) ?? new Set();
    listeners.set(event, held.add(own));
    return () => {
      held.delete(own);
    };
  },
};

const frozen = Object.fromEntries(
  Object.entries({ ...domains, events }).map(([domain, methods]) => [domain, Object.freeze(methods)]),
);
contextBridge.exposeInMainWorld('api', Object.freeze(frozen));
