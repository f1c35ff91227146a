import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import type { Period } from '#core/period.ts';
import { reverseItems, undoStacks } from '#core/work/act.ts';
import type { Workspace } from '../../context.ts';
import { findLastRun } from '../../repositories/runs.ts';
import { actItems, findAct, listActs } from '../../repositories/work-acts.ts';
import { recordAct, type ActDone } from './record-act.ts';

/** Takes the last act of a month back, by an act of its own. Throws WORK_NOTHING_TO_UNDO, WORK_CHANGED_MEANWHILE. */
export const undo = (workspace: Workspace, period: Period): ActDone => compensate(workspace, period, 'undo');

/** Does the act again that was taken back last. Throws WORK_NOTHING_TO_REDO, WORK_CHANGED_MEANWHILE. */
export const redo = (workspace: Workspace, period: Period): ActDone => compensate(workspace, period, 'redo');

function compensate(workspace: Workspace, period: Period, kind: 'undo' | 'redo'): ActDone {
  const { database } = workspace;
  return database.transaction(() => {
    const { undoable, redoable } = undoStacks(listActs(database, period));
    const of = (kind === 'undo' ? undoable : redoable)[0];
    if (of === undefined) {
      throw new AppError(kind === 'undo' ? 'WORK_NOTHING_TO_UNDO' : 'WORK_NOTHING_TO_REDO');
    }
    const act = defined(findAct(database, of), 'the act is in the log');
    const items = actItems(database, of);
    return recordAct(workspace, {
      // What the person looks at now; the act's own run may be long gone from the screen.
      runId: findLastRun(database, period)?.id ?? act.runId,
      period,
      kind,
      of,
      what: kind === 'undo' ? 'act-undone' : 'act-redone',
      items: kind === 'undo' ? reverseItems(items) : items,
      before: undefined,
      after: { act: of, kind: act.kind },
    });
  });
}
