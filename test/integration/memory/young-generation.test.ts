import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MIB = 1024 * 1024;

test('the young generation grows again after the heap was released, and no further than it may', async () => {
  const module = join(import.meta.dirname, 'young-generation.ts');
  const runner = join(ROOT, 'test', 'support', 'run-module.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [runner, module, 'measureYoungGeneration', '[]'],
    { cwd: ROOT },
  );
  const { released, after } = JSON.parse(stdout) as { released: number; after: number };
  expect(released).toBeLessThan(6 * MIB);
  expect(after).toBeGreaterThanOrEqual(15 * MIB);
  expect(after).toBeLessThanOrEqual(64 * MIB);
});
