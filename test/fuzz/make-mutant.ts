import { chance, type Chance } from '../support/truth/prng.ts';
import { mutateBytes, splice } from './mutate/bytes.ts';
import { mixEncodings, mutateCsv } from './mutate/csv.ts';
import { mutateJson } from './mutate/json.ts';
import type { Mutant, Mutator } from './mutate/mutant.ts';
import { mutateXml } from './mutate/xml.ts';
import { mutateZip } from './mutate/zip.ts';
import type { Seed, TargetName } from './seeds.ts';

/** One input of a run: everything follows from the run's seed and the input's number. */
export interface FuzzInput {
  readonly seed: Seed;
  readonly target: TargetName;
  readonly mutant: Mutant;
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 2).toString('latin1') === 'PK';
const isMarkup = (name: string): boolean => /\.(html|xml)$/.test(name);

/** What fits the structure of a file is tried most: it reaches furthest. */
function mutatorFor(seed: Seed, chance: Chance): Mutator {
  if (chance.maybe(0.15)) return mutateBytes;
  if (isZip(seed.bytes)) return mutateZip;
  if (seed.name.endsWith('.json')) return mutateJson;
  if (isMarkup(seed.name)) return mutateXml;
  if (/\.(csv|tsv)$/.test(seed.name)) return chance.maybe(0.05) ? mixEncodings : mutateCsv;
  return mutateBytes;
}

/** Targets that cost more than a parse are tried less often. */
const WEIGHTS: Readonly<Record<TargetName, number>> = {
  table: 3,
  invoice: 4,
  report: 4,
  parameters: 2,
  mapping: 3,
  store: 1,
  backup: 1,
};

function pickTarget(seed: Seed, chance: Chance): TargetName {
  const weighted = seed.targets.flatMap((target) => Array.from({ length: WEIGHTS[target] }, () => target));
  return chance.pick(weighted);
}

const SEEDS = 2 ** 21;

/** The input of a number. The same seeds, run and number give the same bytes, on every machine. */
export function makeInput(seeds: readonly Seed[], runSeed: number, number: number): FuzzInput {
  // Beyond 2^21 seeds of `chance` begin to repeat each other.
  const first = chance(runSeed % SEEDS).int(0, SEEDS - 1);
  const dice = chance((first + number) % SEEDS);
  // The first draws of neighbouring seeds are alike.
  dice.int(0, 1);
  const picked = dice.pick(seeds);
  // These cost a thread and up to its whole time: they are tried less often.
  const isDear = /\.xlsb?$|\/locked-/.test(picked.name) && dice.maybe(0.8);
  const seed = isDear ? dice.pick(seeds.filter(({ name }) => !/\.xlsb?$|\/locked-/.test(name))) : picked;
  const target = pickTarget(seed, dice);
  const mutator = mutatorFor(seed, dice);
  const changed = dice.maybe(0.03)
    ? splice(seed.bytes, dice.pick(seeds).bytes, dice)
    : (mutator(seed.bytes, dice) ?? mutateBytes(seed.bytes, dice));
  return { seed, target, mutant: changed ?? { bytes: seed.bytes, steps: ['as it is'] } };
}
