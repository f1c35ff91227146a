import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '../..');

/** Bundles the child once, so that each of hundreds starts at once. Returns its path; the caller removes its folder. */
export async function bundleChild(): Promise<string> {
  // Within the project, so that libraries are found.
  const outDir = mkdtempSync(join(ROOT, 'node_modules', '.crash-child-'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'child.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
    },
  });
  return join(outDir, 'child.js');
}
