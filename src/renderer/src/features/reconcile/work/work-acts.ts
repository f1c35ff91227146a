import { create } from 'zustand';
import type { Judgement } from '#core/work/judge.ts';
import { readLineState, type LineState, type ReasonCode } from '#core/work/line-state.ts';
import type { InputOf, OutputOf } from '#shared/ipc/contract/contract.ts';
import type { LineWork } from '#shared/ipc/contract/work.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';
import { api } from '../../../lib/api.ts';
import { queryClient } from '../../../lib/api-query.ts';
import { showError } from '../../../lib/error-store.ts';

/** A reason with its note, to be offered again. */
export interface OfferedReason {
  readonly reason: ReasonCode;
  readonly note: string | undefined;
}

interface PendingWork {
  /** How lines will stand once the engine has written it down: shown at once, so that nobody waits. */
  readonly overlay: ReadonlyMap<string, LineState>;
  /** Acts that are on their way. */
  readonly underWay: number;
  /** The last reason of each cluster, as it was given in this window. */
  readonly reasons: ReadonlyMap<string, OfferedReason>;
}

/** What this window has decided and the engine may not have told back yet. */
export const usePendingWork = create<PendingWork>(() => ({
  overlay: new Map(),
  underWay: 0,
  reasons: new Map(),
}));

/** The state of a line out of what the engine tells of it. */
export const stateOfWork = (work: LineWork | undefined): LineState =>
  work === undefined
    ? readLineState(undefined)
    : {
        status: work.status,
        reason: work.reason ?? undefined,
        note: work.note ?? undefined,
        reviewed: work.reviewed,
        assignee: work.assignee ?? undefined,
        // The engine's contract holds its form.
        due: (work.due ?? undefined) as LineState['due'],
        judged: work.judged ?? undefined,
      };

/** Shows lines as they will stand. */
export function foresee(states: ReadonlyMap<string, LineState>): void {
  usePendingWork.setState(({ overlay }) => ({ overlay: new Map([...overlay, ...states]) }));
}

/** Forgets what was foreseen, where nothing newer has been foreseen since. */
function forget(states: ReadonlyMap<string, LineState>): void {
  usePendingWork.setState(({ overlay }) => ({
    overlay: new Map([...overlay].filter(([key, state]) => states.get(key) !== state)),
  }));
}

/** Remembers the reason of a cluster. */
export function rememberReason(signature: string | null, offered: OfferedReason): void {
  if (signature === null) return;
  usePendingWork.setState(({ reasons }) => {
    const next = new Map(reasons);
    // Deleted first: what was said last stands last.
    next.delete(signature);
    next.set(signature, offered);
    return { reasons: next };
  });
}

/** The queries that an act makes out of date. */
const refetchWork = (): Promise<unknown> =>
  queryClient.refetchQueries({
    predicate: ({ queryKey }) => typeof queryKey[0] === 'string' && queryKey[0].startsWith('work:'),
    type: 'active',
  });

/**
 * Sends an act and goes on at once: acts reach the engine in the order in which they were sent. What was foreseen of it
 * stands until the engine's own word is there; a refusal is shown, and takes it back.
 */
export async function send<Value>(
  request: Promise<WireResult<Value>>,
  foreseen: ReadonlyMap<string, LineState> = new Map(),
): Promise<Value | undefined> {
  foresee(foreseen);
  usePendingWork.setState(({ underWay }) => ({ underWay: underWay + 1 }));
  const outcome = await request;
  usePendingWork.setState(({ underWay }) => ({ underWay: underWay - 1 }));
  if (!outcome.ok) showError(outcome.error);
  // Of a burst of acts the last one fetches for all.
  if (usePendingWork.getState().underWay === 0) {
    await refetchWork();
    if (usePendingWork.getState().underWay === 0) usePendingWork.setState({ overlay: new Map() });
  } else if (!outcome.ok) forget(foreseen);
  return outcome.ok ? outcome.value : undefined;
}

/** Once every act that is on its way has arrived. */
export const whenArrived = (): Promise<void> =>
  new Promise((done) => {
    const look = ({ underWay }: PendingWork): boolean => {
      if (underWay === 0) done();
      return underWay === 0;
    };
    if (look(usePendingWork.getState())) return;
    const stop = usePendingWork.subscribe((pending) => {
      if (look(pending)) stop();
    });
  });

type Done = OutputOf<'work:undo'>;

/** Judges lines. */
export const sendJudgement = (
  runId: string,
  lines: InputOf<'work:judge-lines'>['lines'],
  judgement: Judgement,
  foreseen?: ReadonlyMap<string, LineState>,
): Promise<Done | undefined> =>
  send(api().work.judgeLines({ runId, lines, judgement: { ...judgement } }), foreseen);
