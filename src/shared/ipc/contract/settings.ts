import { z } from 'zod';
import { LANGUAGES } from '../../messages/language.ts';
import type { ChannelOf } from '../channels.ts';
import { DENSITIES, THEMES } from '../themes.ts';
import { done, nothing, type ChannelContract } from './channel-contract.ts';

/** What a person has chosen about the app itself. */
export const settings = z.object({
  language: z.enum(LANGUAGES),
  theme: z.enum(THEMES),
  density: z.enum(DENSITIES),
});
export type Settings = z.output<typeof settings>;

const columnId = z.string().min(1).max(100);
const LEAST_COLUMN = 56;
const MOST_COLUMN = 4000;
const MOST_COLUMNS = 100;
const MOST_GRIDS = 50;
const few = (record: object): boolean => Object.keys(record).length <= MOST_COLUMNS;

/** How a person has arranged the columns of a grid. */
export const gridLayout = z.strictObject({
  /** Pixels. */
  widths: z.record(columnId, z.int().min(LEAST_COLUMN).max(MOST_COLUMN)).refine(few),
  /** Columns whose being shown was decided by the person. */
  shown: z.record(columnId, z.boolean()).refine(few),
  order: z.array(columnId).max(MOST_COLUMNS),
  /** Null: as the grid has it of itself. */
  sort: z.strictObject({ column: columnId, direction: z.enum(['ascending', 'descending']) }).nullable(),
});
export type KeptLayout = z.output<typeof gridLayout>;

/** The arrangements that are kept, by the name of their grid. */
export const gridLayouts = z
  .record(columnId, gridLayout)
  .refine((layouts) => Object.keys(layouts).length <= MOST_GRIDS);
export type KeptLayouts = z.output<typeof gridLayouts>;

export const SETTINGS_CONTRACT = {
  'settings:get-settings': { input: nothing, output: settings },
  /** What is not named stays. */
  'settings:change-settings': {
    input: z.strictObject({
      language: z.enum(LANGUAGES).optional(),
      theme: z.enum(THEMES).optional(),
      density: z.enum(DENSITIES).optional(),
    }),
    output: settings,
  },
  'settings:get-layouts': { input: nothing, output: gridLayouts },
  'settings:keep-layout': { input: z.strictObject({ grid: columnId, layout: gridLayout }), output: done },
} as const satisfies Record<ChannelOf<'settings'>, ChannelContract>;
