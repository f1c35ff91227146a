import { parseDecimal, type Micros } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import type { LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import type { Judgement } from '#core/work/judge.ts';
import type { EngineChannel, EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { ActDoneReply } from '#shared/ipc/contract/work.ts';
import type { Workspace } from '../context.ts';
import { findLastRun } from '../repositories/runs.ts';
import { judgeLines } from '../services/work/judge-lines.ts';
import { learnAlias } from '../services/work/learn-alias.ts';
import { readHistory } from '../services/work/read-history.ts';
import { readLastReason, readProgress, readRules, readStates } from '../services/work/read-work.ts';
import { reconcileAgain } from '../services/work/reconcile-again.ts';
import type { ActDone } from '../services/work/record-act.ts';
import {
  excludeRows,
  matchLines,
  reclassifyRows,
  splitRow,
  withdrawRules,
} from '../services/work/set-rules.ts';
import { redo, undo } from '../services/work/undo.ts';
import type { JobOrder, JobRegistry } from './job-registry.ts';
import type { WorkspaceReader } from './read-workspace.ts';
import { periodOf } from './wire-period.ts';

/** The functions of the channels about the work on a month. */
export type WorkHandlers = {
  readonly [Name in EngineChannel & `work:${string}`]: (
    input: EngineInput<Name>,
  ) => EngineOutput<Name> | Promise<EngineOutput<Name>>;
};

/** What they work on. */
export interface WorkHandlerContext {
  readonly workspace: Workspace;
  readonly reader: WorkspaceReader;
  readonly jobs: JobRegistry;
}

/** Acts take their turn behind the jobs; one that changes what is compared has the month reconciled anew. */
export function workHandlers({ workspace, reader, jobs }: WorkHandlerContext): WorkHandlers {
  const { database } = reader;
  const again = runsAgain(workspace, jobs);
  const act = (runId: string, work: () => ActDone): Promise<ActDoneReply> =>
    jobs.exclusively(work).then((done) => toReply(done, again, runId));
  const ofPeriod = (period: Parameters<typeof periodOf>[0], work: () => ActDone): Promise<ActDoneReply> =>
    jobs
      .exclusively(work)
      .then((done) => toReply(done, again, findLastRun(workspace.database, periodOf(period))?.id));
  return {
    'work:judge-lines': ({ runId, lines, judgement }) =>
      act(runId, () => judgeLines(workspace, { runId, lines, judgement: withoutGaps(judgement) })),
    'work:match-lines': ({ runId, invoice, usage, ...why }) =>
      act(runId, () => matchLines(workspace, { runId, invoice, usage, ...reasonOf(why) })),
    'work:split-row': ({ runId, row, parts, ...why }) =>
      act(runId, () =>
        splitRow(workspace, {
          runId,
          row,
          parts: parts.map(({ quantity, amount, target }) => ({
            quantity: decimal(quantity),
            amount: decimal(amount),
            // The contract has parsed it as a line's key.
            target: (target ?? undefined) as LineKeyText | undefined,
          })),
          ...reasonOf(why),
        }),
      ),
    'work:exclude-rows': ({ runId, rows, reason, note }) =>
      act(runId, () => excludeRows(workspace, { runId, rows, reason, note })),
    'work:reclassify-rows': ({ runId, rows, rowClass, ...why }) =>
      act(runId, () => reclassifyRows(workspace, { runId, rows, rowClass, ...reasonOf(why) })),
    'work:learn-alias': (request) => act(request.runId, () => learnAlias(workspace, request)),
    'work:withdraw-rules': (request) => act(request.runId, () => withdrawRules(workspace, request)),
    'work:undo': ({ period }) => ofPeriod(period, () => undo(workspace, periodOf(period))),
    'work:redo': ({ period }) => ofPeriod(period, () => redo(workspace, periodOf(period))),
    'work:get-history': ({ period, offset, limit }) => {
      const history = readHistory(database, periodOf(period));
      return { total: history.total, rows: history.page(offset, limit) };
    },
    'work:get-progress': ({ runId }) => readProgress(database, runId),
    'work:list-states': ({ runId, keys }) => ({
      // The contract has parsed them as keys of lines.
      states: readStates(database, runId, keys as LineKeyText[]),
    }),
    'work:list-rules': ({ period }) => ({ rules: readRules(database, periodOf(period)) }),
    'work:get-last-reason': ({ runId, signature }) => {
      const last = readLastReason(database, runId, signature);
      return last === undefined
        ? null
        : {
            reason: last.reason,
            note: last.note ?? null,
            period: { start: last.period.start, end: last.period.end },
          };
    },
  };
}

/** The order to reconcile a run's month anew. */
export const reconcileAgainOrder = (workspace: Workspace, runId: string): JobOrder => ({
  kind: 'reconcile',
  files: [],
  work: async (context) => {
    const { runId: newRun, result } = await reconcileAgain(workspace, runId, context);
    const { start, end } = result.period;
    return { kind: 'reconcile', runId: newRun, verdict: result.verdict, period: { start, end } };
  },
});

/** Starts such runs; several acts in a row, while none of their runs has begun, are shown by one. */
function runsAgain(workspace: Workspace, jobs: JobRegistry): (runId: string) => string {
  const waiting = new Map<string, string>();
  return (runId) => {
    const held = waiting.get(runId);
    const isQueued = jobs.list().jobs.some(({ jobId, state }) => jobId === held && state === 'queued');
    if (held !== undefined && isQueued) return held;
    const jobId = jobs.start(reconcileAgainOrder(workspace, runId));
    waiting.set(runId, jobId);
    return jobId;
  };
}

const toReply = (
  { sequence, changes, needsRun }: ActDone,
  again: (runId: string) => string,
  runId: string | undefined,
): ActDoneReply => ({
  sequence: sequence ?? null,
  changes,
  jobId: needsRun && runId !== undefined ? again(runId) : null,
});

type Given = EngineInput<'work:judge-lines'>['judgement'];

/** A judgement without the members that zod leaves undefined. */
const withoutGaps = (given: Given): Judgement =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

type Why = Pick<EngineInput<'work:match-lines'>, 'reason' | 'note'>;

const reasonOf = ({ reason, note }: Why): { reason?: NonNullable<Why['reason']>; note?: string } => ({
  ...(reason === undefined ? {} : { reason }),
  ...(note === undefined ? {} : { note }),
});

function decimal(text: string): Micros {
  const parsed = parseDecimal(text);
  if (parsed?.exact !== true) throw new AppError('REQUEST_INVALID', { channel: 'work:split-row' });
  return parsed.value;
}
