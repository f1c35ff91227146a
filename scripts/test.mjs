/**
 * `npm test`: all that a newcomer can run: vitest, then the built app in a browser. With arguments (`npm test --
 * test/unit/core`), vitest alone gets them. The last line counts all tests.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const ROOT = join(import.meta.dirname, '..');
const given = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tieout-test-'));
const countsPath = join(folder, 'counts');
writeFileSync(countsPath, '');

function run(script, args) {
  const env = { ...process.env, TIEOUT_TEST_COUNTS: countsPath };
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit', env });
  return status ?? 1;
}

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
let status = run(vitest, ['run', ...given]);
if (given.length === 0) {
  status = run(join(import.meta.dirname, 'test-e2e.mjs'), []) || status;
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const line of readFileSync(countsPath, 'utf8').trim().split('\n')) {
    if (line === '') continue;
    const counts = JSON.parse(line);
    for (const name of Object.keys(sum)) sum[name] += counts[name];
  }
  process.stdout.write(
    `\nAll tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n` +
      `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`,
  );
}
rmSync(folder, { recursive: true, force: true });
process.exit(status);
