import { describe, expect, it } from 'vitest';
import { COMMANDED_WORK } from '../../crash/built-command.ts';
import { KILLED_WORK } from '../../crash/ordeal-names.ts';
import { runKills } from '../../crash/run-kills.ts';
import { buildWhenStale } from '../../../scripts/build-output.mjs';

describe.skipIf(process.platform === 'win32')('a process that is killed at its work', () => {
  it(
    'leaves a whole workspace and whole files, and the work can be done again to the same result',
    { timeout: 600_000 },
    async () => {
      const tally = await runKills({ seed: 20_261_123, kills: 2 * KILLED_WORK.length, ordeals: KILLED_WORK });
      expect(tally.kills.filter(({ findings }) => findings.length > 0)).toEqual([]);
      expect(new Set(tally.kills.map(({ ordeal }) => ordeal))).toEqual(new Set(KILLED_WORK));
      // Processes that had finished before they were killed would prove nothing.
      expect(tally.kills.filter(({ wasAtWork }) => wasAtWork).length).toBeGreaterThan(15);
      expect(tally.steps.size).toBeGreaterThan(10);
    },
  );

  it('and is the command line as it is built leaves the same', { timeout: 600_000 }, async () => {
    await buildWhenStale();
    const kills = 2 * COMMANDED_WORK.length;
    const tally = await runKills({ seed: 20_261_123, kills, ordeals: COMMANDED_WORK, isBuilt: true });
    expect(tally.kills.filter(({ findings }) => findings.length > 0)).toEqual([]);
    expect(tally.kills.filter(({ wasAtWork }) => wasAtWork).length).toBeGreaterThan(kills / 3);
  });

  it('is found out where its work is done by halves', { timeout: 300_000 }, async () => {
    // A kill finds it only where it falls between the two pieces: how often it does depends on how fast the machine is.
    const found: string[] = [];
    for (let seed = 8; seed < 18 && found.length === 0; seed += 1) {
      const tally = await runKills({ seed, kills: 12, ordeals: ['careless'] });
      const findings = tally.kills.flatMap((kill) => kill.findings);
      found.push(...findings.filter((finding) => finding.startsWith('a state between the pieces')));
    }
    expect(found).not.toEqual([]);
  });
});
