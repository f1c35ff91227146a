/**
 * Preloaded (`node --import`) before the engine bundle, in its own process: `process.parentPort` as Electron's
 * utility processes have it, over Node's channel with structured-clone serialisation.
 */
import { EventEmitter } from 'node:events';
import { resolveElectronTo } from '../resolve-electron.ts';

resolveElectronTo(new URL('./electron.ts', import.meta.url), 'utility');

const send = process.send?.bind(process);
const events = new EventEmitter();
/** Messages wait for the first listener, as in Electron. */
const waiting: unknown[] = [];
const deliver = (data: unknown): void => {
  if (events.listenerCount('message') > 0) events.emit('message', { data, ports: [] });
  else waiting.push(data);
};
const parentPort = Object.assign(events, {
  postMessage: (message: unknown) => void send?.(message, undefined, undefined, () => undefined),
  start: () => undefined,
  pause: () => undefined,
});
events.on('newListener', (name) => {
  if (name !== 'message') return;
  queueMicrotask(() => {
    for (const data of waiting.splice(0)) deliver(data);
  });
});
process.on('message', deliver);
// The app is gone: its utility process goes with it.
process.on('disconnect', () => process.exit(0));
delete process.send;
Object.defineProperty(process, 'parentPort', { value: parentPort });
