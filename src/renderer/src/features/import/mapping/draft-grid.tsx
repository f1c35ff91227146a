import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftRow, DraftView } from '#shared/ipc/contract/imports.ts';
import { api } from '../../../lib/api.ts';
import { unwrap } from '../../../lib/api-query.ts';
import { useSettings } from '../../../lib/settings-store.ts';
import { MOST_GRID_ROWS } from '../../../ui/data-grid/data-grid.tsx';
import { useGridRows } from '../../../ui/data-grid/use-grid-rows.ts';
import { ErrorState } from '../../../ui/states.tsx';
import { ColumnHead } from './column-head.tsx';
import classes from './draft-grid.module.css';
import { DraftGridRow } from './draft-grid-row.tsx';
import type { DraftOnScreen } from './use-draft.ts';

export type RowFilter = 'all' | 'not-charges' | 'issues';

const ROW_HEIGHTS = { comfortable: 32, compact: 26 } as const;
const OVERSCAN = 16;

/** The file's rows as they are, under the columns' fields; only what is in sight stands in the page. */
export function DraftGrid({
  draft,
  view,
  filter,
}: {
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
  readonly filter: RowFilter;
}): ReactElement {
  const { t } = useTranslation('imports');
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = ROW_HEIGHTS[useSettings(({ settings }) => settings.density)];
  const { draftId, mainTable } = view;
  const shown = view.summary === null ? 'all' : filter;
  const rows = useGridRows<{ readonly total: number; readonly rows: readonly DraftRow[] }>({
    key: JSON.stringify([draftId, mainTable, shown]),
    revision: draft.revision,
    read: (offset, limit) =>
      unwrap(api().imports.listDraftRows({ draftId, tableIndex: mainTable, filter: shown, offset, limit })),
  });
  const total = Math.min(rows.total ?? 0, MOST_GRID_ROWS);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  useEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight]);
  const listKey = rows.key;
  useEffect(() => {
    virtual.scrollToOffset(0);
  }, [virtual, listKey]);
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  const { want } = rows;
  useEffect(() => {
    want(from, to);
  });
  if (rows.error) return <ErrorState error={rows.error} onRetry={rows.retry} />;
  const width = Math.max(view.columns.length, widest(rows.first?.rows));
  return (
    <div
      ref={scroller}
      role="table"
      tabIndex={0}
      aria-label={t('mapping.grid')}
      aria-rowcount={(rows.total ?? 0) + 1}
      aria-colcount={width + 1}
      aria-busy={draft.isReading || rows.isChanging}
      className={classes['grid']}
      data-filter={shown}
      style={{ ['--columns' as string]: String(width), ['--row' as string]: `${rowHeight}px` }}
    >
      <div role="rowgroup" className={classes['head']}>
        <div role="row" aria-rowindex={1} className={classes['line']}>
          <div role="columnheader" aria-colindex={1} className={classes['corner']}>
            {t('mapping.rowHead')}
          </div>
          {view.columns.map((column) => (
            <ColumnHead key={column.column} column={column} draft={draft} />
          ))}
        </div>
      </div>
      {rows.total === 0 && <p className={classes['none']}>{t('mapping.noRows')}</p>}
      <div role="rowgroup" className={classes['body']} style={{ height: total * rowHeight }}>
        {items.map(({ index, start }) => (
          <DraftGridRow
            key={index}
            index={index}
            top={start}
            row={rows.rowAt(index)}
            width={width}
            draft={draft}
            view={view}
          />
        ))}
      </div>
    </div>
  );
}

/** A table without a header has as many columns as its first rows. */
const widest = (rows: readonly DraftRow[] | undefined): number =>
  Math.max(0, ...(rows ?? []).map(({ cells }) => cells.length));
