import { z } from 'zod';
import { DATE_ORDERS } from '#core/mapping/date-text.ts';
import { UNIT_BASES } from '#core/reconcile/parameters.ts';
import { VERDICTS } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import {
  LONGEST_NAME,
  MOST_CHARACTERS,
  MOST_ENDED_JOBS,
  MOST_FILES,
  MOST_ROWS_A_PAGE,
} from '../../limits.ts';
import { LANGUAGES } from '../../messages/language.ts';
import { OPTIONAL_SHEETS } from '#core/workbook/sheets.ts';
import { PHASES_EN } from '../../messages/phases.en.ts';
import type { ChannelOf } from '../channels.ts';
import { wireErrorSchema } from '../envelope.ts';
import {
  decimalText,
  done,
  fileToken,
  fileTokens,
  moment,
  name,
  nothing,
  period,
  type ChannelContract,
} from './channel-contract.ts';
import { CSV_VIEWS } from './exports.ts';
import { maskChoice } from './privacy.ts';

/** What a job is for. */
export const JOB_KINDS = [
  'inspect',
  'fit-units',
  'replay-template',
  'import',
  'reconcile',
  'export',
  'fetch',
  'create-reports',
  'list-reports',
  'delete-report',
  'practice',
  'backup',
  'restore',
  'move',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** What becomes of a job; the last three are ends. */
export const JOB_STATES = ['queued', 'running', 'cancelling', 'completed', 'failed', 'cancelled'] as const;
export type WireJobState = (typeof JOB_STATES)[number];

const PHASE_NAMES = Object.keys(PHASES_EN) as [keyof typeof PHASES_EN, ...(keyof typeof PHASES_EN)[]];

/** How far a job is; `total` is null where the end is not known. */
export const jobProgress = z.object({
  phase: z.enum(PHASE_NAMES),
  done: z.number().min(0),
  total: z.number().min(0).nullable(),
  unit: z.enum(['rows', 'bytes', 'steps']),
});

/** The figures of one reading, for holding two against each other. */
const readingFigures = z.object({
  rows: z.int(),
  quarantined: z.int(),
  keptAmount: decimalText,
  chargeAmount: decimalText,
  chargeQuantity: decimalText,
  currency: z.string().nullable(),
});

/** A report that a fetch made the workspace hold. */
const heldReport = z.object({
  webexId: z.string(),
  level: z.enum(USAGE_LEVELS),
  period,
  subPartner: z.string().nullable(),
  rows: z.int(),
  userDays: decimalText,
  /** Whether it was downloaded now; otherwise it was held already. */
  isNew: z.boolean(),
  /** Null where there was no version before. */
  changed: z
    .object({ before: decimalText, after: decimalText, customers: z.int(), changes: z.int() })
    .nullable(),
});

/** What a completed job has come to. */
export const jobOutcome = z.discriminatedUnion('kind', [
  /** What each file is, in the order in which they were given. An invoice stands open as a draft. */
  z.object({
    kind: z.literal('inspect'),
    files: z.array(
      z.discriminatedUnion('found', [
        z.object({ found: z.literal('report'), fileName: z.string(), level: z.enum(USAGE_LEVELS) }),
        z.object({ found: z.literal('invoice'), fileName: z.string(), draftId: name }),
        z.object({ found: z.literal('problem'), fileName: z.string(), error: wireErrorSchema }),
      ]),
    ),
  }),
  z.object({
    kind: z.literal('fit-units'),
    period: period.nullable(),
    /** False where no usage of the period is held: nothing can be proven. */
    hasUsage: z.boolean(),
    units: z.array(
      z.object({
        sku: z.string(),
        basis: z.enum(UNIT_BASES),
        decimals: z.int().nullable(),
        matching: z.int(),
        of: z.int(),
        maxResidual: decimalText,
        uncertain: z.boolean(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('replay-template'),
    fileName: z.string(),
    before: readingFigures,
    after: readingFigures.nullable(),
    problem: wireErrorSchema.nullable(),
    isSame: z.boolean(),
  }),
  z.object({
    kind: z.literal('import'),
    files: z.array(
      z.object({
        fileName: z.string(),
        kind: z.enum(['invoice', 'report']),
        reused: z.boolean(),
        batchId: z.int(),
        level: z.enum(USAGE_LEVELS).nullable(),
        /** First and last day over all rows. */
        window: period.nullable(),
        counts: z.object({ read: z.int(), stored: z.int(), quarantined: z.int(), blank: z.int() }),
        issues: z.object({ error: z.int(), warning: z.int(), info: z.int() }),
      }),
    ),
  }),
  z.object({ kind: z.literal('reconcile'), runId: z.string(), verdict: z.enum(VERDICTS), period }),
  z.object({ kind: z.literal('export'), runId: z.string(), fileName: z.string(), bytes: z.int() }),
  z.object({
    kind: z.literal('fetch'),
    reports: z.int(),
    /** The first of them, and what changed in each against the version before. */
    held: z.array(heldReport).max(MOST_ROWS_A_PAGE),
  }),
  /** `made`: asked for now; `existing`: those that Webex had, or that are held. */
  z.object({ kind: z.literal('create-reports'), made: z.int(), existing: z.int() }),
  z.object({ kind: z.literal('list-reports'), reports: z.int(), isComplete: z.boolean() }),
  z.object({ kind: z.literal('delete-report'), webexId: z.string() }),
  /** `damaged`: evidence that is gone or no longer what was imported. */
  z.object({
    kind: z.literal('backup'),
    fileName: z.string(),
    bytes: z.int(),
    sources: z.int(),
    damaged: z.int(),
  }),
  /** The workspace that now lies in the chosen folder; it is not opened by itself. */
  z.object({ kind: z.literal('restore'), folderName: z.string(), sources: z.int() }),
  z.object({ kind: z.literal('move'), folderName: z.string(), sources: z.int() }),
]);
export type JobOutcome = z.output<typeof jobOutcome>;

/** A job as it stands. Snapshots are unordered on the way: the one with the higher `seq` is the newer. */
export const jobSnapshot = z.object({
  jobId: name,
  kind: z.enum(JOB_KINDS),
  /** The files it works on, by the names that the person knows. */
  files: z.array(z.string()),
  state: z.enum(JOB_STATES),
  progress: jobProgress.nullable(),
  outcome: jobOutcome.nullable(),
  error: wireErrorSchema.nullable(),
  startedAt: moment,
  seq: z.int().min(0),
});
export type JobSnapshot = z.output<typeof jobSnapshot>;

const started = z.object({ jobId: name });
/** What dates like 10/01/2026 mean; needed only where a file does not prove it. */
const dateOrder = z.enum(DATE_ORDERS).optional();

/** How a file is opened, where a person must say it. The password is used and forgotten. */
const opening = z.strictObject({
  password: z.string().min(1).max(1024).optional(),
  encoding: z.string().max(40).optional(),
  delimiter: z.string().length(1).optional(),
});
const ofDraft = { input: z.strictObject({ draftId: name }), output: started };

export const JOBS_CONTRACT = {
  /** Says of each file what it is; invoices stand open as drafts afterwards. Nothing is imported. */
  'jobs:start-inspect': { input: opening.extend({ files: fileTokens.min(1) }), output: started },
  /** The same for a table from the clipboard: tab-separated text, or HTML. */
  'jobs:start-inspect-pasted': {
    input: z.strictObject({ name, text: z.string().min(1).max(MOST_CHARACTERS) }),
    output: started,
  },
  /** Imports a draft exactly as it is shown. */
  'jobs:start-accept-draft': ofDraft,
  'jobs:start-fit-units': ofDraft,
  'jobs:start-replay-template': ofDraft,
  /** Each file is told by its content: an invoice or a usage report. */
  'jobs:start-import': {
    input: z.strictObject({ files: fileTokens.min(1), dateOrder }),
    output: started,
  },
  'jobs:start-reconcile': {
    input: z.strictObject({
      invoices: fileTokens.min(1),
      reports: fileTokens,
      priceBook: fileToken.optional(),
      period: period.optional(),
      dateOrder,
    }),
    output: started,
  },
  /**
   * Reconciles a period from what the workspace holds of it, with its saved parameters. `invoices`: the readings that a
   * person has chosen; without, the period's own, refused with INVOICE_AMBIGUOUS where two may be one.
   */
  'jobs:start-reconcile-period': {
    input: z.strictObject({ period, invoices: z.array(z.int().min(1)).min(1).max(MOST_FILES).optional() }),
    output: started,
  },
  /** Writes the workbook of a run, or of the newest run of a period. */
  'jobs:start-export': {
    input: z.strictObject({
      run: z.union([z.strictObject({ runId: name }), z.strictObject({ period })]),
      output: fileToken,
      detail: z.enum(USAGE_LEVELS),
      /** The language of the workbook; without, that of the window. */
      language: z.enum(LANGUAGES).optional(),
      /** Sheets to leave out. */
      omit: z.array(z.enum(OPTIONAL_SHEETS)).max(OPTIONAL_SHEETS.length).optional(),
      /** Who is masked; without, whom the workspace masks in files. */
      mask: maskChoice.optional(),
    }),
    output: started,
  },
  /** Writes a view of a run as CSV. */
  'jobs:start-export-csv': {
    input: z.strictObject({
      runId: name,
      view: z.enum(CSV_VIEWS),
      language: z.enum(LANGUAGES).optional(),
      output: fileToken,
      /** Who is masked; without, whom the workspace masks in files. */
      mask: maskChoice.optional(),
    }),
    output: started,
  },
  /** Database and evidence into one file; without `output` a copy of the database beside it, in the workspace. */
  'jobs:start-backup': {
    input: z.strictObject({ output: fileToken.optional(), withoutKeys: z.boolean().optional() }),
    output: started,
  },
  /** Brings a backup file, or a copy by its name, into an empty folder; what is held now is not touched. */
  'jobs:start-restore': {
    input: z.strictObject({
      source: z.union([z.strictObject({ file: fileToken }), z.strictObject({ copy: name })]),
      folder: fileToken,
    }),
    output: started,
  },
  /** Copies the workspace into an empty folder and verifies it; the present one stays. */
  'jobs:start-move': { input: z.strictObject({ folder: fileToken }), output: started },
  /** Loads the practice period into the practice workspace, and reconciles it. */
  'jobs:start-practice': { input: nothing, output: started },
  /** Takes what Webex has, waits for what it makes, and has made what is missing. */
  'jobs:start-fetch': {
    input: z.strictObject({
      period,
      levels: z.array(z.enum(USAGE_LEVELS)).min(1).max(3),
      /** The reports of these sub-partners instead of the partner's own. */
      subPartners: z.union([z.literal('all'), z.array(name).min(1).max(MOST_ROWS_A_PAGE)]).optional(),
      /** Have reports made anew: those at Webex are kept here, then deleted there. */
      regenerate: z.boolean().optional(),
      /** Only have what is missing made; nothing is waited for or downloaded. Goes without `regenerate`. */
      createOnly: z.boolean().optional(),
    }),
    output: started,
  },
  /** Asks Webex which reports it has. */
  'jobs:start-list': { input: nothing, output: started },
  /** Deletes a report at Webex; what is held of it stays. */
  'jobs:start-delete': {
    input: z.strictObject({ webexId: z.string().min(1).max(LONGEST_NAME) }),
    output: started,
  },
  /** A wish: only a later snapshot says that the job has ended, and how. */
  'jobs:cancel-job': { input: z.strictObject({ jobId: name }), output: done },
  'jobs:list-jobs': {
    input: nothing,
    output: z.object({ seq: z.int().min(0), jobs: z.array(jobSnapshot).max(4 * MOST_ENDED_JOBS) }),
  },
} as const satisfies Record<ChannelOf<'jobs'>, ChannelContract>;
