import type { Chance } from '../../support/truth/prng.ts';

/** Bytes that were changed, and how: enough to understand a finding without its file. */
export interface Mutant {
  readonly bytes: Buffer;
  readonly steps: readonly string[];
}

/** Changes bytes; undefined where it has nothing to work on. */
export type Mutator = (bytes: Buffer, chance: Chance) => Mutant | undefined;

/** A mutant of one step. */
export const mutant = (bytes: Buffer, step: string): Mutant => ({ bytes, steps: [step] });
