import { z } from 'zod';
import type { ChannelOf } from '../channels.ts';
import { MASK_CHOICES } from '../mask-choices.ts';
import { done, name, nothing, type ChannelContract } from './channel-contract.ts';

/** Who is masked. */
export const maskChoice = z.enum(MASK_CHOICES);

/** Who is masked in this workspace, and what a person looks at in spite of it. */
export const privacyState = z.object({
  /** In every answer to the window. */
  screen: maskChoice,
  /** In a file, where the export does not say otherwise. */
  files: maskChoice,
  /** What a file masks unless told: the stricter of both. */
  filesByDefault: maskChoice,
  /** Masks that are shown as what they stand for, until the engine ends. */
  revealed: z.int().min(0),
});
export type WirePrivacy = z.output<typeof privacyState>;

export const PRIVACY_CONTRACT = {
  'privacy:get-state': { input: nothing, output: privacyState },
  /** Holds at once, also while a job runs. Kept with the workspace. */
  'privacy:set-masks': { input: z.strictObject({ screen: maskChoice, files: maskChoice }), output: done },
  /** Shows what a mask stands for, everywhere in the window; null where it was not shown since the engine began. */
  'privacy:reveal-mask': {
    input: z.strictObject({ mask: name }),
    output: z.object({ text: z.string().nullable() }),
  },
  /** Masks again whatever was revealed. */
  'privacy:hide-revealed': { input: nothing, output: done },
  /**
   * Removes the workspace for good, once its own name was typed, and opens another. Refused with BAD_OPTION for any other
   * name, and with WORKSPACE_NOT_WRITABLE where a file of somebody else lies in its folder; then nothing is removed.
   */
  'privacy:wipe-workspace': {
    input: z.strictObject({ name }),
    output: z.object({ files: z.int().min(0) }),
  },
} as const satisfies Record<ChannelOf<'privacy'>, ChannelContract>;
