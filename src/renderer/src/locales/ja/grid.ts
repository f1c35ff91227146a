import type { GRID as EN } from '../en/grid.ts';
import type { WordsOf } from '../words-of.ts';

/** Grids of any kind, in Japanese. */
export const GRID: WordsOf<typeof EN> = {
  columns: '表示列',
  resetColumns: '初期状態に戻す',
  moveEarlier: '「{{column}}」を左へ移動',
  moveLater: '「{{column}}」を右へ移動',
  beyond: '全 {{total}} 行のうち {{shown}} 行まで表示できます。残りは、条件を絞り込むと表示されます。',
};
