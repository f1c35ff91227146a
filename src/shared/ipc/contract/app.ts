import { z } from 'zod';
import { LANGUAGES } from '../../messages/language.ts';
import { MOST_FILES } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import { done, fileToken, name, nothing, type ChannelContract } from './channel-contract.ts';

/** The pages of the outside world that the window may have opened in the browser, by name: it never names an address. */
export const LINKS = ['webex-developer', 'webex-apps', 'webex-control-hub'] as const;
export type LinkName = (typeof LINKS)[number];

/** The commands of the menu that the window carries out. */
export const MENU_COMMANDS = [
  'choose-files',
  'reconcile',
  'export',
  'cancel-job',
  'show-periods',
  'check-updates',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** What the app is, for the foot of the window and for support. */
export const appInfo = z.object({
  version: z.string(),
  electronVersion: z.string(),
  platform: z.string(),
  language: z.enum(LANGUAGES),
  /** The name of the workspace's folder, without the folders above it. */
  workspaceName: z.string(),
  /** How the same work is done on the command line. */
  commandLineHint: z.string(),
});
export type AppInfo = z.output<typeof appInfo>;

/** What a check for updates came to. It is made when a person asks, and never by itself. */
export const updateState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('current') }),
  z.object({ state: z.literal('available'), version: z.string() }),
  z.object({ state: z.literal('unreachable') }),
]);
export type UpdateState = z.output<typeof updateState>;

export const APP_CONTRACT = {
  'app:get-info': { input: nothing, output: appInfo },
  /** Workspaces that were open lately, newest first. */
  'app:list-recent': {
    input: nothing,
    output: z.array(z.object({ token: fileToken, name })).max(MOST_FILES),
  },
  'app:open-recent': { input: z.strictObject({ token: fileToken }), output: done },
  /** Asks the person for a folder; null where they cancelled. */
  'app:choose-workspace': { input: nothing, output: z.object({ name }).nullable() },
  'app:check-updates': { input: nothing, output: updateState },
  'app:open-link': { input: z.strictObject({ link: z.enum(LINKS) }), output: done },
} as const satisfies Record<ChannelOf<'app'>, ChannelContract>;
