import { useMemo, type ReactElement } from 'react';
import type { LineRow } from '#shared/ipc/contract/result-lines.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery } from '../../../lib/api-query.ts';
import { useReconcileView } from '../view-store.ts';
import type { WorkTarget } from './use-acts.ts';
import { WorkBar } from './work-bar.tsx';

/** The verbs over what is looked at: the picked lines, else the line whose proof is shown, else the whole cluster. */
export function RunWorkBar({ runId }: { readonly runId: string }): ReactElement {
  const selected = useReconcileView((view) => view.selected);
  const active = useReconcileView((view) => view.active);
  const filter = useReconcileView((view) => view.filter);
  const isCluster = filter.signature !== undefined;
  const { data } = useApiQuery(
    ['results:list-lines', runId, filter, 'count'],
    () => api().results.listLines({ runId, offset: 0, limit: 1, filter }),
    { enabled: isCluster },
  );
  const lines = data?.totals.lines ?? 0;
  const target = useMemo((): WorkTarget => {
    // A user beneath a line is decided about with its line.
    const decidable = (rows: readonly LineRow[]): LineRow[] => rows.filter(({ kind }) => kind !== 'usage');
    if (selected.size > 0) return { rows: decidable([...selected.values()]) };
    if (active !== undefined) return { rows: decidable([active]) };
    return isCluster ? { filter, lines } : { rows: [] };
  }, [selected, active, isCluster, filter, lines]);
  return <WorkBar runId={runId} target={target} />;
}
