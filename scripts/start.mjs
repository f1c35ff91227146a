/**
 * `npm start`: opens the desktop app. The npm package `electron` holds no binary; it is fetched here, on the first
 * start. Where that fails, this says so, and exits with 1.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ELECTRON_FOLDER, electronBinary } from './electron-binary.mjs';
import { requireNode } from './require-node.mjs';

requireNode();
const { ROOT, buildWhenStale } = await import('./build-output.mjs');

/** Fetches Electron's binary; returns why that failed, or undefined. */
function fetchElectron() {
  process.stderr.write('Fetching Electron (about 120 MB, once) ...\n');
  const fetched = spawnSync(process.execPath, [join(ELECTRON_FOLDER, 'install.js')], { encoding: 'utf8' });
  if (fetched.status === 0) return undefined;
  const lines = `${fetched.stderr ?? ''}`.split('\n').map((line) => line.trim());
  return lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '') ?? 'unknown reason';
}

function explainAndExit(reason) {
  process.stderr.write(
    `Electron could not be fetched, so the window can't be opened here: ${reason}\n` +
      'Nothing was changed. The same app opens in a browser window: npm run start:browser\n' +
      'The command line does the whole job without a window: npm run -s tieout -- --help\n' +
      'Electron を取得できないため、ここではウィンドウを開けません。何も変更していません。\n' +
      '同じアプリをブラウザーのウィンドウで開けます: npm run start:browser\n' +
      'コマンドラインだけですべての作業を行えます: npm run -s tieout -- --help\n',
  );
  process.exit(1);
}

if (!electronBinary()) {
  const reason = fetchElectron();
  if (reason !== undefined) explainAndExit(reason);
}
const executable = electronBinary();
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
