/**
 * Preloaded (`node --import`) before the built main bundle: `electron` resolves to the stand-in beside this file,
 * and the process looks like Electron's first one to whoever asks.
 */
import { join } from 'node:path';
import { readHostOptions } from './host-options.ts';
import { resolveElectronTo } from './resolve-electron.ts';

resolveElectronTo(new URL('./electron.ts', import.meta.url), 'browser');
Object.defineProperty(process, 'defaultApp', { value: true });
Object.defineProperty(process, 'resourcesPath', { value: join(readHostOptions().root, 'resources') });
