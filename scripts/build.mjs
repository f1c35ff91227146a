/** `npm run build`: builds main, engine, command line, preload and page into out/. */
import { requireNode } from './require-node.mjs';

requireNode();
const { build } = await import('./build-output.mjs');
await build();
