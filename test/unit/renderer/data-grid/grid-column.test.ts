import { describe, expect, it } from 'vitest';
import {
  arrangeColumns,
  moveColumn,
  PLAIN_LAYOUT,
  type GridColumn,
} from '../../../../src/renderer/src/ui/data-grid/grid-column.ts';

const column = (id: string, own: Partial<GridColumn<unknown>> = {}): GridColumn<unknown> => ({
  id,
  title: id,
  width: 100,
  cell: () => null,
  copy: () => ({ text: '', kind: 'text' }),
  ...own,
});
const COLUMNS = [
  column('customer', { isPinned: true }),
  column('a'),
  column('b'),
  column('c', { isHidden: true }),
];
const idsOf = (columns: readonly GridColumn<unknown>[]): string[] => columns.map(({ id }) => id);

describe('the columns of a grid', () => {
  it('stand as the program has them until a person arranges them', () => {
    expect(idsOf(arrangeColumns(COLUMNS, PLAIN_LAYOUT))).toEqual(['customer', 'a', 'b']);
  });

  it('are moved by one place among those that can move', () => {
    const order = moveColumn(COLUMNS, PLAIN_LAYOUT, 'b', -1);
    expect(idsOf(arrangeColumns(COLUMNS, { ...PLAIN_LAYOUT, order }))).toEqual(['customer', 'b', 'a']);
    expect(moveColumn(COLUMNS, { ...PLAIN_LAYOUT, order }, 'b', -1)).toEqual(order);
    expect(moveColumn(COLUMNS, PLAIN_LAYOUT, 'c', 1)).toEqual(['customer', 'a', 'b', 'c']);
  });

  it('that the order does not know stand behind the one that the program has before them', () => {
    const order = ['customer', 'c', 'b', 'a'];
    const more = [...COLUMNS.slice(0, 2), column('new'), ...COLUMNS.slice(2)];
    expect(idsOf(arrangeColumns(more, { ...PLAIN_LAYOUT, order, shown: { c: true } }))).toEqual([
      ...['customer', 'c', 'b', 'a', 'new'],
    ]);
  });
});
