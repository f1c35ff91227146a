/**
 * The names of everything that crosses between the window and the rest, and nothing else: the preload script imports
 * this file, so it holds texts only. A channel is `domain:verb-noun`; an event is in the past tense.
 */

/** What the window may ask for. Each has its schemas in `contract/<domain>.ts`. */
export const CHANNELS = [
  'app:get-info',
  'app:list-recent',
  'app:open-recent',
  'app:choose-workspace',
  'app:check-updates',
  'app:open-link',
  'files:choose-inputs',
  'files:choose-output',
  'files:accept-dropped',
  'files:take-handed-over',
  'files:choose-backup',
  'files:reveal-output',
  'periods:list-periods',
  'periods:get-trend',
  'periods:sign-off',
  'periods:withdraw-sign-off',
  'results:get-summary',
  'results:list-lines',
  'results:get-facets',
  'results:list-clusters',
  'results:get-proof',
  'results:list-proof-usage',
  'results:get-checks',
  'results:list-check-failures',
  'imports:get-draft',
  'imports:change-draft',
  'imports:apply-template',
  'imports:list-draft-rows',
  'imports:discard-draft',
  'imports:list-imports',
  'imports:undo-import',
  'imports:redo-import',
  'templates:list-templates',
  'templates:save-template',
  'templates:rename-template',
  'templates:delete-template',
  'work:judge-lines',
  'work:match-lines',
  'work:split-row',
  'work:exclude-rows',
  'work:reclassify-rows',
  'work:learn-alias',
  'work:withdraw-rules',
  'work:undo',
  'work:redo',
  'work:get-history',
  'work:get-progress',
  'work:list-states',
  'work:list-rules',
  'work:get-last-reason',
  'jobs:start-import',
  'jobs:start-inspect',
  'jobs:start-inspect-pasted',
  'jobs:start-accept-draft',
  'jobs:start-fit-units',
  'jobs:start-replay-template',
  'jobs:start-reconcile',
  'jobs:start-reconcile-period',
  'jobs:start-export',
  'jobs:start-fetch',
  'jobs:start-list',
  'jobs:start-delete',
  'jobs:start-export-csv',
  'jobs:start-backup',
  'jobs:start-restore',
  'jobs:start-move',
  'jobs:start-practice',
  'jobs:cancel-job',
  'jobs:list-jobs',
  'exports:get-preview',
  'exports:check-target',
  'parameters:get-parameters',
  'parameters:set-tolerance',
  'parameters:set-unit-basis',
  'parameters:import-price-book',
  'parameters:remove-price-book',
  'parameters:list-prices',
  'parameters:list-aliases',
  'parameters:save-alias',
  'parameters:remove-alias',
  'parameters:list-history',
  'privacy:get-state',
  'privacy:set-masks',
  'privacy:reveal-mask',
  'privacy:hide-revealed',
  'privacy:wipe-workspace',
  'workspace:get-state',
  'workspace:reveal-folder',
  'workspace:choose-folder',
  'workspace:open-practice',
  'workspace:leave-practice',
  'log:list-lines',
  'log:reveal-folder',
  'settings:get-settings',
  'settings:change-settings',
  'settings:get-layouts',
  'settings:keep-layout',
  'engine:get-state',
  'engine:restart-engine',
  'webex:get-connection',
  'webex:start-sign-in',
  'webex:cancel-sign-in',
  'webex:open-sign-in-page',
  'webex:keep-token',
  'webex:check-connection',
  'webex:sign-out',
  'reports:list-holdings',
  'reports:list-reports',
  'reports:list-sub-partners',
  'reports:compare-versions',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** What the window is told without asking. */
export const EVENTS = [
  'jobs:changed',
  'data:changed',
  'engine:changed',
  'settings:changed',
  'webex:changed',
  'files:handed-over',
  'app:command-chosen',
] as const;
export type EventName = (typeof EVENTS)[number];

/** The one channel on which events travel, each as `{event, payload}`. */
export const EVENT_CHANNEL = 'tieout:event';

/** The domains of the channels: `app`, `files`, ... */
export type Domain = Channel extends `${infer Name}:${string}` ? Name : never;
/** The channels of a domain. */
export type ChannelOf<Name extends Domain> = Extract<Channel, `${Name}:${string}`>;

/** `get-info` -> `getInfo`, in the world of types. */
export type CamelCase<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Text;
/** The name of a channel's method: `app:get-info` -> `getInfo`. */
export type MethodOf<Name extends Channel> = Name extends `${string}:${infer Verb}` ? CamelCase<Verb> : never;

/** A channel's domain and the name of its method on `window.api`. */
export function methodOfChannel(channel: Channel): { readonly domain: string; readonly method: string } {
  const [domain = '', verb = ''] = channel.split(':');
  const method = verb.replaceAll(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
  return { domain, method };
}
