import { z } from 'zod';
import type { ChannelOf } from '../channels.ts';
import { done, nothing, type ChannelContract } from './channel-contract.ts';

/** How many lines of the log are shown. */
export const MOST_LOG_LINES = 200;

export const LOG_CONTRACT = {
  /** The last lines of the app's own log, as they were written: redacted. Oldest first. */
  'log:list-lines': { input: nothing, output: z.object({ lines: z.array(z.string()).max(MOST_LOG_LINES) }) },
  'log:reveal-folder': { input: nothing, output: done },
} as const satisfies Record<ChannelOf<'log'>, ChannelContract>;
