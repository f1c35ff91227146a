import { create } from 'zustand';
import type { KeptLayout } from '#shared/ipc/contract/settings.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { PLAIN_LAYOUT, type GridLayout } from './grid-column.ts';

/** A width changes with every movement of the pointer: it is kept once it rests for so long. */
const REST_MS = 200;

const useLayouts = create<{ readonly byGrid: Readonly<Record<string, GridLayout>> }>(() => ({ byGrid: {} }));
const resting = new Map<string, ReturnType<typeof setTimeout>>();

/** Takes the arrangements over that were kept; what was arranged meanwhile stays. */
export async function loadLayouts(): Promise<void> {
  const kept = await valueOf(api().settings.getLayouts());
  if (kept === undefined) return;
  const known = Object.entries(kept).map(([grid, layout]) => [grid, fromKept(layout)] as const);
  useLayouts.setState(({ byGrid }) => ({ byGrid: { ...Object.fromEntries(known), ...byGrid } }));
}

/** How the columns of a grid are arranged, and how to arrange them: it is there again at the next start. */
export function useGridLayout(grid: string): readonly [GridLayout, (change: Partial<GridLayout>) => void] {
  const layout = useLayouts(({ byGrid }) => byGrid[grid] ?? PLAIN_LAYOUT);
  return [
    layout,
    (change) => {
      useLayouts.setState(({ byGrid }) => ({
        byGrid: { ...byGrid, [grid]: { ...(byGrid[grid] ?? PLAIN_LAYOUT), ...change } },
      }));
      clearTimeout(resting.get(grid));
      const isWidth = Object.keys(change).every((name) => name === 'widths');
      if (!isWidth) keep(grid);
      else
        resting.set(
          grid,
          setTimeout(() => {
            keep(grid);
          }, REST_MS),
        );
    },
  ];
}

function keep(grid: string): void {
  const layout = useLayouts.getState().byGrid[grid];
  if (layout !== undefined) void valueOf(api().settings.keepLayout({ grid, layout: toKept(layout) }));
}

const fromKept = ({ sort, ...layout }: KeptLayout): GridLayout => ({ ...layout, sort: sort ?? undefined });
const toKept = ({ widths, shown, order, sort }: GridLayout): KeptLayout => ({
  widths: { ...widths },
  shown: { ...shown },
  order: [...order],
  sort: sort === undefined ? null : { ...sort },
});
