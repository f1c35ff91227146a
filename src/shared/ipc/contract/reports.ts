import { z } from 'zod';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import { MOST_ROWS_A_PAGE } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import {
  day,
  decimalText,
  moment,
  name,
  nothing,
  page,
  pageOf,
  period,
  type ChannelContract,
} from './channel-contract.ts';

/** When Webex was last asked which reports it has; null: never from this workspace. */
const listing = z
  .object({
    listedAt: moment,
    /** False where the API's pages did not end properly: there may be more. */
    isComplete: z.boolean(),
    /** `no-scope`: the sub-partners' reports are not in it. */
    subPartners: z.enum(['listed', 'no-scope']),
  })
  .nullable();

/** What the workspace has of a report. `waiting`: begun, and still to be downloaded. */
export const HERE_STATES = ['held', 'replaced', 'waiting', 'failed', 'gone', 'none'] as const;

const fields = {
  /** Null for a report that came as a file. */
  webexId: z.string().nullable(),
  subPartner: z.string().nullable(),
  here: z.enum(HERE_STATES),
  /** `unknown`: Webex was never asked. */
  atWebex: z.enum(['yes', 'no', 'unknown']),
  /** When Webex made it, as far as known. */
  createdAt: moment.nullable(),
  /** Since when its rows are here. */
  heldAt: moment.nullable(),
  batchId: z.int().nullable(),
  fileName: z.string().nullable(),
  rows: z.int().nullable(),
  userDays: decimalText.nullable(),
};

/** A report that Webex has, that the workspace holds, or both. */
export const reportEntry = z.object({
  ...fields,
  /** Null for a type that Tieout does not know: then `type` says it. */
  level: z.enum(USAGE_LEVELS).nullable(),
  type: z.string(),
  /** As Webex has them. */
  start: z.string(),
  end: z.string(),
  category: z.string(),
  /** What Webex said last: IN_PROGRESS, COMPLETED, FAILED, DELETED, or a word that is new; empty for files. */
  status: z.string(),
  /** Why Webex could not make it. */
  failure: z.string().nullable(),
  isInternal: z.boolean(),
  /** Webex has a newer report for the same level, period and owner than the one held. */
  isOutdated: z.boolean(),
  /** Whether an earlier version is here to be compared with. */
  hasEarlier: z.boolean(),
});
export type ReportEntry = z.output<typeof reportEntry>;

/** Where a level of a period stands. */
export const HOLDING_STATES = [
  'held',
  /** Held, but Webex has made it anew since. */
  'outdated',
  /** Complete at Webex, not here. */
  'ready',
  /** Being made. */
  'running',
  /** Webex could not make it. */
  'failed',
  'missing',
] as const;

/** A level of a period. */
const holdingCell = z.object({
  ...fields,
  level: z.enum(USAGE_LEVELS),
  state: z.enum(HOLDING_STATES),
  status: z.string(),
  failure: z.string().nullable(),
  /** What Webex has in its place now. */
  newer: z.object({ webexId: z.string(), createdAt: moment.nullable(), status: z.string() }).nullable(),
  hasEarlier: z.boolean(),
});
export type HoldingCell = z.output<typeof holdingCell>;

/** A period of an owner, and its three levels. */
export const holdingRow = z.object({
  period,
  subPartner: z.string().nullable(),
  /** Whether an invoice of the period is held. */
  hasInvoice: z.boolean(),
  levels: z.array(holdingCell).length(3),
});
export type HoldingRow = z.output<typeof holdingRow>;

/** The days of which Webex makes reports now. */
const dates = z.object({ oldest: day, newest: day });

export const REPORTS_CONTRACT = {
  /** Newest period first. */
  'reports:list-holdings': {
    input: page,
    output: pageOf(holdingRow).extend({ listing, dates }),
  },
  'reports:list-reports': {
    input: page,
    output: pageOf(reportEntry).extend({ listing, dates }),
  },
  'reports:list-sub-partners': {
    input: nothing,
    output: z
      .array(
        z.object({
          orgId: z.string(),
          subscriptionId: z.string().nullable(),
          provisioningState: z.string().nullable(),
          billingStartDate: z.string().nullable(),
        }),
      )
      .max(MOST_ROWS_A_PAGE),
  },
  /** What changed between a report that is held (or was) and the version before it. */
  'reports:compare-versions': {
    input: page.extend({ webexId: name }),
    output: pageOf(
      z.object({
        customer: z.string().nullable(),
        subscription: z.string(),
        sku: z.string(),
        before: decimalText,
        after: decimalText,
        change: decimalText,
      }),
    ).extend({
      before: z.object({ webexId: z.string(), createdAt: moment.nullable(), userDays: decimalText }),
      after: z.object({ webexId: z.string(), createdAt: moment.nullable(), userDays: decimalText }),
      change: decimalText,
      customers: z.int(),
    }),
  },
} as const satisfies Record<ChannelOf<'reports'>, ChannelContract>;
