import { defined } from '#core/assert.ts';
import type { EventState } from '#core/events/event.ts';
import type { Period } from '#core/period.ts';
import { undoStacks } from '#core/work/act.ts';
import { REASON_CODES, WORKFLOWS } from '#core/work/line-state.ts';
import type { HistoryEntry } from '#shared/ipc/contract/work.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { findEvent } from '../../repositories/events.ts';
import { findAct, listActs, type ActHead } from '../../repositories/work-acts.ts';

/** The acts of a month as a person reads them. */
export interface WorkHistory {
  readonly total: number;
  /** The newest first. */
  readonly page: (offset: number, limit: number) => HistoryEntry[];
  readonly undo: HistoryEntry | undefined;
  readonly redo: HistoryEntry | undefined;
}

/** Reads the history of a month; entries are looked up as they are asked for. */
export function readHistory(database: ReadableDatabase, period: Period): WorkHistory {
  const acts = listActs(database, period);
  const { undoable, redoable } = undoStacks(acts);
  const standing = new Set(undoable);
  const entry = (act: ActHead): HistoryEntry => toEntry(database, act, standing);
  const bySequence = (sequence: number | undefined): HistoryEntry | undefined => {
    const act = acts.find((own) => own.sequence === sequence);
    return act && entry(act);
  };
  return {
    total: acts.length,
    page: (offset, limit) =>
      acts
        .toReversed()
        .slice(offset, offset + limit)
        .map(entry),
    undo: bySequence(undoable[0]),
    redo: bySequence(redoable[0]),
  };
}

function toEntry(database: ReadableDatabase, act: ActHead, standing: ReadonlySet<number>): HistoryEntry {
  const { at, who } = eventOf(database, act.sequence);
  // What was undone or done again is told by the act that it is about.
  const told = act.of === undefined ? act : defined(findAct(database, act.of), 'the act is in the log');
  const { after = {} } = eventOf(database, told.sequence);
  const isCompensating = act.of !== undefined;
  return {
    sequence: act.sequence,
    kind: act.kind,
    of: act.of ?? null,
    at,
    by: who,
    changes: act.items,
    isUndone: !isCompensating && !standing.has(act.sequence),
    status: oneOf(WORKFLOWS, after['status']),
    reason: oneOf(REASON_CODES, after['reason']),
    note: typeof after['note'] === 'string' ? after['note'] : null,
    about: aboutOf(after),
  };
}

const eventOf = (database: ReadableDatabase, sequence: number): NonNullable<ReturnType<typeof findEvent>> =>
  defined(findEvent(database, sequence), 'an act is an event');

const oneOf = <Code extends string>(
  codes: readonly Code[],
  value: EventState[string] | undefined,
): Code | null => codes.find((code) => code === value) ?? null;

/** What an act was about, in the order in which a person would say it. */
function aboutOf(after: EventState): string[] {
  const lists = ['lines', 'invoice', 'usage', 'rows', 'parts', 'kinds'].flatMap((name) => {
    const value = after[name];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  });
  const alias = typeof after['from'] === 'string' ? [`${after['from']} = ${String(after['to'])}`] : [];
  return [...lists, ...alias];
}
