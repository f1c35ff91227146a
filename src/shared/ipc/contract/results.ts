import { z } from 'zod';
import { DIRECTIONS, MATCHES, VARIANCE_CLASSES, VERDICTS } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { ChannelOf } from '../channels.ts';
import { decimalText, moment, name, page, pageOf, period, type ChannelContract } from './channel-contract.ts';

/** A run in a few figures: the verdict never stands without its coverage. */
export const resultSummary = z.object({
  runId: z.string(),
  period,
  currency: z.string().nullable(),
  verdict: z.enum(VERDICTS),
  verdictReasons: z.array(z.string()),
  coverage: z.object({
    invoiceRows: z.int(),
    audited: z.int(),
    excluded: z.int(),
    quarantined: z.int(),
    auditedAmount: decimalText,
    amountShare: decimalText,
  }),
  totals: z.object({
    invoiced: decimalText,
    expected: decimalText,
    variance: decimalText,
    notAudited: decimalText,
  }),
  lines: z.int(),
  issues: z.int(),
  generatedAt: moment,
  resultHash: z.string(),
});
export type ResultSummary = z.output<typeof resultSummary>;

/** A line of a result as a list shows it. */
export const resultLine = z.object({
  level: z.enum(USAGE_LEVELS),
  subscriptionId: z.string().nullable(),
  sku: z.string(),
  customerOrgId: z.string().nullable(),
  match: z.enum(MATCHES),
  class: z.enum(VARIANCE_CLASSES),
  direction: z.enum(DIRECTIONS),
  withinTolerance: z.boolean(),
  invoicedQuantity: decimalText,
  invoicedAmount: decimalText,
  expectedQuantity: decimalText,
  expectedAmount: decimalText.nullable(),
  varianceQuantity: decimalText,
  varianceAmount: decimalText.nullable(),
});

export const RESULTS_CONTRACT = {
  'results:get-summary': { input: z.strictObject({ runId: name }), output: resultSummary },
  'results:list-lines': { input: page.extend({ runId: name }), output: pageOf(resultLine) },
} as const satisfies Record<ChannelOf<'results'>, ChannelContract>;
