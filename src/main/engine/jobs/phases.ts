import { channel } from 'node:diagnostics_channel';

/** The name of the channel on which a job says what it is at, for a program that measures it. Nobody else hears it. */
export const PHASE_CHANNEL = 'tieout:phase';

const PHASES = channel(PHASE_CHANNEL);

/** The parts of a command whose cost is measured apart; `rest`: what comes after them. */
export type MeasuredPhase =
  | 'import the invoice'
  | 'import the reports'
  | 'read the invoice'
  | 'read the totals of usage'
  | 'count users'
  | 'read names'
  | 'match and compare'
  | 'write'
  | 'digest'
  | 'write the workbook'
  | 'rest';

/** Says that the next phase begins. Costs nothing where nobody measures. */
export const enterPhase = (phase: MeasuredPhase): void => {
  if (PHASES.hasSubscribers) PHASES.publish(phase);
};
