import type { PointerEvent, ReactElement } from 'react';
import { LEAST_WIDTH, type GridColumn, type GridSort } from './grid-column.ts';
import classes from './data-grid.module.css';
import { pinnedStyle } from './pinned.ts';

interface GridHeadProps<Row> {
  readonly gridId: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort | undefined;
  /** The column of the cursor where it is in the head; else -1. */
  readonly cursorColumn: number;
  readonly onSort: (place: number) => void;
  readonly onWidth: (id: string, width: number) => void;
}

/** Neighbouring columns under one band. */
const bandsOf = <Row,>(
  columns: readonly GridColumn<Row>[],
): { band: string | undefined; from: number; span: number }[] => {
  const bands: { band: string | undefined; from: number; span: number }[] = [];
  for (const [from, { band }] of columns.entries()) {
    const last = bands.at(-1);
    if (last !== undefined && band !== undefined && last.band === band) last.span += 1;
    else bands.push({ band, from, span: 1 });
  }
  return bands;
};

export const hasBands = <Row,>(columns: readonly GridColumn<Row>[]): boolean =>
  columns.some(({ band }) => band !== undefined);

/** The head of the grid: bands over the columns, then one head a column. */
export function GridHead<Row>(props: GridHeadProps<Row>): ReactElement {
  const { gridId, columns, sort, cursorColumn, onSort, onWidth } = props;
  const bands = hasBands(columns);
  return (
    <div role="rowgroup" className={classes['head']}>
      {bands && (
        <div role="row" aria-rowindex={1} className={classes['bands']}>
          {bandsOf(columns).map(({ band, from, span }) => (
            <div
              key={columns[from]?.id}
              role="columnheader"
              aria-colindex={from + 1}
              aria-colspan={span}
              className={classes['band']}
              data-empty={band === undefined}
              style={{ gridColumn: `span ${span}`, ...(span === 1 ? pinnedStyle(columns, from) : undefined) }}
            >
              {band}
            </div>
          ))}
        </div>
      )}
      <div role="row" aria-rowindex={bands ? 2 : 1} className={classes['heads']}>
        {columns.map((column, place) => {
          const direction =
            column.sortBy !== undefined && sort?.column === column.sortBy ? sort.direction : undefined;
          return (
            <div
              key={column.id}
              id={`${gridId}--1-${place}`}
              role="columnheader"
              aria-colindex={place + 1}
              aria-sort={column.sortBy === undefined ? undefined : (direction ?? 'none')}
              className={classes['headCell']}
              data-align={column.align ?? 'start'}
              data-cursor={place === cursorColumn}
              data-sortable={column.sortBy !== undefined}
              style={pinnedStyle(columns, place)}
              onClick={() => {
                onSort(place);
              }}
            >
              <span className={classes['headText']}>
                <span className={classes['title']}>{column.title}</span>
                {column.unit !== undefined && <span className={classes['unit']}>{column.unit}</span>}
              </span>
              {direction !== undefined && (
                <span aria-hidden="true" className={classes['arrow']}>
                  {direction === 'ascending' ? '↑' : '↓'}
                </span>
              )}
              <span
                aria-hidden="true"
                className={classes['edge']}
                onClick={(event) => {
                  event.stopPropagation();
                }}
                onPointerDown={(event) => {
                  dragWidth(event, column.width, (width) => {
                    onWidth(column.id, width);
                  });
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Follows the pointer from a column's edge until it is let go. */
function dragWidth(start: PointerEvent<HTMLElement>, width: number, onWidth: (width: number) => void): void {
  start.preventDefault();
  start.stopPropagation();
  const edge = start.currentTarget;
  edge.setPointerCapture(start.pointerId);
  const move = (event: globalThis.PointerEvent): void => {
    onWidth(Math.max(LEAST_WIDTH, Math.round(width + event.clientX - start.clientX)));
  };
  const end = (): void => {
    edge.removeEventListener('pointermove', move);
    edge.removeEventListener('lostpointercapture', end);
  };
  edge.addEventListener('pointermove', move);
  edge.addEventListener('lostpointercapture', end);
}
