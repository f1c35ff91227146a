/** `npm run bench -- [--sizes 1mx100k] [--steps NAMES] [--runs N] [--json FILE]`, `npm run bench -- grid`, or `npm run bench -- months`: see test/bench/README.md. */
import { requireNode } from './require-node.mjs';

requireNode();
const { buildWhenStale } = await import('./build-output.mjs');
await buildWhenStale();
switch (process.argv[2]) {
  case 'grid':
    await import('../test/bench/grid.ts');
    break;
  case 'months':
    await import('../test/bench/months.ts');
    break;
  default:
    await import('../test/bench/bench.ts');
}
