import { buildWhenStale } from '../../scripts/build-output.mjs';

/** Vitest's global setup for tests that start the built command line: builds out/ where it is stale, under a lock. */
export async function setup(): Promise<void> {
  await buildWhenStale();
}
