import { pageRuntime, type PageRuntimeConfig } from './page-runtime.ts';
import { createWire } from './wire.ts';

/** The script that runs in each new document before the document's own: the runtime, then the built preload script. */
export function initScript(config: PageRuntimeConfig, preload: string): string {
  return `(() => {
    const wire = (${createWire.toString()})();
    const modules = (${pageRuntime.toString()})(${JSON.stringify(config)}, wire);
    if (!modules) return;
    const require = (id) => {
      if (id === 'electron' || id === 'electron/renderer') return modules.electron;
      throw new Error('module not found: ' + id);
    };
    const module = { exports: {} };
    (function (require, module, exports, process) {${preload}
    })(require, module, module.exports, modules.process);
  })();`;
}
