import { AppError } from '#core/errors.ts';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import type { EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { readRunResult } from '../repositories/runs.ts';

/** Reads results of runs page by page. */
export interface ResultReader {
  readonly summary: (input: EngineInput<'results:get-summary'>) => EngineOutput<'results:get-summary'>;
  readonly lines: (input: EngineInput<'results:list-lines'>) => EngineOutput<'results:list-lines'>;
}

/** A reader that keeps the last result it has read: a list asks for page after page of the same one. */
export function resultReader(database: ReadableDatabase): ResultReader {
  let held: ResultDocument | undefined;
  const resultOf = (runId: string): ResultDocument => {
    if (held?.runId === runId) return held;
    const result = readRunResult(database, runId);
    if (!result) throw new AppError('RUN_UNKNOWN');
    held = result;
    return result;
  };
  return {
    summary: ({ runId }) => toSummary(resultOf(runId)),
    lines: ({ runId, offset, limit }) => {
      const { lines } = resultOf(runId);
      return { total: lines.length, rows: lines.slice(offset, offset + limit).map(toLine) };
    },
  };
}

function toSummary(result: ResultDocument): EngineOutput<'results:get-summary'> {
  const { coverage, totals, period } = result;
  return {
    runId: result.runId,
    period: { start: period.start, end: period.end },
    currency: result.currency,
    verdict: result.verdict,
    verdictReasons: [...result.verdictReasons],
    coverage: {
      invoiceRows: coverage.invoiceRows,
      audited: coverage.audited,
      excluded: coverage.excluded,
      quarantined: coverage.quarantined,
      auditedAmount: coverage.auditedAmount,
      amountShare: coverage.amountShare,
    },
    totals: {
      invoiced: totals.invoiced,
      expected: totals.expected,
      variance: totals.variance,
      notAudited: totals.notAudited,
    },
    lines: result.lines.length,
    issues: result.issues.length,
    generatedAt: result.generatedAt,
    resultHash: result.resultHash,
  };
}

const toLine = (line: LineDocument): EngineOutput<'results:list-lines'>['rows'][number] => ({
  level: line.level,
  subscriptionId: line.subscriptionId,
  sku: line.sku,
  customerOrgId: line.customerOrgId,
  match: line.match,
  class: line.class,
  direction: line.direction,
  withinTolerance: line.withinTolerance,
  invoicedQuantity: line.invoiced.quantity,
  invoicedAmount: line.invoiced.amount,
  expectedQuantity: line.usage.quantity,
  expectedAmount: line.expected.amount,
  varianceQuantity: line.variance.quantity,
  varianceAmount: line.variance.amount,
});
