import { create } from 'zustand';
import { PLAIN_LAYOUT, type GridLayout } from './grid-column.ts';

const useLayouts = create<{ readonly byGrid: Readonly<Record<string, GridLayout>> }>(() => ({ byGrid: {} }));

/** How the columns of a grid are arranged, and how to arrange them. */
export function useGridLayout(grid: string): readonly [GridLayout, (change: Partial<GridLayout>) => void] {
  const layout = useLayouts(({ byGrid }) => byGrid[grid] ?? PLAIN_LAYOUT);
  return [
    layout,
    (change) => {
      useLayouts.setState(({ byGrid }) => ({
        byGrid: { ...byGrid, [grid]: { ...(byGrid[grid] ?? PLAIN_LAYOUT), ...change } },
      }));
    },
  ];
}
