/**
 * `npm run start:browser`: opens the built app in a Chromium window, through the stand-in for Electron. For a look at
 * the app where Electron can't be fetched: menus, dialogs and notifications are not shown.
 */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { ROOT, buildWhenStale } = await import('./build-output.mjs');
const { findBrowser } = await import('./find-browser.mjs');

function stop(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

const found = findBrowser();
if (!('path' in found)) stop(found.reason);
const hasScreen =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
if (!hasScreen) {
  stop(
    'There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be shown. Nothing was changed.\n' +
      'The command line does the whole job without a window: npm run -s tieout -- --help',
  );
}
try {
  await buildWhenStale();
} catch (error) {
  stop(error.message);
}

const userData = join(homedir(), '.tieout-browser');
mkdirSync(userData, { recursive: true });
process.stdout.write(`${found.how}\nThe app stores its data in ${userData}.\n`);
const { launchHost } = await import('../test/support/electron-host/client/launch-host.ts');
const app = launchHost({
  root: ROOT,
  entry: join(ROOT, 'out', 'main', 'index.js'),
  browserPath: found.path,
  isVisible: true,
  userData,
  args: process.argv.slice(2),
  onProblem: (text) => process.stderr.write(`${text}\n`),
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void app.close());
const code = await app.exited;
if (code !== 0) process.stderr.write(app.output());
process.exit(code);
