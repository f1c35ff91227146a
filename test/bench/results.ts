import type { Outcome } from './agreement.ts';
import { widestOf, type Measurement, type Phase, type Widest } from './measure.ts';

/** The figures of a step or of another program: medians over the runs. */
export interface Figures {
  readonly name: string;
  readonly rows: number;
  readonly wallMs: number;
  readonly cpuMs: number | undefined;
  readonly peakMiB: number | undefined;
  /** The longest time in which it answered nobody (ms), of all runs: of our own steps alone. */
  readonly widest: Widest | undefined;
  /** What it went through, in its order: of our own steps alone. */
  readonly phases: readonly Phase[];
  readonly rowsPerSecond: number;
  /** The wall times of all runs, in order. */
  readonly runsMs: readonly number[];
}

/** How an import behaves towards the person who waits for it, in milliseconds. */
export interface Responsiveness {
  readonly importMs: number;
  /** The longest time between two words of progress. */
  readonly widestGapMs: number;
  /** From the last word of progress to the end. */
  readonly afterLastProgressMs: number;
  /** To open the workspace again. */
  readonly openMs: number;
  /** From the wish to cancel to the end of the job, at several points; 0 where it was done before. */
  readonly cancelMs: readonly number[];
}

/** What one size came to. */
export interface SizeResult {
  readonly users: number;
  readonly lines: number;
  readonly steps: readonly Figures[];
  /** Of the import of the USER report, where the reports' import was measured. */
  readonly responsiveness: Responsiveness | undefined;
  /** What the whole month came to, by the fast and by the tolerant readers; undefined where it was not measured. */
  readonly outcome: Outcome | undefined;
  readonly peers: readonly (Figures & { readonly step: string })[];
}

/** Medians of some runs. */
export function summarize(name: string, rows: number, runs: readonly Measurement[]): Figures {
  const wallMs = median(runs.map((run) => run.wallMs)) ?? Number.NaN;
  const cpuMs = median(runs.flatMap((run) => run.cpuMs ?? []));
  const peakMiB = median(runs.flatMap((run) => run.peakMiB ?? []));
  const watched = runs.flatMap((run) => run.widest ?? []);
  return {
    name,
    rows,
    wallMs: Math.round(wallMs),
    cpuMs: cpuMs === undefined ? undefined : Math.round(cpuMs),
    peakMiB: peakMiB === undefined ? undefined : Math.round(peakMiB),
    widest: watched.length === 0 ? undefined : widestOf(watched),
    phases: mediansOf(runs.map((run) => run.phases)),
    rowsPerSecond: Math.round((rows * 1000) / wallMs),
    runsMs: runs.map((run) => Math.round(run.wallMs)),
  };
}

/** The middle value; of two middle ones the larger. */
const median = (values: readonly number[]): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The phases of the first run, each with its medians over all of them, and its widest gap of all. */
function mediansOf(runs: readonly (readonly Phase[])[]): readonly Phase[] {
  return (runs[0] ?? []).map(({ name }) => {
    const all = runs.flatMap((run) => run.filter((phase) => phase.name === name));
    return {
      name,
      wallMs: median(all.map(({ wallMs }) => wallMs)) ?? 0,
      cpuMs: median(all.map(({ cpuMs }) => cpuMs)) ?? 0,
      widest: widestOf(all.map(({ widest }) => widest)),
    };
  });
}
