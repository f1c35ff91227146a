/** Where Electron's executable is. The npm package `electron` holds none: it is fetched on the first start. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder of the npm package `electron`. */
export const ELECTRON_FOLDER = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The path of Electron's executable, or undefined where it has not been fetched. */
export function electronBinary() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(ELECTRON_FOLDER, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const path = join(override ?? join(ELECTRON_FOLDER, 'dist'), name);
  return existsSync(path) ? path : undefined;
}
