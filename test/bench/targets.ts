import type { PeerName } from './peers.ts';
import type { StepName } from './steps.ts';

/** A ratio to reach, of a step to another program or to another step, at the largest size. */
export interface Target {
  readonly step: StepName;
  readonly against: PeerName | StepName;
  /** The parts of the step that count; undefined: all of it. */
  readonly phases?: readonly string[];
  readonly of: 'time' | 'peak memory';
  readonly atMost: number;
  /** The goal beyond. */
  readonly goal: number;
}

export const TARGETS: readonly Target[] = [
  { step: 'import reports', against: 'sqlite3 .import (WAL)', of: 'time', atMost: 1, goal: 0.6 },
  { step: 'import reports', against: 'pandas read_csv -> to_sql', of: 'time', atMost: 0.55, goal: 0.35 },
  { step: 'import invoice', against: 'openpyxl read-only', of: 'time', atMost: 0.25, goal: 0.1 },
  {
    step: 'reconcile',
    // What is held against data that is already loaded: totals out of the database, both sides paired, every line judged.
    phases: ['read the totals of usage', 'match and compare'],
    against: 'pandas groupby + merge, data loaded',
    of: 'time',
    atMost: 1,
    goal: 0.5,
  },
  {
    step: 'export',
    against: 'xlsxwriter constant memory, the same sheets',
    of: 'time',
    atMost: 0.35,
    goal: 0.2,
  },
  { step: 'whole month', against: 'pandas + openpyxl, the whole month', of: 'time', atMost: 0.35, goal: 0.2 },
  {
    step: 'whole month',
    against: 'pandas + openpyxl, the whole month',
    of: 'peak memory',
    atMost: 0.5,
    goal: 0.3,
  },
  { step: 're-reconcile', against: 'reconcile', of: 'time', atMost: 0.2, goal: 0.05 },
];

/** The whole month's memory (MiB) at a million user rows. */
export const MEMORY_TARGET = { step: 'whole month', users: 1_000_000, atMostMiB: 500, goalMiB: 300 } as const;

/** How time may grow with the rows: rows to this power. */
export const GROWTH_TARGET = { atMost: 1.1, goal: 1 } as const;
