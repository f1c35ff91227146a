/**
 * `npm run soak -- [--part NAME] [--inputs N] [--kills N] [--faults N] [--seed N] [--from N] [--keep FOLDER]`: what takes
 * too long for every change, part after part, with a tally at the end; see test/soak/README.md. Exits 1 where a part failed.
 */
import { requireNode } from './require-node.mjs';

requireNode();
await import('../test/soak/soak.ts');
