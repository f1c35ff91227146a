import type { CSSProperties } from 'react';
import type { GridColumn } from './grid-column.ts';

/** Where a pinned column stays. */
export function pinnedStyle<Row>(
  columns: readonly GridColumn<Row>[],
  place: number,
): CSSProperties | undefined {
  if (columns[place]?.isPinned !== true) return undefined;
  return { position: 'sticky', left: leftOf(columns, place), zIndex: 1 };
}

/** The distance of a column from the first one's edge. */
export const leftOf = <Row>(columns: readonly GridColumn<Row>[], place: number): number =>
  columns.slice(0, place).reduce((left, { width }) => left + width, 0);

/** What the pinned columns cover. */
export const pinnedWidth = <Row>(columns: readonly GridColumn<Row>[]): number =>
  columns.reduce((sum, { width, isPinned }) => sum + (isPinned === true ? width : 0), 0);
