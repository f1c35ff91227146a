import type { Period } from '../period.ts';

/** What a person can do to a month. `undo` and `redo` are acts of their own: nothing is ever taken out of the log. */
export const ACT_KINDS = [
  'judge',
  'match',
  'split',
  'exclude',
  'reclassify',
  'alias',
  'withdraw',
  'undo',
  'redo',
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** What an act can change: the state of a line, a rule of the run, or what the invoice's names stand for. */
export const WORK_ENTITIES = ['line', 'match', 'split', 'exclusion', 'reclassification', 'alias'] as const;
export type WorkEntity = (typeof WORK_ENTITIES)[number];

/** One change of an act. Both texts are canonical: the same state is the same text; undefined: there is none. */
export interface WorkItem {
  readonly entity: WorkEntity;
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** An act with its changes. */
export interface Act {
  /** The act's place in the event log. */
  readonly sequence: number;
  readonly period: Period;
  readonly kind: ActKind;
  /** The act that is undone or done again; undefined for all others. */
  readonly of: number | undefined;
  readonly items: readonly WorkItem[];
}

/** What stands after some acts: by entity and key, its text. */
export type WorkState = ReadonlyMap<string, string>;

/** One name for an entity's key within a month. */
export const stateKey = ({ entity, key }: Pick<WorkItem, 'entity' | 'key'>): string => `${entity} ${key}`;

/** The state that acts lead to, in the order of the log: what every projection must equal. */
export function foldActs(acts: Iterable<Pick<Act, 'items'>>): WorkState {
  const state = new Map<string, string>();
  for (const { items } of acts) {
    for (const item of items) {
      if (item.after === undefined) state.delete(stateKey(item));
      else state.set(stateKey(item), item.after);
    }
  }
  return state;
}

/** The changes that take an act back. In reverse order, for an act may change one thing twice. */
export const reverseItems = (items: readonly WorkItem[]): readonly WorkItem[] =>
  items.map((item) => ({ ...item, before: item.after, after: item.before })).reverse();

/** What can be undone and done again now; the last of each list comes first. */
export interface UndoStacks {
  readonly undoable: readonly number[];
  readonly redoable: readonly number[];
}

/** Reads both stacks out of the acts of a month, in the order of the log: they need no memory, and survive a restart. */
export function undoStacks(acts: Iterable<Pick<Act, 'sequence' | 'kind' | 'of'>>): UndoStacks {
  const done: number[] = [];
  let undone: number[] = [];
  for (const { sequence, kind, of } of acts) {
    if (kind === 'undo') undone.push(...done.splice(-1));
    else if (kind === 'redo') done.push(...undone.splice(-1));
    else {
      done.push(sequence);
      undone = [];
    }
    if (of !== undefined && (kind === 'undo' ? undone : done).at(-1) !== of) {
      throw new Error(`The act ${sequence} does not follow from the acts before it`);
    }
  }
  return { undoable: done.toReversed(), redoable: undone.toReversed() };
}

/** The text whose sha256 stands in the event of an act: so the log vouches for its changes as well. */
export const itemsText = (items: readonly WorkItem[]): string =>
  JSON.stringify(items.map(({ entity, key, before, after }) => [entity, key, before ?? null, after ?? null]));

/** Whether an act changes what is compared, so that the month has to be reconciled anew. */
export const changesRun = (items: readonly WorkItem[]): boolean =>
  items.some(({ entity }) => entity !== 'line');
