/** A cell: row -1 is the head. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
}

/** How far the cursor may go, and how many rows a page has. */
export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  readonly pageRows: number;
}

/** Where a key takes the cursor, as in a spreadsheet; undefined where the key is for something else. */
export function moveCursor(
  { row, column }: GridCell,
  press: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  { rows, columns, pageRows }: GridExtent,
): GridCell | undefined {
  const isFar = press.ctrlKey || press.metaKey;
  const at = (nextRow: number, nextColumn: number): GridCell => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (press.key) {
    case 'ArrowDown':
      return at(isFar ? rows - 1 : row + 1, column);
    case 'ArrowUp':
      return at(isFar ? Math.min(row, 0) : row - 1, column);
    case 'ArrowRight':
      return at(row, isFar ? columns - 1 : column + 1);
    case 'ArrowLeft':
      return at(row, isFar ? 0 : column - 1);
    case 'Home':
      return at(isFar ? 0 : row, 0);
    case 'End':
      return at(isFar ? rows - 1 : row, columns - 1);
    case 'PageDown':
      return at(row + pageRows, column);
    case 'PageUp':
      return at(Math.max(Math.min(row, 0), row - pageRows), column);
    default:
      return undefined;
  }
}
