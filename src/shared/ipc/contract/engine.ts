import { z } from 'zod';
import type { ChannelOf } from '../channels.ts';
import { wireErrorSchema } from '../envelope.ts';
import { done, nothing, type ChannelContract } from './channel-contract.ts';

/** The engine as the window sees it. `restarts` counts how often it has died since the app was started. */
export const engineState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('starting'), restarts: z.int() }),
  z.object({ state: z.literal('ready'), restarts: z.int() }),
  /** It died, and a new one is on its way. */
  z.object({ state: z.literal('restarting'), restarts: z.int() }),
  /** It can't work: the workspace can't be opened, or it died too often. A person must act. */
  z.object({ state: z.literal('failed'), restarts: z.int(), error: wireErrorSchema }),
]);
export type EngineState = z.output<typeof engineState>;

export const ENGINE_CONTRACT = {
  'engine:get-state': { input: nothing, output: engineState },
  'engine:restart-engine': { input: nothing, output: done },
} as const satisfies Record<ChannelOf<'engine'>, ChannelContract>;
