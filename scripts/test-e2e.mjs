/**
 * `npm run test:e2e`: the built app in a browser, through the stand-in for Electron, and on Electron itself where its
 * binary is. Finds or installs the browser, and says which. Arguments go to Playwright.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { ROOT, buildWhenStale } = await import('./build-output.mjs');
const { findBrowser } = await import('./find-browser.mjs');

const found = findBrowser();
if (!('path' in found)) {
  process.stdout.write(
    `The tests in a browser are ${found.mustFail ? 'not possible' : 'skipped'}: ${found.reason}\n`,
  );
  process.exit(found.mustFail ? 1 : 0);
}
process.stdout.write(`Tests of the built app. ${found.how}\n`);
try {
  await buildWhenStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
const { status } = spawnSync(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, TIEOUT_BROWSER: found.path },
});
process.exit(status ?? 1);
