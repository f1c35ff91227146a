import { APP } from './app.ts';
import { ENGINE } from './engine.ts';
import { GRID } from './grid.ts';
import { INPUTS } from './inputs.ts';
import { JOBS } from './jobs.ts';
import { PALETTE } from './palette.ts';
import { PERIODS } from './periods.ts';

/** Every word of the window in English, by namespace. */
export const EN = {
  app: APP,
  engine: ENGINE,
  grid: GRID,
  inputs: INPUTS,
  jobs: JOBS,
  palette: PALETTE,
  periods: PERIODS,
} as const;
