import { memo, type ReactElement } from 'react';
import type { GridColumn } from './grid-column.ts';
import classes from './data-grid.module.css';
import { pinnedStyle } from './pinned.ts';

/** What a row of the grid needs to know. */
export interface GridRowProps<Row> {
  readonly gridId: string;
  readonly index: number;
  /** Rows of the head, which are counted too. */
  readonly headRows: number;
  /** Undefined while it is being read. */
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly top: number;
  /** The column of the cursor where it is in this row; else -1. */
  readonly cursorColumn: number;
  readonly isActive: boolean;
  readonly isSelected: boolean | undefined;
  readonly tone: string | undefined;
}

function PlainRow<Row>({
  gridId,
  index,
  headRows,
  row,
  columns,
  top,
  cursorColumn,
  isActive,
  isSelected,
  tone,
}: GridRowProps<Row>): ReactElement {
  return (
    <div
      role="row"
      aria-rowindex={index + headRows + 1}
      aria-selected={isSelected ?? isActive}
      aria-busy={row === undefined ? true : undefined}
      className={classes['row']}
      data-index={index}
      data-active={isActive}
      data-tone={tone}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, place) => (
        <div
          key={column.id}
          id={`${gridId}-${index}-${place}`}
          role="gridcell"
          aria-colindex={place + 1}
          className={classes['cell']}
          data-align={column.align ?? 'start'}
          data-cursor={place === cursorColumn}
          data-column={column.id}
          style={pinnedStyle(columns, place)}
        >
          {row === undefined ? <span className={classes['waiting']} /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** A row of the grid. */
export const GridRow = memo(PlainRow) as typeof PlainRow;
