import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';

type Handler = (event: object, ...args: unknown[]) => unknown;
const handlers = new Map<string, Handler>();

function handle(channel: string, handler: unknown): void {
  if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
  handlers.set(channel, handler as Handler);
}

/** Calls the handler of a channel, as a message of a page does. */
export function callHandler(channel: string, event: object, args: readonly unknown[]): unknown {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...args);
}

/** Electron's `ipcMain`. */
export const ipcMain = Object.assign(new EventEmitter(), {
  handle,
  handleOnce: (channel: string, handler: unknown) => {
    handle(channel, (...parts: [object, ...unknown[]]) => {
      handlers.delete(channel);
      return (handler as Handler)(...parts);
    });
  },
  removeHandler: (channel: string) => void handlers.delete(channel),
} satisfies Partial<IpcMain>);
