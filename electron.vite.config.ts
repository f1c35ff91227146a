import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const fromRoot = (path: string): string => resolve(import.meta.dirname, path);
const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as {
  readonly version: string;
};
const define = { __APP_VERSION__: JSON.stringify(version) };

/**
 * Libraries that lie in many small files and are needed at every start. To find and read these, one by one, is a third
 * of what the command line takes to start; within the bundle it is nothing.
 */
const OF_MANY_FILES = ['zod', 'htmlparser2', 'string-width', 'yazl', 'exceljs'] as const;

export default defineConfig({
  main: {
    define,
    resolve: { alias: { 'buffer-crc32': fromRoot('src/main/engine/native-crc32.ts') } },
    build: {
      externalizeDeps: { exclude: [...OF_MANY_FILES] },
      rollupOptions: {
        input: {
          index: fromRoot('src/main/index.ts'),
          engine: fromRoot('src/main/engine.ts'),
          cli: fromRoot('src/main/cli.ts'),
          // The thread that reads large reports: started by its path.
          'report-thread': fromRoot('src/main/engine/importers/report/apart/thread-entry.ts'),
          // For `tieout demo --online`: a program of its own, which nothing imports.
          emulator: fromRoot('scripts/emulator.ts'),
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
    define,
    build: { minify: true, rollupOptions: { input: fromRoot('src/renderer/index.html') } },
    plugins: [react()],
  },
});
