import { defined } from '#core/assert.ts';
import { AppError, type ErrorCode } from '#core/errors.ts';
import type { EventState } from '#core/events/event.ts';
import type { LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import type { WorkItem } from '#core/work/act.ts';
import { judge, type Judgement, type JudgementProblem } from '#core/work/judge.ts';
import { lineStateText, UNTOUCHED, type LineState } from '#core/work/line-state.ts';
import type { LineFilter } from '#shared/ipc/contract/result-lines.ts';
import type { Workspace } from '../../context.ts';
import { findLineStates } from '../../repositories/line-states.ts';
import { findWorkLines, keysOfFilter, type HeldWorkLine } from '../../repositories/work-lines.ts';
import { placedRun, type PlacedRun } from './act-run.ts';
import { namesOfLines } from './line-names.ts';
import { recordAct, type ActDone } from './record-act.ts';

/** Which lines of a run: by their keys, or all that a filter leaves, such as a cluster. */
export type LineSelection = { readonly keys: readonly string[] } | { readonly filter: LineFilter };

/** A judgement over some lines of a run. */
export interface JudgeRequest {
  readonly runId: string;
  readonly lines: LineSelection;
  readonly judgement: Judgement;
}

const PROBLEMS = {
  'reason-missing': 'WORK_REASON_MISSING',
  'note-missing': 'WORK_NOTE_MISSING',
  'not-resolvable': 'WORK_NOT_RESOLVABLE',
} as const satisfies Record<JudgementProblem, ErrorCode>;

/**
 * Judges lines in one act: all of them, or none. The figures that are judged are those of the run that the person has
 * before them.
 *
 * Throws RUN_UNKNOWN, WORK_LINE_UNKNOWN, WORK_REASON_MISSING, WORK_NOTE_MISSING, WORK_NOT_RESOLVABLE.
 */
export function judgeLines(workspace: Workspace, { runId, lines, judgement }: JudgeRequest): ActDone {
  const { database } = workspace;
  const placed = placedRun(database, runId);
  const chosen = linesOf(workspace, placed, lines);
  return database.transaction(() => {
    const states = findLineStates(database, placed.run.period, chosen.keys());
    const judged = [...chosen.values()].map((line) => ({
      line,
      before: states.get(line.key) ?? UNTOUCHED,
      outcome: judge(states.get(line.key) ?? UNTOUCHED, judgement, line),
    }));
    const problems = judged.flatMap(({ outcome }) => ('problem' in outcome ? [outcome.problem] : []));
    const first = problems[0];
    if (first !== undefined) {
      const lacking = problems.filter((problem) => problem === first).length;
      throw new AppError(PROBLEMS[first], chosen.size > 1 ? { lines: String(lacking) } : {});
    }
    const items = judged.flatMap(({ line, before, outcome }): readonly WorkItem[] =>
      'state' in outcome
        ? [
            {
              entity: 'line',
              key: line.key,
              before: lineStateText(before),
              after: lineStateText(outcome.state),
            },
          ]
        : [],
    );
    const only = judged.length === 1 ? judged[0] : undefined;
    return recordAct(workspace, {
      runId,
      period: placed.run.period,
      kind: 'judge',
      what: 'lines-judged',
      items,
      before: only && stateOf(only.before),
      after: {
        ...(only && 'state' in only.outcome ? stateOf(only.outcome.state) : judgementState(judgement)),
        lines: namesOfLines(
          database,
          placed.position,
          [...chosen.values()].map(({ position }) => position),
        ),
      },
    });
  });
}

/** The chosen lines of a run. Throws WORK_LINE_UNKNOWN where one is not there, or where there is none. */
export function linesOf(
  { database }: Pick<Workspace, 'database'>,
  { position }: PlacedRun,
  selection: LineSelection,
): ReadonlyMap<LineKeyText, HeldWorkLine> {
  const keys = 'keys' in selection ? selection.keys : keysOfFilter(database, position, selection.filter);
  const lines = findWorkLines(database, position, keys);
  if (lines.size === 0 || keys.some((key) => !lines.has(key as LineKeyText))) {
    throw new AppError('WORK_LINE_UNKNOWN');
  }
  return lines;
}

/** The one line of a key. Throws WORK_LINE_UNKNOWN. */
export const lineOf = (workspace: Pick<Workspace, 'database'>, run: PlacedRun, key: string): HeldWorkLine =>
  defined([...linesOf(workspace, run, { keys: [key] }).values()][0], 'the line is there');

const stateOf = (state: LineState): EventState => ({
  status: state.status,
  reason: state.reason ?? null,
  note: state.note ?? null,
  reviewed: state.reviewed,
  assignee: state.assignee ?? null,
  due: state.due ?? null,
  varianceQuantity: state.judged?.quantity ?? null,
  varianceAmount: state.judged?.amount ?? null,
});

const judgementState = (judgement: Judgement): EventState =>
  Object.fromEntries(Object.entries(judgement).filter(([, value]) => value !== undefined));
