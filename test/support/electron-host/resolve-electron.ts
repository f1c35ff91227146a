import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';

const NAMES: readonly string[] = ['electron', 'electron/main', 'electron/common'];

/** Makes `electron` resolve to a stand-in in this process, and makes the process look like one of Electron's. */
export function resolveElectronTo(standIn: URL, processType: 'browser' | 'utility'): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (NAMES.includes(specifier)) return { url: standIn.href, shortCircuit: true };
      return nextResolve(specifier, context);
    },
  });
  const packagePath = createRequire(import.meta.url).resolve('electron/package.json');
  const { version } = JSON.parse(readFileSync(packagePath, 'utf8')) as { readonly version: string };
  Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: version } });
  Object.defineProperty(process, 'type', { value: processType });
}
