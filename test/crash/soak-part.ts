import type { SoakOptions, SoakReport } from '../soak/soak-part.ts';
import { KILLED_WORK } from './ordeal-names.ts';
import { runKills, type Kill } from './run-kills.ts';

/** `npm run soak -- --part kills`: processes killed at their work, 200 unless told. */
export async function soakKills(options: SoakOptions): Promise<SoakReport> {
  const kills = options.kills ?? 200;
  const tally = await runKills(
    {
      seed: options.seed,
      kills,
      ordeals: KILLED_WORK,
      ...(options.from === undefined ? {} : { from: options.from }),
    },
    (kill) => {
      if ((kill.number + 1) % 20 === 0) options.tell(`kills: ${String(kill.number + 1)} of ${String(kills)}`);
      if (kill.findings.length === 0) return;
      const again = `--seed ${String(options.seed)} --from ${String(kill.number)} --kills 1`;
      options.tell(`FINDING ${again}\n  ${kill.ordeal}, ${kill.moment}\n  ${kill.findings.join('\n  ')}`);
    },
  );
  const failures = tally.kills.filter(({ findings }) => findings.length > 0).length;
  const byWork = KILLED_WORK.map((name) => `${name} ${String(countOf(tally.kills, name))}`);
  return {
    failures,
    lines: [
      `${String(tally.kills.length)} kills, ${String(tally.kills.filter(({ wasAtWork }) => wasAtWork).length)} of them at work, ${String(failures)} findings`,
      `work: ${byWork.join(', ')}`,
      `${String(tally.steps.size)} of ${String(tally.stepsKnown.size)} kinds of steps to the disk, the others at any moment`,
    ],
  };
}

const countOf = (kills: readonly Kill[], name: string): number =>
  kills.filter(({ ordeal }) => ordeal === name).length;
