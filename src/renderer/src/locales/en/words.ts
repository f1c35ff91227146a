import { APP } from './app.ts';
import { CHECKS } from './checks.ts';
import { CONNECTION } from './connection.ts';
import { ENGINE } from './engine.ts';
import { EXPORT } from './export.ts';
import { GRID } from './grid.ts';
import { IMPORTS } from './imports.ts';
import { JOBS } from './jobs.ts';
import { PALETTE } from './palette.ts';
import { PERIODS } from './periods.ts';
import { RECONCILE } from './reconcile.ts';
import { WORK } from './work.ts';
import { REPORTS } from './reports.ts';
import { SETTINGS } from './settings.ts';

/** Every word of the window in English, by namespace. */
export const EN = {
  app: APP,
  checks: CHECKS,
  connection: CONNECTION,
  engine: ENGINE,
  export: EXPORT,
  grid: GRID,
  imports: IMPORTS,
  jobs: JOBS,
  palette: PALETTE,
  periods: PERIODS,
  reconcile: RECONCILE,
  work: WORK,
  reports: REPORTS,
  settings: SETTINGS,
} as const;
