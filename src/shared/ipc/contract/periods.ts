import { z } from 'zod';
import { VERDICTS } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { ChannelOf } from '../channels.ts';
import { decimalText, moment, page, pageOf, period, type ChannelContract } from './channel-contract.ts';

const heldFile = z.object({
  batchId: z.int(),
  fileName: z.string(),
  importedAt: moment,
  ageDays: z.int().min(0),
});

/** What the workspace holds of a period. */
export const periodOverview = z.object({
  period,
  invoices: z.array(
    heldFile.extend({ number: z.string().nullable(), currency: z.string().nullable(), rows: z.int() }),
  ),
  reports: z.array(heldFile.extend({ level: z.enum(USAGE_LEVELS), rows: z.int(), userDays: decimalText })),
  lastRun: z.object({ runId: z.string(), verdict: z.enum(VERDICTS), createdAt: moment }).nullable(),
});
export type WirePeriodOverview = z.output<typeof periodOverview>;

export const PERIODS_CONTRACT = {
  /** Newest first; with them the files that name no period, so that nothing is held unseen. */
  'periods:list-periods': {
    input: page,
    output: pageOf(periodOverview).extend({
      withoutPeriod: z.array(heldFile.extend({ kind: z.enum(['invoice', 'report']) })),
    }),
  },
} as const satisfies Record<ChannelOf<'periods'>, ChannelContract>;
