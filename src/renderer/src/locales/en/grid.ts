/** Grids of any kind, in English. */
export const GRID = {
  columns: 'Columns',
  resetColumns: 'As at first',
  beyond: '{{shown}} of {{total}} rows can be shown here. Narrow the list down to see the others.',
} as const;
