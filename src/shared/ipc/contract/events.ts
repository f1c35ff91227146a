import { z } from 'zod';
import { MOST_FILES } from '../../limits.ts';
import type { EventName } from '../channels.ts';
import { MENU_COMMANDS } from './app.ts';
import { fileHandle } from './channel-contract.ts';
import { engineState } from './engine.ts';
import { jobSnapshot } from './jobs.ts';
import { settings } from './settings.ts';

/** What each event carries. Events and replies are unordered: subscribe, then fetch the snapshot, and merge by `seq`. */
export const EVENT_CONTRACT = {
  'jobs:changed': jobSnapshot,
  /** What the workspace holds has changed: lists are to be fetched anew. */
  'data:changed': z.object({ seq: z.int() }),
  'engine:changed': engineState,
  'settings:changed': settings,
  /** The connection to Webex is another one: ask for it anew. */
  'webex:changed': z.object({}),
  'files:handed-over': z.object({ files: z.array(fileHandle).max(MOST_FILES) }),
  'app:command-chosen': z.object({ command: z.enum(MENU_COMMANDS) }),
} as const satisfies Record<EventName, z.ZodType>;

/** What an event carries, as a type. */
export type EventPayload<Name extends EventName> = z.output<(typeof EVENT_CONTRACT)[Name]>;
