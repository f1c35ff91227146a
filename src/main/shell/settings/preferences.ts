import { z } from 'zod';
import { DENSITIES, THEMES } from '#shared/ipc/themes.ts';
import { LANGUAGES, type Language } from '#shared/messages/language.ts';
import type { JsonFile } from './json-file.ts';

/** Where the window was. Pixels that don't depend on the display's scale. */
export const windowBounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  isMaximized: z.boolean(),
});
export type WindowBounds = z.output<typeof windowBounds>;

/** What the app remembers between two starts. None of it is a person's data. */
export const preferencesSchema = z.object({
  /** Null: as the operating system has it. */
  language: z.enum(LANGUAGES).nullable().catch(null),
  theme: z.enum(THEMES).catch('system'),
  density: z.enum(DENSITIES).catch('comfortable'),
  workspaceFolder: z.string().min(1).nullable().catch(null),
  /** Newest first. */
  recentWorkspaces: z.array(z.string().min(1)).catch([]),
  window: windowBounds.nullable().catch(null),
});
export type PreferenceValues = z.output<typeof preferencesSchema>;

export const NO_PREFERENCES: PreferenceValues = {
  language: null,
  theme: 'system',
  density: 'comfortable',
  workspaceFolder: null,
  recentWorkspaces: [],
  window: null,
};

/** The preferences, as they stand; every change is kept at once. */
export interface Preferences {
  readonly get: () => PreferenceValues;
  readonly change: (changes: Partial<PreferenceValues>) => void;
  readonly language: () => Language;
}

export function preferences(file: JsonFile<PreferenceValues>, systemLanguage: () => Language): Preferences {
  let values = file.read();
  return {
    get: () => values,
    change: (changes) => {
      values = { ...values, ...changes };
      file.write(values);
    },
    language: () => values.language ?? systemLanguage(),
  };
}
