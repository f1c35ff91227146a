import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { soakCommands, soakFlips, soakKills } from '../crash/soak-part.ts';
import { soakFuzz } from '../fuzz/soak-part.ts';
import type { SoakPart } from './soak-part.ts';

/** The parts by name. One more: its function here. */
const PARTS: Readonly<Record<string, SoakPart>> = {
  fuzz: soakFuzz,
  kills: soakKills,
  commands: soakCommands,
  flips: soakFlips,
};

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    inputs: { type: 'string' },
    kills: { type: 'string' },
    faults: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    keep: { type: 'string' },
  },
});

/** A whole number of an option. */
function numberOf(name: 'inputs' | 'kills' | 'faults' | 'seed' | 'from'): number | undefined {
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
const faults = numberOf('faults');
const from = numberOf('from');
// A night finds more where it does not try the same again; the seed is printed, so that anybody can.
const seed = numberOf('seed') ?? Date.now() % 1_000_000_000;
if (values.keep !== undefined) mkdirSync(values.keep, { recursive: true });
const names = values.part ?? Object.keys(PARTS);
const tallies: string[] = [];
let failures = 0;
const total = { kills: 0, faults: 0, inputs: 0 };
for (const name of names) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`No part ${name}: ${Object.keys(PARTS).join(', ')}`);
  tell(`${name}: seed ${seed}`);
  const start = performance.now();
  const report = await part({
    seed,
    ...(inputs === undefined ? {} : { inputs }),
    ...(kills === undefined ? {} : { kills }),
    ...(faults === undefined ? {} : { faults }),
    ...(from === undefined ? {} : { from }),
    ...(values.keep === undefined ? {} : { keepIn: values.keep }),
    tell,
  });
  failures += report.failures;
  total.kills += report.done.kills ?? 0;
  total.faults += report.done.faults ?? 0;
  total.inputs += report.done.inputs ?? 0;
  const seconds = Math.round((performance.now() - start) / 1000);
  tallies.push(
    `${name} (seed ${seed}, ${seconds} s): ${report.failures === 0 ? 'passed' : `${report.failures} FAILED`}`,
  );
  tallies.push(...report.lines.map((line) => `  ${line}`));
}
tell(`\n${tallies.join('\n')}`);
tell(`all parts: ${total.kills} kills, ${total.faults} faults, ${total.inputs} inputs; ${failures} findings`);
process.exitCode = failures === 0 ? 0 : 1;
