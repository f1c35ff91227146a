/**
 * Preloaded (`node --import`) before the engine bundle, in its own process: `process.parentPort` as Electron's
 * utility processes have it, over Node's channel with structured-clone serialisation.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const path = createRequire(import.meta.url).resolve('electron/package.json');
const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: version } });
Object.defineProperty(process, 'type', { value: 'utility' });

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
