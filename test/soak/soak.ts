import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { soakKills } from '../crash/soak-part.ts';
import { soakFuzz } from '../fuzz/soak-part.ts';
import type { SoakPart } from './soak-part.ts';

/** The parts by name. One more: its function here. */
const PARTS: Readonly<Record<string, SoakPart>> = { fuzz: soakFuzz, kills: soakKills };

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    inputs: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    keep: { type: 'string' },
  },
});

/** A whole number of an option. */
function numberOf(name: 'inputs' | 'kills' | 'seed' | 'from'): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} needs a whole number`);
  return Number(text);
}

const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const inputs = numberOf('inputs');
const kills = numberOf('kills');
const from = numberOf('from');
// A night finds more where it does not try the same again; the seed is printed, so that anybody can.
const seed = numberOf('seed') ?? Date.now() % 1_000_000_000;
if (values.keep !== undefined) mkdirSync(values.keep, { recursive: true });
const names = values.part ?? Object.keys(PARTS);
const tallies: string[] = [];
let failures = 0;
for (const name of names) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`No part ${name}: ${Object.keys(PARTS).join(', ')}`);
  tell(`${name}: seed ${seed}`);
  const start = performance.now();
  const report = await part({
    seed,
    ...(inputs === undefined ? {} : { inputs }),
    ...(kills === undefined ? {} : { kills }),
    ...(from === undefined ? {} : { from }),
    ...(values.keep === undefined ? {} : { keepIn: values.keep }),
    tell,
  });
  failures += report.failures;
  const seconds = Math.round((performance.now() - start) / 1000);
  tallies.push(
    `${name} (seed ${seed}, ${seconds} s): ${report.failures === 0 ? 'passed' : `${report.failures} FAILED`}`,
  );
  tallies.push(...report.lines.map((line) => `  ${line}`));
}
tell(`\n${tallies.join('\n')}`);
process.exitCode = failures === 0 ? 0 : 1;
