import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const fromRoot = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: fromRoot('src/main/index.ts'),
          engine: fromRoot('src/main/engine.ts'),
          cli: fromRoot('src/main/cli.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { index: fromRoot('src/preload/index.ts') },
        // A sandboxed preload script is loaded as CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    build: { rollupOptions: { input: fromRoot('src/renderer/index.html') } },
    plugins: [react()],
  },
});
