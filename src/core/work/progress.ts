import { absolute, formatPicos, picos } from '../decimal/micros.ts';
import type { LineKeyText } from '../reconcile/manual/line-key-text.ts';
import type { Direction, VarianceClass } from '../reconcile/result-document.ts';
import { parsePicos } from './exact-text.ts';
import type { JudgedLine } from './judge.ts';
import { hasChangedSince, WORKFLOWS, type LineState, type Workflow } from './line-state.ts';

/** A line of a run, as far as the work on it needs it. */
export interface WorkLine extends JudgedLine {
  readonly key: LineKeyText;
  readonly sku: string;
  readonly class: VarianceClass;
  readonly direction: Direction;
  readonly withinTolerance: boolean;
}

/** How far the work on a month is. A difference is a line outside tolerance. */
export interface WorkProgress {
  readonly differences: number;
  /** Differences that are judged, at the figure that they have now. */
  readonly settled: number;
  readonly reviewed: number;
  /** Judged at another figure than they have now: to be looked at again. */
  readonly changed: number;
  /** The magnitudes of all differences, over-billed and under-billed alike. */
  readonly toExplain: string;
  readonly explained: string;
  /** Differences whose amount is unknown: they are in neither sum. */
  readonly withoutAmount: number;
  readonly byStatus: Readonly<Record<Workflow, number>>;
}

/** Whether a line's judgement stands: it is judged, and its figure is the one that was judged. */
export const isSettled = (state: LineState, line: JudgedLine): boolean =>
  state.status !== 'open' && !hasChangedSince(state, line);

/** Measures the work on a run's lines, exactly. */
export function measureProgress(
  lines: Iterable<WorkLine>,
  states: ReadonlyMap<LineKeyText, LineState>,
): WorkProgress {
  const byStatus = Object.fromEntries(WORKFLOWS.map((status) => [status, 0])) as Record<Workflow, number>;
  const counts = { differences: 0, settled: 0, reviewed: 0, changed: 0, withoutAmount: 0 };
  let toExplain = 0n;
  let explained = 0n;
  for (const line of lines) {
    const state = states.get(line.key);
    if (line.withinTolerance) continue;
    counts.differences += 1;
    byStatus[state?.status ?? 'open'] += 1;
    const settled = state !== undefined && isSettled(state, line);
    if (settled) counts.settled += 1;
    if (state?.reviewed === true) counts.reviewed += 1;
    if (state !== undefined && hasChangedSince(state, line)) counts.changed += 1;
    if (line.amount === null) {
      counts.withoutAmount += 1;
      continue;
    }
    const magnitude = absolute(parsePicos(line.amount));
    toExplain += magnitude;
    if (settled) explained += magnitude;
  }
  return {
    ...counts,
    toExplain: formatPicos(picos(toExplain)),
    explained: formatPicos(picos(explained)),
    byStatus,
  };
}
