import { describe, expect, it } from 'vitest';
import { columnContent, readableCells } from '#core/invoice/column-content.ts';
import type { Cell, SheetRow } from '#core/tabular/table.ts';

const rows = (...cells: readonly Cell[]): readonly SheetRow[] =>
  cells.map((cell, index) => ({ row: index + 2, hidden: false, cells: [cell] }));
const kind = (...cells: readonly Cell[]): string => columnContent(rows(...cells), 0, false).kind;

describe('the content of a column', () => {
  it('is what nine tenths of its cells are', () => {
    expect(kind('1', '2.5', '1,234')).toBe('number');
    expect(kind('2026-10-01', '10/02/2026')).toBe('date');
    expect(kind('A-1', '2')).toBe('text');
    expect(kind('', ' ')).toBe('empty');
  });

  it('takes a typed number for a number and no date, though it may be a serial one', () => {
    expect(kind({ kind: 'number', text: '46296' })).toBe('number');
    expect(kind({ kind: 'date', date: '2026-10-01' as never, text: '46296' })).toBe('date');
  });

  it('shows the first different texts', () => {
    expect(columnContent(rows('a', 'a', '', 'b', 'c', 'd'), 0, false)).toMatchObject({
      filled: 5,
      samples: ['a', 'b', 'c'],
    });
  });

  it('counts the cells that a field could not be read from', () => {
    expect(readableCells(rows('1', 'x', '-', ''), 0, 'quantity', false)).toEqual({ readable: 2, filled: 3 });
    expect(readableCells(rows('2026-10-01', 'October'), 0, 'chargeStart', false)).toEqual({
      readable: 1,
      filled: 2,
    });
    expect(readableCells(rows('anything'), 0, 'sku', false)).toEqual({ readable: 1, filled: 1 });
  });
});
