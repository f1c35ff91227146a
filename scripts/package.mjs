/**
 * `npm run package`: builds the app and its installers for this computer's system into dist/. Arguments go to
 * electron-builder: `npm run package -- --dir` makes the unpacked app only. What was unpacked is then verified.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { ROOT, build } = await import('./build-output.mjs');
const { verifyPackage } = await import('./verify-package.mjs');

await build();
const cli = join(dirname(createRequire(import.meta.url).resolve('electron-builder/package.json')), 'cli.js');
const { status } = spawnSync(process.execPath, [cli, '--publish', 'never', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
});
if (status !== 0) {
  process.stderr.write('The packages could not be made; electron-builder says why above.\n');
  process.exit(1);
}
const dist = join(ROOT, 'dist');
const unpacked = readdirSync(dist).filter(
  (name) => /unpacked$/.test(name) || (/^mac/.test(name) && existsSync(join(dist, name, 'Tieout.app'))),
);
const problems = (await Promise.all(unpacked.map((name) => verifyPackage(join(dist, name))))).flat();
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`Verified ${unpacked.join(', ')}: ${problems.length} problems.\n`);
process.exit(problems.length === 0 ? 0 : 1);
