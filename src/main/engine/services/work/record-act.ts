import { createHash } from 'node:crypto';
import { assertNever } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import type { EventKind, EventState } from '#core/events/event.ts';
import { formatPeriod, type Period } from '#core/period.ts';
import type { Alias } from '#core/reconcile/parameters.ts';
import { changesRun, itemsText, type ActKind, type WorkItem } from '#core/work/act.ts';
import type { Workspace } from '../../context.ts';
import { listAliases, removeAlias, setAlias } from '../../repositories/aliases.ts';
import { appendEvent } from '../../repositories/events.ts';
import { setLineState } from '../../repositories/line-states.ts';
import { setManualRule } from '../../repositories/manual-rules.ts';
import { addAct } from '../../repositories/work-acts.ts';

/** An act to write down. */
export interface ActOrder {
  readonly runId: string;
  readonly period: Period;
  readonly kind: ActKind;
  readonly what: EventKind;
  /** The act that is undone or done again. */
  readonly of?: number;
  readonly items: readonly WorkItem[];
  readonly before: EventState | undefined;
  readonly after: EventState;
}

/** An act that has been done. */
export interface ActDone {
  /** Its place in the event log; undefined where it would have changed nothing, and nothing was written. */
  readonly sequence: number | undefined;
  readonly changes: number;
  /** Whether the month has to be reconciled anew for it to show. */
  readonly needsRun: boolean;
}

/**
 * Writes an act: its entry in the event log, its changes, and the state that they lead to. Call it in a transaction of
 * its own. What changes nothing is left out.
 */
export function recordAct(workspace: Workspace, order: ActOrder): ActDone {
  const { database, ports } = workspace;
  const items = order.items.filter(({ before, after }) => before !== after);
  if (items.length === 0) return { sequence: undefined, changes: 0, needsRun: false };
  const event = appendEvent(database, {
    at: ports.clock(),
    who: ports.userName(),
    what: order.what,
    before: order.before,
    after: {
      ...order.after,
      period: formatPeriod(order.period),
      run: order.runId,
      changes: items.length,
      changesHash: createHash('sha256').update(itemsText(items)).digest('hex'),
    },
  });
  const { sequence } = event;
  addAct(database, { sequence, period: order.period, kind: order.kind, of: order.of, items }, order.runId);
  for (const item of items) applyItem(workspace, order.period, item, sequence);
  return { sequence, changes: items.length, needsRun: changesRun(items) };
}

function applyItem({ database, ports }: Workspace, period: Period, item: WorkItem, sequence: number): void {
  const { entity, key, after } = item;
  switch (entity) {
    case 'line':
      setLineState(database, period, { key, text: after, sequence });
      return;
    case 'match':
    case 'split':
    case 'exclusion':
    case 'reclassification':
      setManualRule(database, period, { kind: entity, key, text: after, sequence });
      return;
    case 'alias':
      applyAlias({ database, ports }, item);
      return;
    default:
      assertNever(entity);
  }
}

/** Aliases are the workspace's and not the month's: somebody may have changed one since. Then nothing is overwritten. */
function applyAlias({ database, ports }: Pick<Workspace, 'database' | 'ports'>, item: WorkItem): void {
  const { field, from } = aliasOfKey(item.key);
  const held = listAliases(database).find((alias) => alias.field === field && alias.from === from)?.to;
  if (held !== item.before) throw new AppError('WORK_CHANGED_MEANWHILE', { what: from });
  if (item.after === undefined) removeAlias(database, { field, from });
  else setAlias(database, { field, from, to: item.after }, ports.clock());
}

/** The key of an alias among the changes of an act. */
export const aliasKey = ({ field, from }: Pick<Alias, 'field' | 'from'>): string =>
  JSON.stringify([field, from]);

/** Reads what {@link aliasKey} wrote. */
export function aliasOfKey(key: string): Pick<Alias, 'field' | 'from'> {
  const [field, from] = JSON.parse(key) as readonly [Alias['field'], string];
  return { field, from };
}
