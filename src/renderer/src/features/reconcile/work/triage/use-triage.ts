import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { absolute, formatPicos, picos } from '#core/decimal/micros.ts';
import { parsePicos } from '#core/work/exact-text.ts';
import { judge, type JudgedLine } from '#core/work/judge.ts';
import { readLineState, type LineState, type Workflow } from '#core/work/line-state.ts';
import { isSettled } from '#core/work/progress.ts';
import type { LineFilter, LineRow } from '#shared/ipc/contract/result-lines.ts';
import type { WireWorkProgress } from '#shared/ipc/contract/work.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import { api } from '../../../../lib/api.ts';
import { useApiQuery } from '../../../../lib/api-query.ts';
import type { Assignment } from '../assign-form.tsx';
import { useLineWork, useWorkProgress } from '../use-work.ts';
import {
  foresee,
  rememberReason,
  send,
  sendJudgement,
  stateOfWork,
  usePendingWork,
  type OfferedReason,
} from '../work-acts.ts';

/** A difference that has a key, so that it can be decided on. */
export interface Difference extends LineRow {
  readonly lineKey: string;
  readonly position: number;
}

/** What a person can decide by one key. */
export type TriageVerb = Extract<Workflow, 'accepted' | 'disputed' | 'carried' | 'explained'>;

/** One difference at a time. */
export interface Triage {
  readonly total: number;
  /** Whether no difference fits what it is narrowed down to. */
  readonly isEmpty: boolean;
  /** Which one is shown, from 0. */
  readonly index: number;
  readonly line: Difference | undefined;
  readonly state: LineState;
  readonly progress: WireWorkProgress | undefined;
  readonly offered: OfferedReason | undefined;
  /** What was said last in this window, of whatever difference. */
  readonly latest: OfferedReason | undefined;
  readonly isSaving: boolean;
  readonly error: ReturnType<typeof useWorkProgress>['error'];
  readonly move: (step: 1 | -1) => void;
  /** Decides; `false`: a reason or a note is missing, and must be asked for. */
  readonly decide: (verb: TriageVerb, given?: Partial<OfferedReason>) => boolean;
  /** Says who is to settle the difference, and until when; stays on it. */
  readonly assign: (assignment: Assignment) => void;
  readonly undo: () => void;
}

const toJudged = (line: Difference): JudgedLine => ({
  quantity: line.varianceQuantity ?? '0',
  amount: line.varianceAmount,
  expectedAmount: line.expectedAmount,
});

const isDifference = (row: LineRow): row is Difference => row.lineKey !== null && row.position !== null;

/** What the differences can be narrowed down to: what does not change by deciding. */
export type Narrowed = Pick<LineFilter, 'assignees' | 'dueBy'>;

/** Walks through the differences of a run, the largest first. Nothing in it waits for the engine. */
export function useTriage(runId: string, narrowed: Narrowed): Triage {
  const [index, setIndex] = useState(0);
  const page = Math.floor(index / MOST_ROWS_A_PAGE);
  const { rows, total, isEmpty, error } = useDifferences(runId, page, narrowed);
  const keys = useMemo(() => rows.map(({ lineKey }) => lineKey), [rows]);
  const told = useLineWork(runId, keys);
  const overlay = usePendingWork((pending) => pending.overlay);
  const latest = usePendingWork(({ reasons }) => [...reasons.values()].at(-1));
  const isSaving = usePendingWork((pending) => pending.underWay > 0);
  const progress = useWorkProgress(runId);
  const steps = useRef<{ readonly index: number; readonly key: string; readonly before: LineState }[]>([]);

  const stateOf = useCallback(
    (line: Difference): LineState => overlay.get(line.lineKey) ?? stateOfWork(told?.get(line.lineKey)),
    [overlay, told],
  );
  const line = rows[index % MOST_ROWS_A_PAGE];
  const state = line === undefined ? readLineState(undefined) : stateOf(line);
  const offered = useOffered(runId, line, state);
  const shown = useMemo(
    () => foreseen(progress.data, rows, told, overlay),
    [progress.data, rows, told, overlay],
  );

  const move = (step: 1 | -1): void => {
    setIndex((at) => Math.min(Math.max(0, at + step), Math.max(0, total - 1)));
  };
  /** On to the next difference that is still open; from the last one back to the first that is. */
  const advance = (): void => {
    const start = index % MOST_ROWS_A_PAGE;
    const isOpen = (at: number): boolean => {
      const other = rows[at];
      return other !== undefined && at !== start && !isSettled(stateOf(other), toJudged(other));
    };
    const later = rows.findIndex((_row, at) => at > start && isOpen(at));
    if (later >= 0) setIndex(page * MOST_ROWS_A_PAGE + later);
    else if ((page + 1) * MOST_ROWS_A_PAGE < total) setIndex((page + 1) * MOST_ROWS_A_PAGE);
    else {
      const earlier = rows.findIndex((_row, at) => isOpen(at));
      if (earlier >= 0) setIndex(page * MOST_ROWS_A_PAGE + earlier);
    }
  };
  const decide = (verb: TriageVerb, given?: Partial<OfferedReason>): boolean => {
    if (line === undefined) return true;
    // To carry a difference needs no reason, so none is put into the person's mouth.
    const reason = given ?? (verb === 'carried' ? undefined : offered);
    const judgement = {
      status: verb,
      ...(reason?.reason === undefined ? {} : { reason: reason.reason }),
      ...(reason?.note === undefined ? {} : { note: reason.note }),
    };
    const outcome = judge(state, judgement, toJudged(line));
    if ('problem' in outcome) return false;
    steps.current.push({ index, key: line.lineKey, before: state });
    if (reason?.reason !== undefined) {
      rememberReason(line.signature, { reason: reason.reason, note: reason.note });
    }
    void sendJudgement(runId, { keys: [line.lineKey] }, judgement, new Map([[line.lineKey, outcome.state]]));
    advance();
    return true;
  };
  const assign = (assignment: Assignment): void => {
    if (line === undefined) return;
    const outcome = judge(state, assignment, toJudged(line));
    const foreseenState =
      'state' in outcome ? new Map([[line.lineKey, outcome.state]]) : new Map<string, LineState>();
    steps.current.push({ index, key: line.lineKey, before: state });
    void sendJudgement(runId, { keys: [line.lineKey] }, assignment, foreseenState);
  };
  const undo = (): void => {
    const period = progress.data?.period;
    if (period === undefined) return;
    const last = steps.current.pop();
    if (last === undefined && progress.data?.undo === null) return;
    if (last !== undefined) setIndex(last.index);
    void send(
      api().work.undo({ period }),
      last === undefined ? undefined : new Map([[last.key, last.before]]),
    );
  };
  useEffect(() => {
    // What was foreseen of an earlier visit is long told.
    foresee(new Map());
  }, []);
  return {
    total,
    isEmpty,
    index,
    line,
    state,
    progress: shown,
    offered,
    latest,
    isSaving,
    error: error ?? progress.error,
    move,
    decide,
    assign,
    undo,
  };
}

const NO_ROWS: readonly Difference[] = [];

function useDifferences(
  runId: string,
  page: number,
  narrowed: Narrowed,
): Pick<Triage, 'total' | 'isEmpty' | 'error'> & { readonly rows: readonly Difference[] } {
  const { data, error } = useApiQuery(['results:list-lines', runId, 'triage', page, narrowed], () =>
    api().results.listLines({
      runId,
      offset: page * MOST_ROWS_A_PAGE,
      limit: MOST_ROWS_A_PAGE,
      filter: { ...narrowed, differencesOnly: true },
      sort: { column: 'varianceSize', direction: 'descending' },
    }),
  );
  const rows = useMemo(() => data?.rows.filter(isDifference) ?? NO_ROWS, [data]);
  return { rows, total: data?.total ?? 0, isEmpty: data?.total === 0, error };
}

/** The reason that stands on the line, else the last one of its cluster: here, or in the closest month before. */
function useOffered(
  runId: string,
  line: Difference | undefined,
  state: LineState,
): OfferedReason | undefined {
  const signature = line?.signature ?? null;
  const here = usePendingWork(({ reasons }) => (signature === null ? undefined : reasons.get(signature)));
  const { data } = useApiQuery(
    ['work:get-last-reason', runId, signature],
    () => api().work.getLastReason({ runId, signature: signature ?? '' }),
    { enabled: signature !== null && here === undefined },
  );
  if (state.reason !== undefined) return { reason: state.reason, note: state.note };
  if (here !== undefined) return here;
  return data ? { reason: data.reason, note: data.note ?? undefined } : undefined;
}

/** The progress with what is on its way counted in. */
function foreseen(
  progress: WireWorkProgress | undefined,
  rows: readonly Difference[],
  told: ReturnType<typeof useLineWork>,
  overlay: ReadonlyMap<string, LineState>,
): WireWorkProgress | undefined {
  if (progress === undefined || told === undefined || overlay.size === 0) return progress;
  let settled = progress.settled;
  let explained: bigint = parsePicos(progress.explained);
  for (const row of rows) {
    const next = overlay.get(row.lineKey);
    if (next === undefined) continue;
    const judged = toJudged(row);
    const change =
      Number(isSettled(next, judged)) - Number(isSettled(stateOfWork(told.get(row.lineKey)), judged));
    settled += change;
    if (judged.amount !== null) explained += BigInt(change) * absolute(parsePicos(judged.amount));
  }
  return { ...progress, settled, explained: formatPicos(picos(explained)) };
}
