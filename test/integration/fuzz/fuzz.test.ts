import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeInput } from '../../fuzz/make-mutant.ts';
import { runFuzz } from '../../fuzz/run-fuzz.ts';
import { LEAK_MIB, PEAK_MIB } from '../../fuzz/soak-part.ts';
import { loadSeeds } from '../../fuzz/seeds.ts';

const PLAN = { hangMs: 60_000, heapMib: 512, peakMib: PEAK_MIB, leakMib: LEAK_MIB };

describe('2,000 mutants of real files', () => {
  it(
    'each end in a value or a known refusal, in time, and no figure is one that its cell does not say',
    { timeout: 600_000 },
    async () => {
      const tally = await runFuzz({ ...PLAN, seed: 20_261_123, inputs: 2000 });
      expect(tally.findings).toEqual([]);
      expect(tally.inputs).toBe(2000);
      // A run in which nothing is read, or nothing refused, would prove nothing.
      expect(tally.values).toBeGreaterThan(400);
      expect(tally.refused).toBeGreaterThan(400);
      expect([...tally.byTarget.keys()].sort()).toEqual([
        'backup',
        'invoice',
        'mapping',
        'parameters',
        'report',
        'store',
        'table',
      ]);
    },
  );
});

describe('the watchdog', () => {
  it('names the input that kills, hangs, bloats or fills its process, and goes on with the next', async () => {
    const child = { module: join(import.meta.dirname, '../../fuzz/bad-child.ts'), name: 'runBadRange' };
    const tally = await runFuzz({
      hangMs: 3000,
      heapMib: 64,
      peakMib: 512,
      leakMib: 5,
      seed: 1,
      inputs: 20,
      child,
    });
    expect(tally.findings.map(({ number, finding }) => [number, finding?.slice(0, 7)])).toEqual([
      [1, 'a crash'],
      [2, 'a hang:'],
      [3, 'a crash'],
      [5, 'memory:'],
      [4, 'a leak:'],
    ]);
    expect([tally.inputs, tally.values]).toEqual([20, 16]);
  });
});

describe('an input', () => {
  it('is the same whenever it is made again', () => {
    const seeds = loadSeeds();
    for (const number of [0, 1, 17, 400]) {
      const [first, second] = [makeInput(seeds, 5, number), makeInput(seeds, 5, number)];
      expect(second.mutant.bytes.equals(first.mutant.bytes)).toBe(true);
      expect([second.target, second.seed.name, second.mutant.steps]).toEqual([
        first.target,
        first.seed.name,
        first.mutant.steps,
      ]);
    }
  });
});
