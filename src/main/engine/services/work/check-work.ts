import { createHash } from 'node:crypto';
import { formatPeriod, type Period } from '#core/period.ts';
import { foldActs, itemsText, stateKey, undoStacks, type WorkItem } from '#core/work/act.ts';
import { lineStateText } from '#core/work/line-state.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { findEvent } from '../../repositories/events.ts';
import { listLineStates } from '../../repositories/line-states.ts';
import { listManualRules } from '../../repositories/manual-rules.ts';
import { actItems, listActs, listWorkedPeriods, type ActHead } from '../../repositories/work-acts.ts';

/**
 * Holds what the tables say people have decided against the log of their acts: each act's changes against the hash in
 * its event, and the state against the fold of all changes. Gives what differs; nothing, where all is as it was left.
 */
export const checkWork = (database: ReadableDatabase): readonly string[] =>
  listWorkedPeriods(database).flatMap((period) => checkPeriod(database, period));

function checkPeriod(database: ReadableDatabase, period: Period): readonly string[] {
  const heads = listActs(database, period);
  const acts = heads.map((head) => ({ head, items: actItems(database, head.sequence) }));
  const name = formatPeriod(period);
  const tampered = acts
    .filter(({ head, items }) => !isVouchedFor(database, head, items))
    .map(({ head }) => `${name}: ${head.sequence}`);
  return [
    ...tampered,
    ...(followsFrom(heads) ? [] : [`${name}: order`]),
    ...stateDifferences(database, period, acts),
  ];
}

function isVouchedFor(database: ReadableDatabase, head: ActHead, items: readonly WorkItem[]): boolean {
  const hash = createHash('sha256').update(itemsText(items)).digest('hex');
  return findEvent(database, head.sequence)?.after?.['changesHash'] === hash;
}

function followsFrom(heads: readonly ActHead[]): boolean {
  try {
    undoStacks(heads);
    return true;
  } catch {
    return false;
  }
}

function stateDifferences(
  database: ReadableDatabase,
  period: Period,
  acts: readonly { readonly items: readonly WorkItem[] }[],
): readonly string[] {
  // Aliases belong to the workspace: the settings may have changed them since.
  const folded = new Map([...foldActs(acts)].filter(([key]) => !key.startsWith('alias ')));
  const held = heldState(database, period);
  const keys = new Set([...folded.keys(), ...held.keys()]);
  return [...keys]
    .filter((key) => folded.get(key) !== held.get(key))
    .map((key) => `${formatPeriod(period)}: ${key}`);
}

/** The state of a month as the tables have it, in the form of the fold. */
export function heldState(database: ReadableDatabase, period: Period): ReadonlyMap<string, string> {
  const state = new Map<string, string>();
  for (const line of listLineStates(database, period).values()) {
    state.set(stateKey({ entity: 'line', key: line.key }), lineStateText(line) ?? '');
  }
  for (const { kind, key, text } of listManualRules(database, period))
    state.set(stateKey({ entity: kind, key }), text);
  return state;
}
