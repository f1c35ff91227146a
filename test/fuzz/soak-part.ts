import { runFuzz, type FuzzTally } from './run-fuzz.ts';
import type { SoakOptions, SoakReport } from '../soak/soak-part.ts';

/** Reproduces a finding: which input of which run, and what was done to which file. */
const placeOf = (seed: number, number: number): string => `--seed ${seed} --from ${number} --inputs 1`;

/**
 * A heap of 512, and beside it the thread in which a library reads a workbook of old: it is ended at a heap of 384, and
 * a damaged length makes it grow that far (867 to 1046 in all, by the luck of its collector).
 */
export const PEAK_MIB = 1280;
/** Whoever keeps a little of each input is far beyond it after thousands; bounded caches and compiled code are not. */
export const LEAK_MIB = 24;

/** `npm run soak -- --part fuzz`: mutants of real files against every importer. */
export async function soakFuzz(options: SoakOptions): Promise<SoakReport> {
  const inputs = options.inputs ?? 20_000;
  let done = 0;
  const tally = await runFuzz(
    {
      seed: options.seed,
      inputs,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.keepIn === undefined ? {} : { keepIn: options.keepIn }),
      hangMs: 20_000,
      heapMib: 512,
      peakMib: PEAK_MIB,
      leakMib: LEAK_MIB,
    },
    ({ number, finding, file, target, steps }) => {
      done += 1;
      if (done % 1000 === 0) options.tell(`fuzz: ${done} of ${inputs}`);
      if (finding === undefined) return;
      options.tell(
        `FINDING ${placeOf(options.seed, number)}\n  ${target} of ${file}: ${steps.join('; ')}\n  ${finding}`,
      );
    },
  );
  return { failures: tally.findings.length, done: { inputs: tally.inputs }, lines: linesOf(tally) };
}

function linesOf(tally: FuzzTally): string[] {
  const counts = (map: ReadonlyMap<string, number>): string =>
    [...map].map(([name, count]) => `${name} ${count}`).join(', ');
  return [
    `${tally.inputs} inputs: ${tally.values} read, ${tally.refused} refused with a known code, ${tally.findings.length} findings`,
    `targets: ${counts(tally.byTarget)}`,
    `answers: ${counts(tally.byCode)}`,
    `slowest ${tally.slowestMs} ms, peak ${tally.peakRssMib} MiB, still held ${tally.heldMib.join(', ')} MiB`,
  ];
}
