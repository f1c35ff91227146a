import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../lib/settings-store.ts';
import { LoadingState } from '../states.tsx';
import { copyTable } from './copy-table.ts';
import classes from './data-grid.module.css';
import {
  arrangeColumns,
  LEAST_WIDTH,
  PLAIN_LAYOUT,
  WIDTH_STEP,
  type GridColumn,
  type GridLayout,
  type GridSort,
} from './grid-column.ts';
import { moveCursor, type GridCell } from './grid-cursor.ts';
import { GridHead, hasBands } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { leftOf, pinnedStyle, pinnedWidth } from './pinned.ts';
import type { GridRows } from './use-grid-rows.ts';

/** A browser can't make an element higher than some 33 million pixels. */
export const MOST_GRID_ROWS = 900_000;
const ROW_HEIGHTS = { comfortable: 36, compact: 28 } as const;
const HEAD_HEIGHT = 44;
const BAND_HEIGHT = 26;
const OVERSCAN = 12;

/** Rows that a person has picked, by their keys. */
export interface GridSelection<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  readonly change: (rows: ReadonlyMap<string, Row>) => void;
}

export interface DataGridProps<Row> {
  /** What the grid shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: GridRows<Row>;
  readonly keyOf: (row: Row) => string;
  readonly sort?: GridSort;
  readonly onSort?: (sort: GridSort) => void;
  readonly layout?: GridLayout;
  readonly onLayout?: (change: Partial<GridLayout>) => void;
  /** The row that is looked at. */
  readonly activeKey?: string | undefined;
  readonly onActive?: (row: Row, index: number) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (row: Row) => void;
  readonly selection?: GridSelection<Row>;
  /** A word that the style of a row follows. */
  readonly toneOf?: (row: Row) => string | undefined;
  /** What stands there when there is no row. */
  readonly empty: ReactNode;
}

/** A grid of any number of rows; see the README of this folder. */
export function DataGrid<Row>(props: DataGridProps<Row>): ReactElement {
  const { label, rows, keyOf, sort, onSort, layout = PLAIN_LAYOUT, onLayout, selection } = props;
  const { t } = useTranslation('grid');
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = ROW_HEIGHTS[useSettings(({ settings }) => settings.density)];
  const [cursor, setCursor] = useState<GridCell>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState(0);
  const columns = arrangeColumns(props.columns, layout);
  const whole = rows.total ?? 0;
  const total = Math.min(whole, MOST_GRID_ROWS);
  const headRows = hasBands(columns) ? 2 : 1;
  const headHeight = HEAD_HEIGHT + (headRows === 2 ? BAND_HEIGHT : 0);
  const hasTotals = columns.some((column) => column.total !== undefined);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: hasTotals ? rowHeight : 0,
  });
  useLayoutEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight]);

  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  const { want } = rows;
  useEffect(() => {
    want(from, to);
  });

  // Another list begins at its beginning.
  const listKey = rows.key;
  const shownKey = useRef(listKey);
  useLayoutEffect(() => {
    if (shownKey.current === listKey) return;
    shownKey.current = listKey;
    virtual.scrollToOffset(0);
    setCursor(({ column }) => ({ row: 0, column }));
    setAnchor(0);
  }, [listKey, virtual]);

  const bodyWidth = columns.reduce((sum, { width }) => sum + width, 0);

  const goTo = (cell: GridCell): void => {
    setCursor(cell);
    if (cell.row >= 0) virtual.scrollToIndex(cell.row, { align: 'auto' });
    showColumn(scroller.current, columns, cell.column);
    const row = rows.rowAt(cell.row);
    if (cell.row >= 0 && row !== undefined) props.onActive?.(row, cell.row);
  };

  const sortBy = (place: number): void => {
    const name = columns[place]?.sortBy;
    if (name === undefined) return;
    const isDescending = sort?.column === name && sort.direction === 'ascending';
    onSort?.({ column: name, direction: isDescending ? 'descending' : 'ascending' });
  };

  const setWidth = (id: string, width: number): void => {
    onLayout?.({ widths: { ...layout.widths, [id]: Math.max(LEAST_WIDTH, width) } });
  };

  const toggle = (index: number): void => {
    const row = rows.rowAt(index);
    if (row === undefined || !selection) return;
    const next = new Map(selection.rows);
    if (!next.delete(keyOf(row))) next.set(keyOf(row), row);
    setAnchor(index);
    selection.change(next);
  };

  /** From the anchor to a row, as far as the rows between are known. */
  const selectTo = (index: number): void => {
    if (!selection) return;
    const next = new Map<string, Row>();
    const step = index < anchor ? -1 : 1;
    for (let at = anchor; ; at += step) {
      const row = rows.rowAt(at);
      if (row === undefined) break;
      next.set(keyOf(row), row);
      if (at === index) break;
    }
    selection.change(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const column = columns[cursor.column];
    if (event.altKey) {
      if (cursor.row !== -1 || column === undefined || !/^Arrow(Left|Right)$/.test(event.key)) return;
      event.preventDefault();
      setWidth(column.id, column.width + (event.key === 'ArrowLeft' ? -WIDTH_STEP : WIDTH_STEP));
      return;
    }
    const row = rows.rowAt(cursor.row);
    if (event.key === 'Enter') {
      event.preventDefault();
      if (cursor.row === -1) sortBy(cursor.column);
      else if (row !== undefined) (props.onOpen ?? props.onActive)?.(row, cursor.row);
      return;
    }
    if (event.key === ' ' && selection) {
      event.preventDefault();
      if (cursor.row >= 0) toggle(cursor.row);
      return;
    }
    const pageRows = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1,
    );
    const next = moveCursor(cursor, event, { rows: total, columns: columns.length, pageRows });
    if (next === undefined) return;
    event.preventDefault();
    goTo(next);
    if (event.shiftKey && next.row >= 0) selectTo(next.row);
    else if (next.row >= 0) setAnchor(next.row);
  };

  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const target = event.target instanceof Element ? event.target : undefined;
    const line = target?.closest<HTMLElement>('[data-index]');
    const cell = target?.closest<HTMLElement>('[role="gridcell"]');
    if (!line || !cell) return;
    const index = Number(line.dataset['index']);
    goTo({ row: index, column: Number(cell.getAttribute('aria-colindex')) - 1 });
    if (event.shiftKey) selectTo(index);
    else if (event.ctrlKey || event.metaKey) toggle(index);
    else setAnchor(index);
  };

  const onCopy = (event: ClipboardEvent<HTMLDivElement>): void => {
    const row = rows.rowAt(cursor.row);
    const picked =
      selection && selection.rows.size > 0 ? [...selection.rows.values()] : row === undefined ? [] : [row];
    if (picked.length === 0 || window.getSelection()?.isCollapsed === false) return;
    const table = copyTable(columns, picked);
    event.clipboardData.setData('text/plain', table.text);
    event.clipboardData.setData('text/html', table.html);
    event.preventDefault();
  };

  if (rows.total === undefined) return <LoadingState rows={12} />;
  if (whole === 0) return <>{props.empty}</>;
  const isCursorSeen = cursor.row === -1 || (cursor.row >= from && cursor.row <= to);
  return (
    <div className={classes['frame']}>
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={whole + headRows + (hasTotals ? 1 : 0)}
        aria-colcount={columns.length}
        aria-multiselectable={selection !== undefined}
        aria-activedescendant={isCursorSeen ? `${gridId}-${cursor.row}-${cursor.column}` : undefined}
        aria-busy={rows.isChanging}
        tabIndex={0}
        className={classes['grid']}
        style={{
          ['--grid-columns' as string]: columns.map(({ width }) => `${width}px`).join(' '),
          ['--grid-width' as string]: `${bodyWidth}px`,
          ['--grid-row' as string]: `${rowHeight}px`,
        }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={() => {
          const row = rows.rowAt(cursor.row);
          if (row !== undefined) props.onOpen?.(row);
        }}
        onCopy={onCopy}
      >
        <GridHead
          gridId={gridId}
          columns={columns}
          sort={sort}
          cursorColumn={cursor.row === -1 ? cursor.column : -1}
          onSort={(place) => {
            setCursor({ row: -1, column: place });
            sortBy(place);
          }}
          onWidth={setWidth}
        />
        <div role="rowgroup" className={classes['body']} style={{ height: total * rowHeight }}>
          {items.map(({ index, start }) => {
            const row = rows.rowAt(index);
            const key = row === undefined ? undefined : keyOf(row);
            return (
              <GridRow
                key={index}
                gridId={gridId}
                index={index}
                headRows={headRows}
                row={row}
                columns={columns}
                top={start - headHeight}
                cursorColumn={cursor.row === index ? cursor.column : -1}
                isActive={key !== undefined && key === props.activeKey}
                isSelected={selection && key !== undefined && selection.rows.has(key)}
                tone={row === undefined ? undefined : props.toneOf?.(row)}
              />
            );
          })}
        </div>
        {hasTotals && (
          <div role="rowgroup" className={classes['foot']}>
            <div role="row" aria-rowindex={whole + headRows + 1} className={classes['totals']}>
              {columns.map((column, place) => (
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={place + 1}
                  className={classes['cell']}
                  data-align={column.align ?? 'start'}
                  style={pinnedStyle(columns, place)}
                >
                  {column.total}
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
      {whole > total && <p className={classes['beyond']}>{t('beyond', { shown: total, total: whole })}</p>}
    </div>
  );
}

/** Scrolls sideways until a column is in sight beside the pinned ones. */
function showColumn<Row>(
  element: HTMLElement | null,
  columns: readonly GridColumn<Row>[],
  place: number,
): void {
  const column = columns[place];
  if (!element || !column || column.isPinned === true) return;
  const left = leftOf(columns, place);
  const covered = pinnedWidth(columns);
  if (left - covered < element.scrollLeft) element.scrollLeft = left - covered;
  else if (left + column.width > element.scrollLeft + element.clientWidth)
    element.scrollLeft = left + column.width - element.clientWidth;
}
