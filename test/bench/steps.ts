import { join } from 'node:path';
import type { Dataset } from './dataset.ts';

/** What is measured: a command, and how many rows it goes through. */
export interface Step {
  readonly name: StepName;
  readonly rows: (data: Dataset) => number;
  readonly args: (data: Dataset, scratch: string) => readonly string[];
  /** The step whose workspace it goes on with; without one it begins with an empty workspace. */
  readonly after: StepName | undefined;
}

export type StepName =
  'import reports' | 'import invoice' | 'reconcile' | 're-reconcile' | 'export' | 'whole month';

const PERIOD = '2026-10-01..2026-10-31';
const allRows = (data: Dataset): number => data.reportRows + data.invoiceLines;

/** In the order of a month-end: each step apart, then the same once more as one command. */
export const STEPS: readonly Step[] = [
  {
    name: 'import reports',
    rows: ({ reportRows }) => reportRows,
    args: ({ reports }) => ['import-report', ...reports],
    after: undefined,
  },
  {
    name: 'import invoice',
    rows: ({ invoiceLines }) => invoiceLines,
    args: ({ invoice }) => ['import-invoice', invoice],
    after: 'import reports',
  },
  {
    name: 'reconcile',
    rows: allRows,
    args: ({ invoice }) => ['reconcile', '--invoice', invoice, '--period', PERIOD, '--json'],
    after: 'import invoice',
  },
  {
    // The data is held and only a tolerance has changed.
    name: 're-reconcile',
    rows: allRows,
    args: ({ invoice }) => [
      ...['reconcile', '--invoice', invoice, '--period', PERIOD],
      ...['--tolerance-qty', '0.02', '--json'],
    ],
    after: 'reconcile',
  },
  {
    name: 'export',
    rows: allRows,
    args: (_data, scratch) => ['export', '--period', PERIOD, '--out', join(scratch, 'export.xlsx')],
    after: 'reconcile',
  },
  {
    name: 'whole month',
    rows: allRows,
    args: ({ invoice, reports }, scratch) => [
      ...['reconcile', '--invoice', invoice, '--report', ...reports],
      ...['--out', join(scratch, 'whole.xlsx'), '--json'],
    ],
    after: undefined,
  },
];

/** The steps that have to be run, in order, so that the chosen ones find what they go on with. */
export function withPreparation(chosen: ReadonlySet<string>): readonly Step[] {
  const needed = new Set(chosen);
  for (const { name, after } of [...STEPS].reverse()) if (needed.has(name) && after) needed.add(after);
  return STEPS.filter(({ name }) => needed.has(name));
}
