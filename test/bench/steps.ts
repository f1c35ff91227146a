import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from './dataset.ts';
import { measureCommand, type Measurement } from './measure.ts';

/** What is measured: a command, and how many rows it goes through. */
interface Step {
  readonly name: string;
  readonly rows: (data: Dataset) => number;
  readonly args: (data: Dataset, scratch: string) => readonly string[];
  /** Whether it begins with an empty workspace. The others go on with what the steps before them left. */
  readonly fresh: boolean;
}

const PERIOD = '2026-10-01..2026-10-31';
const allRows = (data: Dataset): number => data.reportRows + data.invoiceLines;

/** In the order of a month-end: each step apart, then the same once more as one command. */
export const STEPS: readonly Step[] = [
  {
    name: 'import reports',
    rows: ({ reportRows }) => reportRows,
    args: ({ reports }) => ['import-report', ...reports],
    fresh: true,
  },
  {
    name: 'import invoice',
    rows: ({ invoiceLines }) => invoiceLines,
    args: ({ invoice }) => ['import-invoice', invoice],
    fresh: false,
  },
  {
    name: 'reconcile',
    rows: allRows,
    args: ({ invoice }) => ['reconcile', '--invoice', invoice, '--period', PERIOD, '--json'],
    fresh: false,
  },
  {
    name: 'export',
    rows: allRows,
    args: (_data, scratch) => ['export', '--period', PERIOD, '--out', join(scratch, 'export.xlsx')],
    fresh: false,
  },
  {
    name: 'whole month',
    rows: allRows,
    args: ({ invoice, reports }, scratch) => [
      'reconcile',
      '--invoice',
      invoice,
      '--report',
      ...reports,
      '--out',
      join(scratch, 'whole.xlsx'),
      '--json',
    ],
    fresh: true,
  },
];

/** A step's figures: medians over the runs. */
export interface StepResult {
  readonly step: string;
  readonly rows: number;
  readonly wallMs: number;
  readonly rowsPerSecond: number;
  readonly peakMiB: number;
}

/** Measures every step `runs` times. Each round works in a workspace of its own. */
export async function measureSteps(
  data: Dataset,
  scratch: string,
  runs: number,
  onProgress: (text: string) => void,
): Promise<readonly StepResult[]> {
  const measured = new Map<string, Measurement[]>(STEPS.map(({ name }) => [name, []]));
  const workspace = join(scratch, 'workspace');
  for (let run = 1; run <= runs; run += 1) {
    for (const step of STEPS) {
      onProgress(`run ${String(run)} of ${String(runs)}: ${step.name}`);
      if (step.fresh) rmSync(workspace, { recursive: true, force: true });
      const args = [...step.args(data, scratch), '--workspace', workspace, '--quiet', '--lang', 'en'];
      measured.get(step.name)?.push(await measureCommand(args, scratch));
    }
  }
  return STEPS.map(({ name, rows }) => {
    const own = measured.get(name) ?? [];
    const wallMs = median(own.map((measurement) => measurement.wallMs));
    return {
      step: name,
      rows: rows(data),
      wallMs: Math.round(wallMs),
      rowsPerSecond: Math.round((rows(data) * 1000) / wallMs),
      peakMiB: Math.round(median(own.map((measurement) => measurement.peakMiB))),
    };
  });
}

/** The middle value; of two middle ones the larger. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
