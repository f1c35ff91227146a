/**
 * `npm start`: opens the desktop app. The npm package `electron` holds no binary; it is fetched here, on the first
 * start. Where that fails, this says so, and exits with 1.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { ROOT, buildWhenStale } = await import('./build-output.mjs');

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The path of Electron's executable, or undefined where it has not been fetched. */
function executablePath() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(electronFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const path = join(override ?? join(electronFolder, 'dist'), name);
  return existsSync(path) ? path : undefined;
}

/** Fetches Electron's binary; returns why that failed, or undefined. */
function fetchElectron() {
  process.stderr.write('Fetching Electron (about 120 MB, once) ...\n');
  const fetched = spawnSync(process.execPath, [join(electronFolder, 'install.js')], { encoding: 'utf8' });
  if (fetched.status === 0) return undefined;
  const lines = `${fetched.stderr ?? ''}`.split('\n').map((line) => line.trim());
  return lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '') ?? 'unknown reason';
}

function explainAndExit(reason) {
  process.stderr.write(
    `Electron could not be fetched, so the window can't be opened here: ${reason}\n` +
      'Nothing was changed. The command line does the whole job without it: npm run -s tieout -- --help\n' +
      'Electron を取得できないため、ここではウィンドウを開けません。何も変更していません。\n' +
      'コマンドラインだけですべての作業を行えます: npm run -s tieout -- --help\n',
  );
  process.exit(1);
}

if (!executablePath()) {
  const reason = fetchElectron();
  if (reason !== undefined) explainAndExit(reason);
}
const executable = executablePath();
if (!executable) explainAndExit('its package holds no executable after the download');

try {
  await buildWhenStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const app = spawn(executable, [ROOT], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal));
app.on('error', (error) => explainAndExit(error.message));
app.on('exit', (code) => process.exit(code ?? 1));
