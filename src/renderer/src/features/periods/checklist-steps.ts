import type { WirePeriodOverview } from '#shared/ipc/contract/periods.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';

/** What a month's work consists of, in its order. */
export const STEP_NAMES = [
  'invoice',
  'reports',
  'reconcile',
  'checks',
  'differences',
  'signOff',
  'export',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** `attention`: there is something, and a person must look at it. */
export type StepState = 'done' | 'open' | 'attention';

/** A step of the checklist. */
export interface Step {
  readonly name: StepName;
  readonly state: StepState;
  /** Whether it can be taken up now. */
  readonly isPossible: boolean;
  /** The one step that leads on. */
  readonly isNext: boolean;
}

/** The levels of which the period holds a report. */
export const levelsHeld = ({ reports }: WirePeriodOverview): number =>
  USAGE_LEVELS.filter((level) => reports.some((report) => report.level === level)).length;

/** How far a period is. Whatever is held is never called done where a later step shows that it is not enough. */
export function checklistSteps(overview: WirePeriodOverview): readonly Step[] {
  const states = STEP_NAMES.map((name) => ({ name, ...stateOf(name, overview) }));
  const next = states.find(({ state, isPossible }) => state !== 'done' && isPossible)?.name;
  return states.map((step) => ({ ...step, isNext: step.name === next }));
}

function stateOf(name: StepName, overview: WirePeriodOverview): Pick<Step, 'state' | 'isPossible'> {
  const { invoices, reports, lastRun, signOff } = overview;
  const isRun = lastRun !== null;
  switch (name) {
    case 'invoice':
      return { state: invoices.length > 0 ? 'done' : 'open', isPossible: true };
    case 'reports': {
      const held = levelsHeld(overview);
      // One level is enough to compare; what is missing lowers the coverage and stays visible.
      return { state: held === 0 ? 'open' : held < 3 && !isRun ? 'attention' : 'done', isPossible: true };
    }
    case 'reconcile':
      return {
        state: !isRun ? 'open' : lastRun.stale.length > 0 ? 'attention' : 'done',
        isPossible: invoices.length > 0 && reports.length > 0,
      };
    case 'checks':
      return {
        state: !isRun ? 'open' : lastRun.checks.check > 0 ? 'attention' : 'done',
        isPossible: isRun,
      };
    case 'differences':
      return { state: !isRun ? 'open' : lastRun.left.lines > 0 ? 'attention' : 'done', isPossible: isRun };
    case 'signOff':
      return {
        state: signOff.state === 'approved' ? 'done' : signOff.state === 'suspended' ? 'attention' : 'open',
        isPossible: isRun,
      };
    case 'export':
      return { state: 'open', isPossible: isRun };
  }
}
