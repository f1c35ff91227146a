import { create } from 'zustand';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { LineFilter, LineRow } from '#shared/ipc/contract/result-lines.ts';
import { onMasksChanged } from '../../lib/privacy.ts';

/** What a person looks at on the Reconcile screen. It lives as long as the window: coming back finds it again. */
export interface ReconcileView {
  /** The run it is about; another run forgets rows, and keeps filters. */
  readonly runId: string | undefined;
  readonly level: UsageLevel | undefined;
  readonly filter: LineFilter;
  /** The row whose proof is shown. */
  readonly active: LineRow | undefined;
  /** Rows that were picked, by {@link keyOfRow}: what an act is done to. */
  readonly selected: ReadonlyMap<string, LineRow>;
}

const NOTHING: Pick<ReconcileView, 'active' | 'selected'> = { active: undefined, selected: new Map() };

export const useReconcileView = create<ReconcileView>(() => ({
  runId: undefined,
  level: undefined,
  filter: {},
  ...NOTHING,
}));

// Rows and conditions name users and customers.
onMasksChanged(() => {
  useReconcileView.setState({ filter: {}, ...NOTHING });
});

/** Changes what is looked at; picked rows are forgotten where the list becomes another one. */
export function changeView(change: Partial<ReconcileView>): void {
  const isOtherList = 'filter' in change || 'level' in change || 'runId' in change;
  useReconcileView.setState(isOtherList ? { ...NOTHING, ...change } : change);
}

/** Adds conditions to the filter; undefined takes one away. */
export function changeFilter(change: Partial<LineFilter>): void {
  const merged = { ...useReconcileView.getState().filter, ...change };
  changeView({
    filter: Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''),
    ),
  });
}

/** A row by a text: the line's own place, or the key of its sum or of a user beneath it. */
export const keyOfRow = (row: LineRow): string =>
  row.kind === 'usage' || row.position === null
    ? JSON.stringify([
        row.position,
        row.level,
        row.subscriptionId,
        row.sku,
        row.customerOrgId,
        row.customerExternalId,
        row.consumerId,
      ])
    : `line ${row.position}`;
