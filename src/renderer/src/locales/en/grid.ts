/** Grids of any kind, in English. */
export const GRID = {
  columns: 'Columns',
  resetColumns: 'As at first',
  moveEarlier: 'Move {{column}} to the left',
  moveLater: 'Move {{column}} to the right',
  beyond: '{{shown}} of {{total}} rows can be shown here. Narrow the list down to see the others.',
} as const;
