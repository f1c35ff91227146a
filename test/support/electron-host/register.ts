/**
 * Preloaded (`node --import`) before the built main bundle: `electron` resolves to the stand-in beside this file,
 * and the process looks like Electron's first one to whoever asks.
 */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { readHostOptions } from './host-options.ts';

const standIn = new URL('./electron.ts', import.meta.url).href;
const NAMES: readonly string[] = ['electron', 'electron/main', 'electron/common'];

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (NAMES.includes(specifier)) return { url: standIn, shortCircuit: true };
    return nextResolve(specifier, context);
  },
});

const packagePath = createRequire(import.meta.url).resolve('electron/package.json');
const { version } = JSON.parse(readFileSync(packagePath, 'utf8')) as { readonly version: string };
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: version } });
Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'defaultApp', { value: true });
Object.defineProperty(process, 'resourcesPath', { value: join(readHostOptions().root, 'resources') });
