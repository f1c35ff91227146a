import { z } from 'zod';
import { VERDICTS } from '#core/reconcile/result-document.ts';
import { SIGN_OFF_ROLES, SIGN_OFF_STATES, SUSPENSIONS } from '#core/sign-off/sign-off.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import { LONGEST_NAME, MOST_ROWS_A_PAGE } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import {
  decimalText,
  done,
  moment,
  name,
  nothing,
  page,
  pageOf,
  period,
  type ChannelContract,
} from './channel-contract.ts';

const heldFile = z.object({
  batchId: z.int(),
  fileName: z.string(),
  importedAt: moment,
  ageDays: z.int().min(0),
});

/** What was invoiced and what was expected; decimals in plain notation. */
const totals = z.object({
  invoiced: decimalText,
  expected: decimalText,
  variance: decimalText,
  notAudited: decimalText,
});

/** The newest run of a period: its verdict never stands without its coverage. */
const periodRun = z.object({
  runId: z.string(),
  verdict: z.enum(VERDICTS),
  verdictReasons: z.array(z.string()),
  createdAt: moment,
  currency: z.string().nullable(),
  coverage: z.object({
    invoiceRows: z.int(),
    audited: z.int(),
    excluded: z.int(),
    quarantined: z.int(),
    amountShare: decimalText,
  }),
  totals,
  /** How many checks are ok, to be looked at, without data. */
  checks: z.object({ ok: z.int(), check: z.int(), noData: z.int() }),
  /** Lines that ask for a decision and have none that stands; `amount` adds theirs up without sign, those without a known price left out. */
  left: z.object({ lines: z.int(), amount: decimalText, withoutAmount: z.int() }),
  /** What has changed since: files came or went, or saved parameters were changed. Empty: it shows what is held. */
  stale: z.array(z.enum(['inputs', 'parameters'])),
});
export type WirePeriodRun = z.output<typeof periodRun>;

/** A signature that stands. */
const signOffEntry = z.object({
  role: z.enum(SIGN_OFF_ROLES),
  name: z.string(),
  /** The operating system's account that it was given under: a local control, and no proof of identity. */
  account: z.string(),
  signedAt: moment,
  note: z.string().nullable(),
  /** Signed although the same person has signed another part. */
  isOverride: z.boolean(),
  /** What has changed since; empty where it holds. */
  suspendedBy: z.array(z.enum(SUSPENSIONS)),
});
export type WireSignOff = z.output<typeof signOffEntry>;

/** What the workspace holds of a period. */
export const periodOverview = z.object({
  period,
  invoices: z.array(
    heldFile.extend({ number: z.string().nullable(), currency: z.string().nullable(), rows: z.int() }),
  ),
  reports: z.array(heldFile.extend({ level: z.enum(USAGE_LEVELS), rows: z.int(), userDays: decimalText })),
  lastRun: periodRun.nullable(),
  signOff: z.object({ state: z.enum(SIGN_OFF_STATES), entries: z.array(signOffEntry) }),
});
export type WirePeriodOverview = z.output<typeof periodOverview>;

/** A period of the trend, by its newest run. */
const trendPoint = z.object({
  period,
  runId: z.string(),
  verdict: z.enum(VERDICTS),
  currency: z.string().nullable(),
  amountShare: decimalText,
  totals,
});
export type WireTrendPoint = z.output<typeof trendPoint>;

/** What a person writes by hand. */
const remark = z.string().trim().min(1).max(LONGEST_NAME);

export const PERIODS_CONTRACT = {
  /** Newest first; with them the files that name no period, so that nothing is held unseen. */
  'periods:list-periods': {
    input: page,
    output: pageOf(periodOverview).extend({
      withoutPeriod: z.array(heldFile.extend({ kind: z.enum(['invoice', 'report']) })),
    }),
  },
  /** Invoiced against expected over the periods that were reconciled, oldest first; of very many the newest. */
  'periods:get-trend': {
    input: nothing,
    output: z.object({ points: z.array(trendPoint).max(MOST_ROWS_A_PAGE) }),
  },
  /**
   * Signs a part of a period: the result of the run that the person has seen. Refused with SIGN_OFF_STALE, _BLOCKED,
   * _ORDER, _SAME_PERSON (unless `override`, which the signature then shows), _HELD.
   */
  'periods:sign-off': {
    input: z.strictObject({
      period,
      role: z.enum(SIGN_OFF_ROLES),
      runId: name,
      name: remark,
      note: z.string().max(LONGEST_NAME).optional(),
      override: z.boolean().optional(),
    }),
    output: done,
  },
  /** Withdraws a part and those that stand on it. They are kept, with the reason. */
  'periods:withdraw-sign-off': {
    input: z.strictObject({ period, role: z.enum(SIGN_OFF_ROLES), reason: remark }),
    output: done,
  },
} as const satisfies Record<ChannelOf<'periods'>, ChannelContract>;
