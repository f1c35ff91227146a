import type { SoakOptions, SoakReport } from '../soak/soak-part.ts';
import { buildWhenStale } from '../../scripts/build-output.mjs';
import { COMMANDED_WORK } from './built-command.ts';
import { KILLED_WORK, type OrdealName } from './ordeal-names.ts';
import { runFlips, runKills, type Kill } from './run-kills.ts';

/** `npm run soak -- --part kills`: processes killed at their work, 200 unless told. */
export const soakKills = (options: SoakOptions): Promise<SoakReport> => soak(options, KILLED_WORK, false);

/** `npm run soak -- --part commands`: the built command line, killed at any moment. */
export async function soakCommands(options: SoakOptions): Promise<SoakReport> {
  await buildWhenStale();
  return soak(options, COMMANDED_WORK, true);
}

/** `npm run soak -- --part flips`: single bits of a closed database, 900 unless told. */
export async function soakFlips(options: SoakOptions): Promise<SoakReport> {
  const { findings, flips, noticed, harmless } = await runFlips(
    options.from ?? options.seed,
    options.faults ?? 900,
  );
  for (const finding of findings) options.tell(`FINDING ${finding}`);
  return {
    failures: findings.length,
    done: { faults: flips },
    lines: [
      `${String(flips)} bits turned over: ${String(noticed)} noticed, ${String(harmless)} without consequence, ${String(findings.length)} findings`,
    ],
  };
}

async function soak(
  options: SoakOptions,
  ordeals: readonly OrdealName[],
  isBuilt: boolean,
): Promise<SoakReport> {
  const kills = options.kills ?? 200;
  const tally = await runKills(
    {
      seed: options.seed,
      kills,
      ordeals,
      isBuilt,
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
  const byWork = ordeals.map((name) => `${name} ${String(countOf(tally.kills, name))}`);
  return {
    failures,
    done: { kills: tally.kills.length },
    lines: [
      `${String(tally.kills.length)} kills, ${String(tally.kills.filter(({ wasAtWork }) => wasAtWork).length)} of them at work, ${String(failures)} findings`,
      `work: ${byWork.join(', ')}`,
      `${String(tally.steps.size)} of ${String(tally.stepsKnown.size)} kinds of steps to the disk, the others at any moment`,
    ],
  };
}

const countOf = (kills: readonly Kill[], name: string): number =>
  kills.filter(({ ordeal }) => ordeal === name).length;
