import { absolute, fromInteger, toPicos } from '../decimal/micros.ts';
import type { PlainDate } from '../period.ts';
import { parsePicos } from './exact-text.ts';
import type { JudgedFigure, LineState, ReasonCode, Workflow } from './line-state.ts';

/** What a person says about a line. What is not named stays; null takes a field away. */
export interface Judgement {
  readonly status?: Workflow;
  readonly reason?: ReasonCode | null;
  readonly note?: string | null;
  readonly reviewed?: boolean;
  readonly assignee?: string | null;
  readonly due?: PlainDate | null;
}

/** A line's figures, as far as a judgement needs them. */
export interface JudgedLine extends JudgedFigure {
  readonly expectedAmount: string | null;
}

/** Why a judgement can't stand. */
export type JudgementProblem = 'reason-missing' | 'note-missing' | 'not-resolvable';

/** From this amount, and this part of the expected amount, on a difference is material (domain rules 1.8). */
export const MATERIALITY = { amount: fromInteger(1), thousandths: 5n } as const;

/** Whether a difference is material: only then a reason and a note are asked for. An unknown amount is. */
export function isMaterial({
  amount,
  expectedAmount,
}: Pick<JudgedLine, 'amount' | 'expectedAmount'>): boolean {
  if (amount === null || expectedAmount === null) return true;
  const difference = absolute(parsePicos(amount));
  const expected = absolute(parsePicos(expectedAmount));
  return difference > toPicos(MATERIALITY.amount) && difference * 1000n > expected * MATERIALITY.thousandths;
}

/**
 * The state of a line after a judgement, or why it can't be (domain rules 1.7): an explanation needs a reason; a
 * material difference is accepted or disputed with a reason and a note; `OTHER` says what in a note; only what was
 * disputed or carried can be resolved.
 */
export function judge(
  before: LineState,
  judgement: Judgement,
  line: JudgedLine,
): { readonly state: LineState } | { readonly problem: JudgementProblem } {
  const status = judgement.status ?? before.status;
  const isReopened = judgement.status === 'open';
  const reason = isReopened ? undefined : chosen(judgement.reason, before.reason);
  const note = chosen(judgement.note, before.note);
  const isJudged = judgement.status !== undefined && !isReopened;
  const reviewed = judgement.reviewed ?? (isJudged ? true : before.reviewed);
  const state: LineState = {
    status,
    reason,
    note,
    reviewed,
    assignee: chosen(judgement.assignee, before.assignee),
    due: chosen(judgement.due, before.due),
    judged: judgedFigure(
      before,
      { isJudged, isReviewed: judgement.reviewed === true },
      { status, reviewed },
      line,
    ),
  };
  const problem = problemOf(before, state, line);
  return problem === undefined ? { state } : { problem };
}

/** Undefined: as before; null: taken away. */
const chosen = <Value>(given: Value | null | undefined, held: Value | undefined): Value | undefined =>
  given === undefined ? held : (given ?? undefined);

function judgedFigure(
  before: LineState,
  act: { readonly isJudged: boolean; readonly isReviewed: boolean },
  after: { readonly status: Workflow; readonly reviewed: boolean },
  { quantity, amount }: JudgedLine,
): JudgedFigure | undefined {
  if (act.isJudged || act.isReviewed) return { quantity, amount };
  return after.status === 'open' && !after.reviewed ? undefined : before.judged;
}

function problemOf(before: LineState, after: LineState, line: JudgedLine): JudgementProblem | undefined {
  const needsBoth = (after.status === 'accepted' || after.status === 'disputed') && isMaterial(line);
  if ((after.status === 'explained' || needsBoth) && after.reason === undefined) return 'reason-missing';
  if ((needsBoth || after.reason === 'OTHER') && after.note === undefined) return 'note-missing';
  const isNewlyResolved = after.status === 'resolved' && before.status !== 'resolved';
  if (isNewlyResolved && before.status !== 'disputed' && before.status !== 'carried') return 'not-resolvable';
  return undefined;
}
