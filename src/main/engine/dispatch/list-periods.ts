import { formatMicros } from '#core/decimal/micros.ts';
import type { EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { Workspace } from '../context.ts';
import { listPeriods, type PeriodOverview } from '../services/periods.ts';

/** A page of the periods, newest first. */
export function pageOfPeriods(
  workspace: Workspace,
  { offset, limit }: EngineInput<'periods:list-periods'>,
): EngineOutput<'periods:list-periods'> {
  const { periods, withoutPeriod } = listPeriods(workspace);
  return {
    total: periods.length,
    rows: periods.slice(offset, offset + limit).map(toWire),
    withoutPeriod: withoutPeriod.map(({ kind, batchId, fileName, importedAt, ageDays }) => ({
      kind,
      batchId,
      fileName,
      importedAt,
      ageDays,
    })),
  };
}

const toWire = ({
  period,
  invoices,
  reports,
  lastRun,
}: PeriodOverview): EngineOutput<'periods:list-periods'>['rows'][number] => ({
  period: { start: period.start, end: period.end },
  invoices: invoices.map((invoice) => ({
    ...invoice,
    number: invoice.number ?? null,
    currency: invoice.currency ?? null,
  })),
  reports: reports.map((report) => ({ ...report, userDays: formatMicros(report.userDays) })),
  lastRun:
    lastRun === undefined
      ? null
      : { runId: lastRun.id, verdict: lastRun.verdict, createdAt: lastRun.createdAt },
});
