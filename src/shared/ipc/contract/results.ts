import { z } from 'zod';
import { CHECK_IDS, VERDICTS } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { ChannelOf } from '../channels.ts';
import { decimalText, moment, name, page, pageOf, period, type ChannelContract } from './channel-contract.ts';
import { checkFailure, runChecks } from './result-checks.ts';
import { lineCluster, lineFacets, lineFilter, linePage, lineSort } from './result-lines.ts';
import { lineProof, proofUsageRow } from './result-proof.ts';

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

const ofRun = z.strictObject({ runId: name });
const ofLine = ofRun.extend({ position: z.int().min(0) });

export const RESULTS_CONTRACT = {
  'results:get-summary': { input: ofRun, output: resultSummary },
  /**
   * Lines of a run at a level; finer ones are added up, coarser ones stand as they are. Without a level: as compared.
   * `withUsers`, which goes with no level or `user`: beneath each line that names no user those of the USER report.
   */
  'results:list-lines': {
    input: page.extend({
      runId: name,
      level: z.enum(USAGE_LEVELS).optional(),
      withUsers: z.boolean().optional(),
      filter: lineFilter.optional(),
      sort: lineSort.optional(),
    }),
    output: linePage,
  },
  'results:get-facets': { input: ofRun, output: lineFacets },
  /** The differences of a run by what they have in common, the largest sum first. */
  'results:list-clusters': {
    input: page.extend({ runId: name, filter: lineFilter.optional() }),
    output: pageOf(lineCluster),
  },
  /** Everything that makes up one line. */
  'results:get-proof': { input: ofLine, output: lineProof },
  /** The report rows of one level beneath a line, in source order. */
  'results:list-proof-usage': {
    input: ofLine.extend({ ...page.shape, level: z.enum(USAGE_LEVELS) }),
    output: pageOf(proofUsageRow),
  },
  'results:get-checks': { input: ofRun, output: runChecks },
  /** What fails a check on its own, the largest difference first. */
  'results:list-check-failures': {
    input: page.extend({ runId: name, check: z.enum(CHECK_IDS) }),
    output: pageOf(checkFailure),
  },
} as const satisfies Record<ChannelOf<'results'>, ChannelContract>;
