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
import { JOBS_CONTRACT } from './ipc/contract/jobs.ts';
import { PERIODS_CONTRACT } from './ipc/contract/periods.ts';
import { RESULTS_CONTRACT } from './ipc/contract/results.ts';
import { LONGEST_TOKEN, MOST_FILES } from './limits.ts';
import { LANGUAGES } from './messages/language.ts';

/** A file as main hands it to the engine: here, and only here, a path travels. */
const engineFile = z.strictObject({ path: z.string().min(1), name });
export type EngineFile = z.output<typeof engineFile>;
const engineFiles = z.array(engineFile).max(MOST_FILES);
const dateOrder = z.enum(DATE_ORDERS).optional();

/**
 * What the engine answers. Main has turned the window's file tokens into paths and added what the window must not
 * hold (the Webex token, the language of the workbook); the answers are those of the channels of the same name.
 */
export const ENGINE_CONTRACT = {
  ...PERIODS_CONTRACT,
  ...RESULTS_CONTRACT,
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
  'jobs:start-fetch': {
    input: JOBS_CONTRACT['jobs:start-fetch'].input.extend({
      accessToken: z.string().min(1).max(LONGEST_TOKEN),
    }),
    output: JOBS_CONTRACT['jobs:start-fetch'].output,
  },
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
]);

/** From the engine to main. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** The workspace can't be opened; the process ends. */
  z.strictObject({ kind: z.literal('failed'), error: wireErrorSchema }),
  z.strictObject({ kind: z.literal('response'), requestId: name, result: wireResultSchema }),
  eventSchema,
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
