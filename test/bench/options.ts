import { parseArgs } from 'node:util';
import type { DatasetSize } from './dataset.ts';
import { STEPS } from './steps.ts';

/** What a person asked of the benchmark. */
export interface BenchOptions {
  readonly sizes: readonly DatasetSize[];
  readonly steps: ReadonlySet<string>;
  readonly runs: number;
  readonly hasPeers: boolean;
  /** Where the files are kept from one run of the benchmark to the next. */
  readonly dataFolder: string | undefined;
  readonly jsonFile: string | undefined;
}

const DEFAULT_SIZES = '10kx10k,100kx10k,1mx100k';

/** Reads the options; throws a sentence for the person where one is wrong. */
export function readOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: DEFAULT_SIZES },
      steps: { type: 'string', default: STEPS.map(({ name }) => name).join(',') },
      runs: { type: 'string', default: '3' },
      'no-peers': { type: 'boolean', default: false },
      data: { type: 'string' },
      json: { type: 'string' },
    },
  });
  return {
    sizes: values.sizes.split(',').map(readSize),
    steps: new Set(values.steps.split(',').map(readStep)),
    runs: wholeNumber('--runs', values.runs),
    hasPeers: !values['no-peers'],
    dataFolder: values.data,
    jsonFile: values.json,
  };
}

/** `1mx100k`: a million user rows and a hundred thousand invoice lines. */
function readSize(text: string): DatasetSize {
  const [users = '', lines = ''] = text.trim().split('x');
  return { users: wholeNumber('--sizes', users), lines: wholeNumber('--sizes', lines) };
}

function readStep(text: string): string {
  const name = text.trim();
  if (STEPS.some((step) => step.name === name)) return name;
  throw new Error(`--steps: there is no "${name}". There are: ${STEPS.map((step) => step.name).join(', ')}.`);
}

function wholeNumber(option: string, text: string): number {
  const [, digits, unit] = /^(\d+)([km]?)$/.exec(text.trim()) ?? [];
  const value = Number(digits) * (unit === 'm' ? 1_000_000 : unit === 'k' ? 1000 : 1);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`${option} wants whole numbers above 0, such as 250, 10k or 1m, not "${text}".`);
}
