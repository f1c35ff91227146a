import { z } from 'zod';
import { LANGUAGES } from '../../messages/language.ts';
import type { ChannelOf } from '../channels.ts';
import { DENSITIES, THEMES } from '../themes.ts';
import { nothing, type ChannelContract } from './channel-contract.ts';

/** What a person has chosen about the app itself. */
export const settings = z.object({
  language: z.enum(LANGUAGES),
  theme: z.enum(THEMES),
  density: z.enum(DENSITIES),
});
export type Settings = z.output<typeof settings>;

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
} as const satisfies Record<ChannelOf<'settings'>, ChannelContract>;
