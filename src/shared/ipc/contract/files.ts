import { z } from 'zod';
import { LONGEST_NAME, MOST_FILES } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import { done, fileHandle, fileToken, name, nothing, type ChannelContract } from './channel-contract.ts';

/** What is written: a workbook unless told. */
export const OUTPUT_KINDS = ['workbook', 'csv', 'backup'] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

const handles = z.array(fileHandle).max(MOST_FILES);

export const FILES_CONTRACT = {
  /** Asks the person for files to read; empty where they cancelled. */
  'files:choose-inputs': { input: nothing, output: handles },
  /** Asks the person where to write; null where they cancelled. The name gets the ending of its kind. */
  'files:choose-output': {
    input: z.strictObject({ suggestedName: name, kind: z.enum(OUTPUT_KINDS).optional() }),
    output: fileHandle.nullable(),
  },
  /** Asks the person for a backup to bring back; null where they cancelled. */
  'files:choose-backup': { input: nothing, output: fileHandle.nullable() },
  /** Shows a file that was written in the file manager. */
  'files:reveal-output': { input: z.strictObject({ output: fileToken }), output: done },
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
