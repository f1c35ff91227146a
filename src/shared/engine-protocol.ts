/**
 * What main and the engine process say to each other. Both sides parse what arrives: a mistake on one side must not
 * become a wrong figure on the other.
 */
import { z } from 'zod';
import { DATE_ORDERS } from '#core/mapping/date-text.ts';
import { wireErrorSchema, wireResultSchema } from './ipc/envelope.ts';
import type { Channel } from './ipc/channels.ts';
import type { ChannelContract } from './ipc/contract/channel-contract.ts';
import { name, period } from './ipc/contract/channel-contract.ts';
import { EVENT_CONTRACT } from './ipc/contract/events.ts';
import { IMPORTS_CONTRACT } from './ipc/contract/imports.ts';
import { EXPORTS_CONTRACT } from './ipc/contract/exports.ts';
import { JOBS_CONTRACT } from './ipc/contract/jobs.ts';
import { PARAMETERS_CONTRACT } from './ipc/contract/parameters.ts';
import { PERIODS_CONTRACT } from './ipc/contract/periods.ts';
import { PRIVACY_CONTRACT } from './ipc/contract/privacy.ts';
import { REPORTS_CONTRACT } from './ipc/contract/reports.ts';
import { RESULTS_CONTRACT } from './ipc/contract/results.ts';
import { TEMPLATES_CONTRACT } from './ipc/contract/templates.ts';
import { keptAccess, WEBEX_CONTRACT, webexConnection } from './ipc/contract/webex.ts';
import { WORKSPACE_CONTRACT } from './ipc/contract/workspace.ts';
import { WORK_CONTRACT } from './ipc/contract/work.ts';
import { LONGEST_TOKEN, MOST_FILES } from './limits.ts';
import { LANGUAGES } from './messages/language.ts';

/** A file as main hands it to the engine: here, and only here, a path travels. */
const engineFile = z.strictObject({ path: z.string().min(1), name });
export type EngineFile = z.output<typeof engineFile>;
const engineFiles = z.array(engineFile).max(MOST_FILES);
const dateOrder = z.enum(DATE_ORDERS).optional();

/** Tokens on their way between main, which keeps them, and the engine, which uses them: nowhere else, never logged. */
export const engineTokens = z.strictObject({
  accessToken: z.string().min(1).max(LONGEST_TOKEN),
  /** UTC milliseconds. */
  accessExpiresAt: z.number().nullable(),
  refreshToken: z.string().min(1).max(LONGEST_TOKEN).nullable(),
  refreshExpiresAt: z.number().nullable(),
  scopes: z.array(z.string()).nullable(),
});
export type EngineTokens = z.output<typeof engineTokens>;
const engineIntegration = z.strictObject({
  clientId: z.string(),
  clientSecret: z.string(),
  port: z.int(),
});
export type EngineIntegration = z.output<typeof engineIntegration>;
/** An access to Webex, as main lends it for one piece of work. */
export const engineAccount = z.strictObject({
  /** Another one with every sign-in. */
  id: name,
  /** The one place where its tokens may go. */
  apiOrigin: z.string(),
  integration: engineIntegration.nullable(),
  tokens: engineTokens,
});
export type EngineAccount = z.output<typeof engineAccount>;
const aboutAccess = { input: z.strictObject({ kept: keptAccess }), output: webexConnection };

/**
 * What the engine answers. Main has turned the window's file tokens into paths and added what the window must not
 * hold (the Webex token, the language of the workbook); the answers are those of the channels of the same name.
 */
export const ENGINE_CONTRACT = {
  ...PERIODS_CONTRACT,
  ...RESULTS_CONTRACT,
  ...IMPORTS_CONTRACT,
  ...TEMPLATES_CONTRACT,
  'jobs:start-inspect': {
    input: JOBS_CONTRACT['jobs:start-inspect'].input.extend({ files: engineFiles.min(1) }),
    output: JOBS_CONTRACT['jobs:start-inspect'].output,
  },
  'jobs:start-inspect-pasted': JOBS_CONTRACT['jobs:start-inspect-pasted'],
  'jobs:start-accept-draft': JOBS_CONTRACT['jobs:start-accept-draft'],
  'jobs:start-fit-units': JOBS_CONTRACT['jobs:start-fit-units'],
  'jobs:start-replay-template': JOBS_CONTRACT['jobs:start-replay-template'],
  ...WORK_CONTRACT,
  'jobs:start-import': {
    input: z.strictObject({ files: engineFiles.min(1), dateOrder }),
    output: JOBS_CONTRACT['jobs:start-import'].output,
  },
  'jobs:start-reconcile': {
    input: z.strictObject({
      invoices: engineFiles.min(1),
      reports: engineFiles,
      priceBook: engineFile.optional(),
      period: period.optional(),
      dateOrder,
    }),
    output: JOBS_CONTRACT['jobs:start-reconcile'].output,
  },
  'jobs:start-reconcile-period': JOBS_CONTRACT['jobs:start-reconcile-period'],
  'jobs:start-export': {
    input: JOBS_CONTRACT['jobs:start-export'].input.extend({
      output: engineFile,
      language: z.enum(LANGUAGES),
    }),
    output: JOBS_CONTRACT['jobs:start-export'].output,
  },
  'jobs:start-export-csv': {
    input: JOBS_CONTRACT['jobs:start-export-csv'].input.extend({
      output: engineFile,
      language: z.enum(LANGUAGES),
    }),
    output: JOBS_CONTRACT['jobs:start-export-csv'].output,
  },
  'jobs:start-backup': {
    input: JOBS_CONTRACT['jobs:start-backup'].input.extend({ output: engineFile.optional() }),
    output: JOBS_CONTRACT['jobs:start-backup'].output,
  },
  'jobs:start-restore': {
    input: z.strictObject({
      source: z.union([z.strictObject({ file: engineFile }), z.strictObject({ copy: name })]),
      folder: engineFile,
    }),
    output: JOBS_CONTRACT['jobs:start-restore'].output,
  },
  'jobs:start-move': {
    input: z.strictObject({ folder: engineFile }),
    output: JOBS_CONTRACT['jobs:start-move'].output,
  },
  'jobs:start-practice': JOBS_CONTRACT['jobs:start-practice'],
  'exports:get-preview': EXPORTS_CONTRACT['exports:get-preview'],
  'exports:check-target': {
    input: z.strictObject({ output: engineFile }),
    output: EXPORTS_CONTRACT['exports:check-target'].output,
  },
  ...PARAMETERS_CONTRACT,
  'parameters:import-price-book': {
    input: z.strictObject({ file: engineFile }),
    output: PARAMETERS_CONTRACT['parameters:import-price-book'].output,
  },
  'privacy:get-state': PRIVACY_CONTRACT['privacy:get-state'],
  'privacy:set-masks': PRIVACY_CONTRACT['privacy:set-masks'],
  'privacy:reveal-mask': PRIVACY_CONTRACT['privacy:reveal-mask'],
  'privacy:hide-revealed': PRIVACY_CONTRACT['privacy:hide-revealed'],
  'privacy:wipe-workspace': PRIVACY_CONTRACT['privacy:wipe-workspace'],
  'workspace:get-state': WORKSPACE_CONTRACT['workspace:get-state'],
  'jobs:start-fetch': {
    input: JOBS_CONTRACT['jobs:start-fetch'].input.extend({ account: engineAccount }),
    output: JOBS_CONTRACT['jobs:start-fetch'].output,
  },
  'jobs:start-list': {
    input: z.strictObject({ account: engineAccount }),
    output: JOBS_CONTRACT['jobs:start-list'].output,
  },
  'jobs:start-delete': {
    input: JOBS_CONTRACT['jobs:start-delete'].input.extend({ account: engineAccount }),
    output: JOBS_CONTRACT['jobs:start-delete'].output,
  },
  'webex:get-connection': aboutAccess,
  'webex:start-sign-in': {
    input: WEBEX_CONTRACT['webex:start-sign-in'].input
      .omit({ integration: true })
      .extend({ integration: engineIntegration, kept: keptAccess, language: z.enum(LANGUAGES) }),
    output: webexConnection,
  },
  'webex:cancel-sign-in': aboutAccess,
  'webex:open-sign-in-page': WEBEX_CONTRACT['webex:open-sign-in-page'],
  'webex:keep-token': aboutAccess,
  'webex:check-connection': {
    input: z.strictObject({ kept: keptAccess, account: engineAccount }),
    output: webexConnection,
  },
  'webex:sign-out': aboutAccess,
  'reports:list-holdings': REPORTS_CONTRACT['reports:list-holdings'],
  'reports:list-reports': REPORTS_CONTRACT['reports:list-reports'],
  'reports:list-sub-partners': REPORTS_CONTRACT['reports:list-sub-partners'],
  'reports:compare-versions': REPORTS_CONTRACT['reports:compare-versions'],
  'jobs:cancel-job': JOBS_CONTRACT['jobs:cancel-job'],
  'jobs:list-jobs': JOBS_CONTRACT['jobs:list-jobs'],
} as const satisfies Partial<Record<Channel, ChannelContract>>;

export type EngineChannel = keyof typeof ENGINE_CONTRACT;
export type EngineInput<Name extends EngineChannel> = z.output<(typeof ENGINE_CONTRACT)[Name]['input']>;
export type EngineOutput<Name extends EngineChannel> = z.output<(typeof ENGINE_CONTRACT)[Name]['output']>;

const ENGINE_CHANNELS = Object.keys(ENGINE_CONTRACT) as [EngineChannel, ...EngineChannel[]];

/** From main to the engine. */
export const toEngineSchema = z.discriminatedUnion('kind', [
  /** The first message. `firstSeq` goes on where the engine before has ended, so that newer stays higher. */
  z.strictObject({
    kind: z.literal('start'),
    workspaceFolder: z.string().min(1),
    appVersion: z.string(),
    firstSeq: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal('request'),
    requestId: name,
    channel: z.enum(ENGINE_CHANNELS),
    input: z.unknown(),
  }),
  /** A request whose answer nobody waits for any more. */
  z.strictObject({ kind: z.literal('cancel'), requestId: name }),
  /** What the engine has asked of main is done, or refused. */
  z.strictObject({ kind: z.literal('answer'), requestId: name, isDone: z.boolean() }),
  /** The last snapshot of a job has arrived: the next may be sent. */
  z.strictObject({ kind: z.literal('acknowledge'), jobId: name }),
  /** Close the workspace and end: the app quits, or another workspace is opened. */
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToEngine = z.output<typeof toEngineSchema>;

/** Something has happened in the engine. */
const eventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    kind: z.literal('event'),
    event: z.literal('jobs:changed'),
    payload: EVENT_CONTRACT['jobs:changed'],
  }),
  z.strictObject({
    kind: z.literal('event'),
    event: z.literal('data:changed'),
    payload: EVENT_CONTRACT['data:changed'],
  }),
  z.strictObject({
    kind: z.literal('event'),
    event: z.literal('webex:changed'),
    payload: EVENT_CONTRACT['webex:changed'],
  }),
]);

/** From the engine to main. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** The workspace can't be opened; the process ends. */
  z.strictObject({ kind: z.literal('failed'), error: wireErrorSchema }),
  z.strictObject({ kind: z.literal('response'), requestId: name, result: wireResultSchema }),
  eventSchema,
  /** A page for the person's browser. Main opens it only where its own rule allows that. */
  z.strictObject({ kind: z.literal('open-browser'), requestId: name, url: z.string() }),
  /** Tokens that Webex has given: kept before they are used. `signIn` is null where they replace those of an account. */
  z.strictObject({
    kind: z.literal('keep-tokens'),
    requestId: name,
    accountId: name,
    tokens: engineTokens,
    signIn: z.strictObject({ method: z.enum(['browser', 'device']), apiOrigin: z.string() }).nullable(),
  }),
  /** Still alive: sent while work goes on, for the watchdog. */
  z.strictObject({ kind: z.literal('pulse') }),
  /** A line for the log that main keeps; redacted there. */
  z.strictObject({
    kind: z.literal('log'),
    level: z.enum(['info', 'warn', 'error']),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type FromEngine = z.output<typeof fromEngineSchema>;

/** The engine sends a pulse this often while jobs run. */
export const PULSE_EVERY_MS = 5000;
