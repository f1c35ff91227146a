import { z } from 'zod';
import { LONGEST_TOKEN } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import { done, nothing, type ChannelContract } from './channel-contract.ts';

/** Whether a Webex token is held, and how long it lasts. The token itself never comes back. */
export const webexAccess = z.object({
  held: z.boolean(),
  /** `keyring`: encrypted by the operating system. `session-only`: no safe place here, gone when the app ends. */
  protection: z.enum(['keyring', 'session-only']),
});
export type WebexAccess = z.output<typeof webexAccess>;

export const WEBEX_CONTRACT = {
  'webex:get-access': { input: nothing, output: webexAccess },
  'webex:keep-access': {
    input: z.strictObject({ token: z.string().min(1).max(LONGEST_TOKEN) }),
    output: webexAccess,
  },
  'webex:forget-access': { input: nothing, output: done },
} as const satisfies Record<ChannelOf<'webex'>, ChannelContract>;
