import { describe, expect, it } from 'vitest';
import { moveCursor } from '../../../../src/renderer/src/ui/data-grid/grid-cursor.ts';

const EXTENT = { rows: 100, columns: 5, pageRows: 10 };
const press = (key: string, ctrlKey = false): { key: string; ctrlKey: boolean; metaKey: boolean } => ({
  key,
  ctrlKey,
  metaKey: false,
});

describe('the cursor of a grid', () => {
  it.each([
    ['ArrowDown', { row: 51, column: 2 }],
    ['ArrowUp', { row: 49, column: 2 }],
    ['ArrowLeft', { row: 50, column: 1 }],
    ['ArrowRight', { row: 50, column: 3 }],
    ['Home', { row: 50, column: 0 }],
    ['End', { row: 50, column: 4 }],
    ['PageDown', { row: 60, column: 2 }],
    ['PageUp', { row: 40, column: 2 }],
  ])('goes with %s', (key, cell) => {
    expect(moveCursor({ row: 50, column: 2 }, press(key), EXTENT)).toEqual(cell);
  });

  it('goes to the ends with Ctrl', () => {
    expect(moveCursor({ row: 50, column: 2 }, press('End', true), EXTENT)).toEqual({ row: 99, column: 4 });
    expect(moveCursor({ row: 50, column: 2 }, press('Home', true), EXTENT)).toEqual({ row: 0, column: 0 });
  });

  it('stops at the edges, and reaches the head above the first row', () => {
    expect(moveCursor({ row: 99, column: 4 }, press('ArrowDown'), EXTENT)).toEqual({ row: 99, column: 4 });
    expect(moveCursor({ row: 0, column: 0 }, press('ArrowUp'), EXTENT)).toEqual({ row: -1, column: 0 });
    expect(moveCursor({ row: 3, column: 0 }, press('PageUp'), EXTENT)).toEqual({ row: 0, column: 0 });
  });

  it('leaves other keys alone', () => {
    expect(moveCursor({ row: 0, column: 0 }, press('j'), EXTENT)).toBeUndefined();
  });
});
