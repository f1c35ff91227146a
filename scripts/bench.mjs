/** `npm run bench -- [--sizes 1mx100k] [--steps NAMES] [--runs N] [--json FILE]`: see test/bench/README.md. */
import { requireNode } from './require-node.mjs';

requireNode();
const { buildWhenStale } = await import('./build-output.mjs');
await buildWhenStale();
await import('../test/bench/bench.ts');
