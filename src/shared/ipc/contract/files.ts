import { z } from 'zod';
import { LONGEST_NAME, MOST_FILES } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import { fileHandle, name, nothing, type ChannelContract } from './channel-contract.ts';

const handles = z.array(fileHandle).max(MOST_FILES);

export const FILES_CONTRACT = {
  /** Asks the person for files to read; empty where they cancelled. */
  'files:choose-inputs': { input: nothing, output: handles },
  /** Asks the person where to write; null where they cancelled. */
  'files:choose-output': { input: z.strictObject({ suggestedName: name }), output: fileHandle.nullable() },
  /**
   * A file that was dropped on the window. The preload script fills in the path from the File itself, which only a
   * person's gesture can give to a page; the page gets back a token, or null for a
   * workspace's folder, which is opened.
   */
  'files:accept-dropped': {
    input: z.strictObject({
      path: z
        .string()
        .min(1)
        .max(32 * LONGEST_NAME),
    }),
    output: fileHandle.nullable(),
  },
  /** Files that the operating system or a second start has handed over and that nobody has taken yet. */
  'files:take-handed-over': { input: nothing, output: handles },
} as const satisfies Record<ChannelOf<'files'>, ChannelContract>;
