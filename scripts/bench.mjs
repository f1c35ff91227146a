/** `npm run bench -- [--sizes 1mx100k] [--steps NAMES] [--runs N] [--json FILE]`, or `npm run bench -- grid`: see test/bench/README.md. */
import { requireNode } from './require-node.mjs';

requireNode();
const { buildWhenStale } = await import('./build-output.mjs');
await buildWhenStale();
await import(process.argv[2] === 'grid' ? '../test/bench/grid.ts' : '../test/bench/bench.ts');
